"""The composition root of the worker: one leader reads what changed from the outbox and feeds the search index.

Leadership is an advisory lock held by one connection, which also listens. A second worker waits for the lock and takes over
when the first is gone, however it went. Changes are read again as they are now, put and confirmed in one transaction, so
that whatever dies in between is done again. Notifications are lost while a connection is: a poll makes up for them.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from time import monotonic
from uuid import UUID

import psycopg
import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import outbox
from app.core import clock
from app.core.config import Settings
from app.core.db import is_alive, unit_of_work
from app.core.errors import Unavailable
from app.search import choosing, indexing, mirroring, misses
from app.search.engines.postgresql import PostgreSQLEngine
from app.search.mirroring import Follower

log = structlog.get_logger()

#: Each transaction that feeds has a lock of its own: a leader that lost its connection may still be in its last one.
LEADER = 34_320_001
POLL = 1.0
LONGEST_PAUSE = 10.0
PARKED_FOR = 60.0
BATCH = 200
FORGET_EVERY = 3600.0
#: Seconds for which tidying up may be put off while there is more to feed, and how many times as long as it took the last time.
TIDY_AFTER = 30.0
TIDY_SELDOM = 10


def run(settings: Settings, engine: Engine, stop: threading.Event) -> None:
    """Feed the index until ``stop`` is set, through restarts of the database. Returns within about a second of it."""
    keeper = choosing.keeper(settings)
    feeder = Feeder(engine, stop, settings.timezone, mirrored=keeper is not None)
    pause = 0.1
    while not stop.is_set():
        try:
            following = Follower(engine, keeper) if keeper else nullcontext()
            with leadership(engine, stop) as listener, Tidier(engine) as tidier, following as follower:
                pause = 0.1
                feeder.lead(listener, [tidier.wake, *([follower.wake] if follower else [])])
        except (SQLAlchemyError, psycopg.Error, Unavailable) as error:
            log.warning("worker.database_away", error=type(error).__name__, again_in=pause)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


@contextmanager
def leadership(engine: Engine, stop: threading.Event) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Wait to be the leader, then listen; the connection is closed at the end, and the lock goes with it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()
        while not connection.scalar(text("select pg_try_advisory_lock(:key)"), {"key": LEADER}):
            if stop.wait(POLL):
                break
        connection.execute(text(f"listen {outbox.CHANNEL}"))
        raw: object = connection.connection.dbapi_connection
        assert isinstance(raw, psycopg.Connection)
        yield raw


class Feeder:
    """Takes changes from the outbox to the index, batch by batch."""

    def __init__(self, engine: Engine, stop: threading.Event, timezone: str, *, mirrored: bool = False) -> None:
        self.engine = engine
        #: Whether a search server beside the database is told of the same changes.
        self.mirrored = mirrored
        self.timezone = timezone
        self.stop = stop
        #: When searches that found nothing are to be looked through again.
        self.forgetting = 0.0
        #: Documents that could not be indexed, and when to try again: one of them must not hold up the others.
        self.parked: dict[UUID, float] = {}

    def lead(self, listener: psycopg.Connection[tuple[object, ...]], told: Sequence[threading.Event] = ()) -> None:
        """Feed what is there, then whatever is announced, until told to stop. All of ``told`` are set when something was fed."""
        self.make_current()
        if not self.mirrored:
            with unit_of_work(self.engine) as session:
                mirroring.forget(session)
        while not self.stop.is_set():
            while not self.stop.is_set() and self.feed():
                for event in told:
                    event.set()
            self.forget()
            for _ in listener.notifies(timeout=POLL, stop_after=1):
                pass

    def make_current(self) -> None:
        """Rebuild an index that was never made, was lost, or was made by another version."""
        with self.transaction() as session:
            engine = PostgreSQLEngine(session)
            if not engine.is_current():
                size = indexing.rebuild(session, engine)
                log.info("search.rebuilt", entries=size.entries, documents=size.documents)

    def forget(self) -> None:
        """Once an hour, drop what is kept for 30 days only."""
        if monotonic() >= self.forgetting:
            with unit_of_work(self.engine) as session:
                misses.forget(session, clock.today(self.timezone))
            self.forgetting = monotonic() + FORGET_EVERY

    def feed(self) -> bool:
        """One batch; whether there was one. When it fails and the database does not, its documents are tried one by one."""
        try:
            return self._batch(alone=False)
        except Exception as error:
            if not is_alive(self.engine):
                raise
            log.warning("search.batch_failed", error=type(error).__name__)
            return self._batch(alone=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A unit of work in which nobody else feeds."""
        with unit_of_work(self.engine) as session:
            indexing.lock(session)
            yield session

    def _batch(self, *, alone: bool) -> bool:
        with self.transaction() as session:
            batch = outbox.pending(session, BATCH)
            documents = indexing.concerned(session, batch.changes)
            due = [document for document, at in self.parked.items() if at <= monotonic()]
            wanted = list(dict.fromkeys((*documents, *due)))
            if alone:
                self._one_by_one(session, wanted)
            else:
                indexing.apply(session, PostgreSQLEngine(session), *wanted)
            outbox.confirm(session, batch)
            if wanted and self.mirrored:
                mirroring.note(session, wanted)
        if not alone:
            for document in wanted:
                self.parked.pop(document, None)
        return bool(batch.ids)

    def _one_by_one(self, session: Session, documents: list[UUID]) -> None:
        for document in documents:
            try:
                with session.begin_nested():
                    indexing.apply(session, PostgreSQLEngine(session), document)
                self.parked.pop(document, None)
            except Exception as error:
                log.error("search.document_failed", document=str(document), exc_info=error)
                self.parked[document] = monotonic() + PARKED_FOR


class Tidier:
    """A thread that tidies the index up after what was fed, for as long as the block runs: feeding does not wait for counts.

    While much is brought in it waits until that is fed, or until it has waited for long: merging much at once costs two thirds of
    merging it bit by bit, and the counts of an index that grows are old at once.
    """

    def __init__(self, engine: Engine) -> None:
        self.wake = threading.Event()
        self._put_off_until = monotonic() + TIDY_AFTER
        self._engine = engine
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="tidier", daemon=True)

    def __enter__(self) -> "Tidier":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        self.wake.set()
        self._thread.join(POLL)

    def _run(self) -> None:
        while self.wake.wait() and not self._stopped:
            self.wake.clear()
            try:
                self.tidy()
            except Exception as error:  # what is not tidied up now is so after the next batch
                log.warning("search.not_tidied", error=type(error).__name__)

    def tidy(self) -> bool:
        """Tidy up, unless that is put off; whether it was done. What is fed next wakes the thread again."""
        begun = monotonic()
        with unit_of_work(self._engine) as session:
            if begun < self._put_off_until and outbox.pending(session, 1).ids:
                return False
            PostgreSQLEngine(session).refresh()
            indexing.announce(session)
        ended = monotonic()
        self._put_off_until = ended + max(TIDY_AFTER, TIDY_SELDOM * (ended - begun))
        return True
