"""Feeding a search server beside the database: what PostgreSQL's index was fed with is fed to it as well, a little later.

The database keeps which documents it has yet to be told of, so that it may be away for as long as it likes, and how far it is. The
same is written in its index. When the two differ, as they do when its index was lost, deleted, or put back from a copy, or when
the database was, the index is made anew. Whoever feeds it holds an advisory lock.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import structlog
from sqlalchemy import Engine, delete, func, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import unit_of_work
from app.search import indexing
from app.search.engines.base import SearchUnavailable, Size
from app.search.engines.meilisearch import MeilisearchEngine
from app.search.engines.postgresql import frequencies
from app.search.entry import Entry
from app.search.models import SearchBacklog, SearchMirror

if TYPE_CHECKING:
    from app.search.engines.meilisearch.keeping import Keeper, Stamp

log = structlog.get_logger()

LOCK = 34_320_003
#: Documents told of in one go. The server likes large batches better than many.
BATCH = 500
POLL = 1.0
LONGEST_PAUSE = 5.0
REFUSED_FOR = timedelta(seconds=60)


def note(session: Session, documents: Sequence[UUID]) -> None:
    """Note that the server has yet to be told of documents."""
    if documents:
        session.execute(insert(SearchBacklog), [{"document_id": document, "due_at": clock.now()} for document in documents])


def forget(session: Session) -> None:
    """Nobody is told any more: whoever is later is to begin with everything."""
    session.execute(delete(SearchBacklog))
    session.execute(delete(SearchMirror))


def waiting(session: Session) -> int:
    """Documents that the server has yet to be told of."""
    return session.scalar(select(func.count(SearchBacklog.document_id.distinct()))) or 0


class Mirror:
    """Feeds the server that ``keeper`` keeps an index on."""

    def __init__(self, database: Engine, keeper: "Keeper") -> None:
        self.database = database
        self.keeper = keeper

    def step(self) -> bool:
        """One batch, or the whole index when it is not what it should be; whether there was anything to do."""
        with unit_of_work(self.database) as session:
            self.lock(session)
            state = session.get(SearchMirror, 1)
            if state is None or not self.is_current(state, self.keeper.read_stamp()):
                size = self.rebuild(session)
                log.info("search.rebuilt", engine="meilisearch", entries=size.entries, documents=size.documents)
                return True
            rows = session.execute(
                select(SearchBacklog.id, SearchBacklog.document_id)
                .where(SearchBacklog.due_at <= clock.now())
                .order_by(SearchBacklog.id)
                .limit(BATCH)
            ).all()
            if not rows:
                return False
            refused = self._tell(session, state, list(dict.fromkeys(row.document_id for row in rows)))
            told = [row.id for row in rows if row.document_id not in refused]
            session.execute(delete(SearchBacklog).where(SearchBacklog.id.in_(told)))
            indexing.announce(session)
            return True

    def lock(self, session: Session) -> None:
        """Wait until nobody else feeds the server; the end of the transaction lets others."""
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": LOCK})

    def is_current(self, state: SearchMirror, stamp: "Stamp | None") -> bool:
        """Whether the index is the one that is known here, and as far. A batch that it took and we did not note is taken again."""
        if stamp is None or state.index != self.keeper.uid or state.build != stamp.build:
            return False
        return stamp.position in (state.position, state.position + 1)

    def rebuild(self, session: Session, watched: Callable[[Iterator[list[Entry]]], Iterator[list[Entry]]] = iter) -> Size:
        """Make the index anew from what is published. What changes meanwhile is in the backlog, and comes after."""
        from app.search.engines.meilisearch.keeping import Stamp

        stamp = Stamp(uuid4().hex, 0)
        size = self.keeper.rebuild(watched(self._unless_stopped(indexing.everything(session))), stamp)
        session.execute(delete(SearchMirror))
        session.add(SearchMirror(id=1, index=self.keeper.uid, build=stamp.build, position=0, fed_at=clock.now()))
        session.flush()
        indexing.announce(session)
        return size

    def _tell(self, session: Session, state: SearchMirror, documents: list[UUID]) -> set[UUID]:
        """Tell the server how documents are now. What it refuses while it takes others is given back, and tried again later."""
        from app.search.engines.meilisearch.keeping import Stamp

        position = state.position + 1
        self.keeper.stamp = Stamp(state.build, position)
        engine = MeilisearchEngine(self.keeper.family, partial(frequencies, session), keeper=self.keeper)
        refused: set[UUID] = set()
        try:
            try:
                with session.begin_nested():
                    indexing.apply(session, engine, *documents, size=BATCH)
            except SQLAlchemyError:
                raise
            except Exception as error:
                if not self.keeper.answers():
                    raise
                log.warning("search.batch_failed", engine="meilisearch", error=type(error).__name__)
                refused = {document for document in documents if not self._tell_alone(session, engine, document)}
        finally:
            self.keeper.stamp = None
        told = update(SearchMirror).values(position=position, fed_at=clock.now())
        session.execute(told.execution_options(synchronize_session=False))
        return refused

    def _tell_alone(self, session: Session, engine: MeilisearchEngine, document: UUID) -> bool:
        """Whether the server takes the document."""
        try:
            with session.begin_nested():
                indexing.apply(session, engine, document)
        except SQLAlchemyError:
            raise
        except Exception as error:
            if not self.keeper.answers():
                raise
            log.error("search.document_failed", engine="meilisearch", document=str(document), exc_info=error)
            later = clock.now() + REFUSED_FOR
            session.execute(update(SearchBacklog).where(SearchBacklog.document_id == document).values(due_at=later))
            return False
        return True

    def _unless_stopped(self, batches: Iterator[list[Entry]]) -> Iterator[list[Entry]]:
        for batch in batches:
            if self.keeper.stop.is_set():
                raise SearchUnavailable
            yield batch


class Follower:
    """A thread that feeds the server for as long as the block runs. ``wake`` is set when there is something to tell."""

    def __init__(self, database: Engine, keeper: "Keeper") -> None:
        self.wake = threading.Event()
        self.mirror = Mirror(database, keeper)
        self._stop = keeper.stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="mirror", daemon=True)

    def __enter__(self) -> "Follower":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self.wake.set()
        self._thread.join(3)

    def _run(self) -> None:
        pause = 0.1
        while not self._stop.is_set():
            try:
                self.wake.clear()
                busy = self.mirror.step()
                pause = 0.1
            except Exception as error:  # whatever it was, it is tried again
                if not self._stop.is_set():
                    log.warning("search.mirror_away", error=type(error).__name__, again_in=pause)
                self._stop.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            if not busy:
                self.wake.wait(POLL)
