"""The life of `serve`, told in order."""

import http.client
import socket
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlsplit

from sqlalchemy import Engine

from app.cli import database
from app.cli.saying import Sentence, say
from app.cli.serve.lease import Lease, lease
from app.cli.serve.listening import address, listen
from app.cli.serve.orders import Orders
from app.cli.serve.preparation import prepare
from app.cli.serve.secret import cursor_secret
from app.cli.serve.stopping import Stopped, Stopping
from app.cli.serve.tree import Child, Tree
from app.core.config import Settings
from app.core.db import is_alive, make_engine
from app.core.embedded import EmbeddedPostgres, EmbeddedPostgresError

READY = "/api/v1/health/ready"
LOOK = 0.2
LOOK_AT_DATABASE = 2.0
#: Deaths of API processes before the first answer, after which there is no use in trying again.
VAIN = 3


def run(settings: Settings, *, with_worker: bool = True) -> None:
    """Serve until told to stop. Sentence when it cannot be done."""
    with ExitStack() as stack:
        stopping = stack.enter_context(Stopping())
        with suppress(Stopped):
            _serve(stack, settings, stopping, with_worker=with_worker)


def _serve(stack: ExitStack, settings: Settings, stopping: Stopping, *, with_worker: bool) -> None:
    """``stack`` undoes what was done so far: the children first, then the database, then the folder is let go."""
    with stopping.breaking_off():
        held = stack.enter_context(lease(settings.data_dir)) if settings.embedded else None
        listener = stack.enter_context(listen(settings))
        tree = Tree(_children(settings, listener, with_worker=with_worker), stopping.hurry)
        stack.callback(tree.stop)
        tree.start()  # they import while the database starts
        server = stack.enter_context(database.embedded(settings)) if settings.embedded else None
        url = server.url() if server else settings.database_url
        assert url is not None
        engine = make_engine(url, pool_size=2, application_name="nhanquyen-serve")
        stack.callback(engine.dispose)
        stack.callback(tree.stop)
        prepare(settings, engine, url)
        tree.order(Orders(url, cursor_secret(settings), _search_key(settings)))
    _tend(tree, stopping, listener, held, Database(engine, server))


def _children(settings: Settings, listener: socket.socket, *, with_worker: bool) -> list[Child]:
    descriptor = listener.fileno()
    environment = {"NQ_DATA_DIR": str(settings.data_dir)}
    without = dict(environment)
    if settings.search_engine == "meilisearch":
        # Who answers the public can search, and has no key for more; that one comes with the orders.
        without |= {"NQ_MEILISEARCH_KEY": "", "NQ_MEILISEARCH_SEARCH_KEY": "with the orders"}
    children = [Child("api", (str(descriptor),), (descriptor,), without) for _ in range(settings.workers)]
    return [*children, Child("worker", environment=environment)] if with_worker else children


def _search_key(settings: Settings) -> str | None:
    """The key for the API. The worker makes it on the server, if it is not there."""
    from app.search import choosing

    return None if settings.search_engine == "postgresql" else choosing.search_key(settings)


def _tend(tree: Tree, stopping: Stopping, listener: socket.socket, held: Lease | None, data: "Database") -> None:
    """Look after everything until told to stop; say where the service is once it answers."""
    where = address(listener)
    answered = False
    while not stopping.event.wait(LOOK if answered else 0.05):
        tree.tend()
        if not answered and any(child.role == "api" and child.failures >= VAIN for child in tree.children):
            raise Sentence("The API cannot be started; what it said stands above.", code=1)
        if not answered and answers(where):
            answered = True
            if held is not None:
                held.tell(where)
            print(f"nhanquyen answers at {where}", flush=True)
        if answered:
            data.tend()


def answers(where: str) -> bool:
    """Whether the service answers a reader."""
    parts = urlsplit(where)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=2)
    try:
        connection.request("GET", READY)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


class Database:
    """The database as the parent looks after it. ``server`` is None when others tend it."""

    def __init__(self, engine: Engine, server: EmbeddedPostgres | None) -> None:
        self.engine, self.server = engine, server
        self._looked = time.monotonic()

    def tend(self) -> None:
        """Start an embedded server again that was killed or has fallen."""
        if self.server is None or time.monotonic() - self._looked < LOOK_AT_DATABASE:
            return
        self._looked = time.monotonic()
        if is_alive(self.engine) or self._listens():
            return
        say("the database is gone; it is started again")
        self.engine.dispose()
        try:
            self.server.close()
            self.server.start()
        except EmbeddedPostgresError as error:
            say(str(error))

    def _listens(self) -> bool:
        """Whether a server is there at all; one that is busy, or still recovering, is left to itself."""
        folder = self.engine.url.query["host"]
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(f"{folder}/.s.PGSQL.{self.engine.url.query['port']}")
        except OSError:
            return False
        return True
