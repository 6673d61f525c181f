"""The engine in Meilisearch: searches by one kept connection, the index kept by the official client."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from app.search.engines.base import Held, Page, SearchUnavailable, Size, Suggested
from app.search.engines.meilisearch import suggesting
from app.search.engines.meilisearch.connection import Connection
from app.search.engines.meilisearch.finding import Finder, KnowFrequencies
from app.search.engines.meilisearch.settings import uid_of
from app.search.entry import Entry
from app.search.query import Query, TypedQuery

if TYPE_CHECKING:
    from app.search.engines.meilisearch.keeping import Keeper

log = structlog.get_logger()


class MeilisearchEngine:
    """Finds by ``connection`` and keeps by ``keeper``; who only does one of both is given one of both.

    ``frequencies`` tells how often the words of a query occur: they are counted elsewhere.
    """

    name = "meilisearch"
    degraded = False

    def __init__(
        self, index: str, frequencies: KnowFrequencies, *, connection: Connection | None = None, keeper: "Keeper | None" = None
    ) -> None:
        self.index = uid_of(index)
        self.frequencies = frequencies
        self._connection = connection
        self._keeper = keeper

    def put(self, entries: Sequence[Entry]) -> None:
        self.keeper.put(entries)

    def drop(self, documents: Sequence[UUID]) -> None:
        self.keeper.drop(documents)

    def find(self, query: Query) -> Page:
        with understood():
            return Finder(self.connection.asking(), self.index, query, self.frequencies).find()

    def within(self, query: Query, document: UUID) -> Page:
        with understood():
            return Finder(self.connection.asking(), self.index, query, self.frequencies).within(document)

    def suggest(self, query: TypedQuery) -> tuple[Suggested, ...]:
        with understood():
            return suggesting.suggest(self.connection.asking(), self.index, query)

    def rebuild(self, batches: Iterable[Sequence[Entry]]) -> Size:
        """Into a new index beside the old one, which it replaces in one step."""
        return self.keeper.rebuild(batches)

    def is_current(self) -> bool:
        return self.keeper.read_stamp() is not None

    def refresh(self) -> None:
        """Nothing: the server tidies up by itself, and counts are taken elsewhere."""

    def size(self) -> Size:
        return self.keeper.size()

    def held(self) -> Iterator[Held]:
        return self.keeper.held()

    @property
    def connection(self) -> Connection:
        assert self._connection is not None, "this engine was made to keep an index, not to search in it"
        return self._connection

    @property
    def keeper(self) -> "Keeper":
        assert self._keeper is not None, "this engine was made to search, not to keep an index"
        return self._keeper


@contextmanager
def understood() -> Iterator[None]:
    """An answer that is not what such a server answers is no answer."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, AssertionError) as error:
        log.warning(
            "search.engine_failed", engine="meilisearch", what="answer", error=type(error).__name__, said=str(error)[:300]
        )
        raise SearchUnavailable from error
