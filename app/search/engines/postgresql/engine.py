"""The engine in PostgreSQL, over one session: what it puts is there when the session's transaction is committed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

import psycopg
import structlog
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.copying import copy_in
from app.search.engines.base import Held, Page, SearchUnavailable, Size, Suggested
from app.search.engines.postgresql import counting, reading, statements, statistics, tags, vectors
from app.search.entry import Entry, digest
from app.search.models import SearchPassage, SearchStatistics
from app.search.query import Query, TypedQuery

log = structlog.get_logger()

# What GIN has put aside of recent changes is read through by every search until it is merged.
_MERGE = text("select gin_clean_pending_list('ix_search_passage_lexemes')")
# Keys of many passages that are merged together are looked up once; what has not been merged costs each search 0.4 ms a megabyte.
_FEEDING = text("select set_config('gin_pending_list_limit', '16MB', true), set_config('work_mem', '64MB', true)")

#: How often a page is looked for while passages are replaced: one feed is enough to upset one look.
ATTEMPTS = 3


class PostgreSQLEngine:
    """Keeps entries in the table ``search_passage``."""

    name = "postgresql"
    degraded = False

    def __init__(self, session: Session) -> None:
        self.session = session

    def put(self, entries: Sequence[Entry]) -> None:
        with translated():
            documents = list(dict.fromkeys(entry.document for entry in entries))
            self._forget(documents)
            if entries:
                self._write(entries)

    def drop(self, documents: Sequence[UUID]) -> None:
        with translated():
            self._forget(documents)

    def find(self, query: Query) -> Page:
        with translated():
            self.session.execute(statements.SETTINGS)
            return _whole(lambda: reading.find(self.session, query))

    def within(self, query: Query, document: UUID) -> Page:
        with translated():
            self.session.execute(statements.SETTINGS)
            return _whole(lambda: reading.within(self.session, query, document))

    def suggest(self, query: TypedQuery) -> tuple[Suggested, ...]:
        with translated():
            self.session.execute(statements.SETTINGS)
            return reading.suggest(self.session, query)

    def rebuild(self, batches: Iterable[Sequence[Entry]]) -> Size:
        """In place and in the session's transaction, so that readers see the old index until the new one is whole."""
        with translated():
            # Feeders wait until the new index is whole, readers do not; what changes meanwhile is announced and comes after.
            self.session.execute(text("lock table search_passage in share row exclusive mode"))
            self.session.execute(delete(SearchPassage))
            for batch in batches:
                if batch:
                    self._write(batch)
            self.session.execute(_MERGE)
            self.session.execute(text("analyze search_passage"))
            statistics.count(self.session)
            return self.size()

    def is_current(self) -> bool:
        with translated():
            return self.session.scalar(select(SearchStatistics.layout)) == counting.LAYOUT

    def refresh(self) -> None:
        """Merge what GIN has put aside, and count again when that is due."""
        with translated():
            self.session.execute(_MERGE)
            if statistics.is_due(self.session):
                statistics.count(self.session)

    def size(self) -> Size:
        with translated():
            row = self.session.execute(select(func.count(), func.count(SearchPassage.document_id.distinct()))).one()
            return Size(entries=row[0], documents=row[1])

    def held(self) -> Iterator[Held]:
        with translated():
            columns = (SearchPassage.document_id, SearchPassage.language, SearchPassage.position, SearchPassage.digest)
            for row in self.session.execute(select(*columns).execution_options(yield_per=5_000)):
                yield Held(*row)

    def _write(self, entries: Sequence[Entry]) -> None:
        """Rows are made while PostgreSQL writes those before them."""
        self.session.execute(_FEEDING)
        codes = tags.codes(self.session, entries)
        copy_in(self.session, SearchPassage, (_row(entry, codes) for entry in entries))

    def _forget(self, documents: Sequence[UUID]) -> None:
        self.session.execute(delete(SearchPassage).where(SearchPassage.document_id.in_(list(documents))))


def _whole(look: Callable[[], Page]) -> Page:
    """A page that nothing was missing from: it is looked for again when passages were replaced meanwhile."""
    for _ in range(ATTEMPTS):
        try:
            return look()
        except reading.PassagesReplaced:
            log.info("search.looked_again")
    raise SearchUnavailable


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the database says into our own refusal. Its words are logged and never shown."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        log.warning("search.engine_failed", engine=PostgreSQLEngine.name, error=type(said).__name__)
        raise SearchUnavailable from error


def _row(entry: Entry, codes: Mapping[str, int]) -> dict[str, object]:
    made = vectors.vector(entry)
    return {
        "document_id": entry.document,
        "language": entry.language,
        "position": entry.position,
        "digest": digest(entry),
        "eid": entry.eid,
        "eids": list(entry.eids),
        "kind": entry.kind,
        "year": entry.year,
        "published_at": entry.published_at,
        "has_force": entry.has_force,
        "force_from": entry.force_from,
        "force_until": entry.force_until,
        "tags": tags.written(entry, codes),
        "language_bit": tags.language_bit(entry),
        "languages": list(entry.languages),
        "slug": entry.slug,
        "number": entry.number,
        "title": entry.title,
        "label": entry.label,
        "heading": entry.headings[0] if entry.headings else None,
        "text": entry.text,
        "sequence": made.sequence,
        "length": made.length,
        "lexemes": made.lexemes,
    }
