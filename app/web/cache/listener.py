"""The thread that listens for changes, on a connection of its own, and makes it again when it is lost."""

import selectors
import socket
import threading
from collections.abc import Callable, Mapping

import psycopg
import structlog
from psycopg import sql
from sqlalchemy import Engine

from app.web.cache.news import News

log = structlog.get_logger()

NAME = "nhanquyen-cache"
#: Seconds of silence after which the connection is asked for a sign of life; well below news.PATIENCE.
BEAT = 1.0
LONGEST_PAUSE = 5.0
#: A peer that is gone without a word is noticed by the system in about as many seconds as answers are believed.
_ALIVE = {"keepalives_idle": 2, "keepalives_interval": 1, "keepalives_count": 3, "tcp_user_timeout": 4_000, "connect_timeout": 5}

Connection = psycopg.Connection[tuple[object, ...]]


class Listener:
    """Tells ``news`` what it hears: ``channels`` are those of the database, with the subjects whose change each tells.

    ``first`` is called before a change is counted: what else this process knows must be older than the number no longer.
    ``lost`` is called when nothing is heard any more.
    """

    def __init__(
        self,
        engine: Engine,
        news: News,
        channels: Mapping[str, tuple[str, ...]],
        *,
        first: Callable[[], None] = lambda: None,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._engine, self._news, self._channels = engine, news, channels
        self._first, self._lost = first, lost
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin to listen. What is missing is tried for until it is there."""
        self._stop.clear()
        self._waking, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no more. Returns when the connection is closed, within a moment."""
        self._stop.set()
        if self._thread is not None:
            self._waking.send(b"\x00")
            self._thread.join(timeout=2.0)
            self._thread = None
            self._waking.close()
            self._woken.close()

    def _run(self) -> None:
        pause = 0.1
        while not self._stop.is_set():
            try:
                with self._connect() as connection:
                    pause = 0.1
                    self._listen(connection)
            except (psycopg.Error, OSError) as error:
                if not self._stop.is_set():
                    log.warning("cache.not_listening", error=type(error).__name__, again_in=pause)
            finally:
                self._news.lost()
                self._lost()
            self._stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _connect(self) -> Connection:
        arguments, options = self._engine.dialect.create_connect_args(self._engine.url)
        return psycopg.connect(*arguments, **{**options, **_ALIVE, "application_name": NAME, "autocommit": True})

    def _listen(self, connection: Connection) -> None:
        """Listen on ``connection`` until it is lost or there is no more need."""
        heard: set[str] = set()
        connection.add_notify_handler(lambda one: heard.add(one.channel))
        for channel in self._channels:
            connection.execute(sql.SQL("listen {}").format(sql.Identifier(channel)))
        self._first()
        self._news.listening()
        with selectors.DefaultSelector() as ready:
            ready.register(connection.fileno(), selectors.EVENT_READ)
            ready.register(self._woken, selectors.EVENT_READ)
            while not self._stop.is_set():
                if not ready.select(BEAT):
                    connection.execute("select 1")
                self._hear(connection, heard)
                self._news.alive()

    def _hear(self, connection: Connection, heard: set[str]) -> None:
        """Everything that has arrived, in one go: what came with a statement's answer, and what came by itself."""
        connection.pgconn.consume_input()
        while (one := connection.pgconn.notifies()) is not None:
            heard.add(one.relname.decode())
        subjects = {subject for channel in heard for subject in self._channels.get(channel, ())}
        heard.clear()
        if subjects:
            self._first()
            self._news.changed(*subjects)
