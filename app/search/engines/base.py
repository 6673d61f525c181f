"""What every engine does, in words of ours: entries go in, pages come out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

from app.core.errors import N_, Unavailable
from app.search.entry import Entry
from app.search.query import FacetName, Query, TypedQuery
from app.search.ranking import Band

#: "all": each hit has everything that was asked. "some": nothing had, and the nearest are shown.
Matching = Literal["all", "some"]

#: Totals and facet counts are exact up to here.
EXACT_UP_TO = 10_000


class SearchUnavailable(Unavailable):
    """The engine cannot answer; what it said itself is logged and never shown."""

    code = "search-unavailable"
    title = N_("The search cannot answer at the moment. Try again soon.")


@dataclass(frozen=True, slots=True)
class Found:
    """A document that was found, by its best passage. ``text`` is the passage as it is shown, whole."""

    document: UUID
    language: str
    languages: tuple[str, ...]
    kind: str
    slug: str | None
    title: str
    number: str | None
    year: int | None
    published_at: datetime
    has_force: bool
    force_from: date | None
    force_until: date | None
    eid: str | None
    label: str | None
    heading: str | None
    text: str
    #: Marks stand in it as they were typed, so that only these are to be highlighted.
    as_marked: bool
    #: It was found by the glossary alone, in another language than was typed.
    translated: bool
    #: Further passages of the document that were found, as far as the engine knows.
    more: int
    #: How near it comes to what was asked, with what made its score; None where nothing was asked, or it was not ranked.
    standing: "Standing | None" = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a hit stands and why. ``parts`` add up to ``score``; no score lifts a hit above its band."""

    band: Band
    score: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an answer. ``total`` counts documents; beyond EXACT_UP_TO it, and the facets, may be estimates."""

    found: tuple[Found, ...]
    total: int
    exact: bool
    #: How many of ``total`` have the marks, or the capitals, that were typed; None when none were. Told as exactly as ``total``.
    as_typed: int | None = None
    #: Documents by value, for each facet that was asked for.
    facets: Mapping[FacetName, Mapping[str, int]] = field(default_factory=dict)
    matching: Matching = "all"


@dataclass(frozen=True, slots=True)
class Suggested:
    """A title or number that begins as typed."""

    document: UUID
    language: str
    kind: str
    slug: str | None
    title: str
    number: str | None


@dataclass(frozen=True, slots=True)
class Size:
    """How much an index holds."""

    entries: int
    documents: int


@dataclass(frozen=True, slots=True)
class Held:
    """An entry that an index holds, and the digest of what it was made from (see entry.digest)."""

    document: UUID
    language: str
    position: int
    digest: str


class Finding(Protocol):
    """Finds entries. Every failure of its own leaves it as SearchUnavailable."""

    @property
    def name(self) -> str: ...

    @property
    def degraded(self) -> bool:
        """Whether the last answer came from a spare, since the engine itself was away."""

    def find(self, query: Query) -> Page:
        """The documents that ``query`` asks for, best first, each by its best passage."""

    def within(self, query: Query, document: UUID) -> Page:
        """The passages of one document that ``query`` asks for, best first; ``total`` counts passages, facets are left out."""

    def suggest(self, query: TypedQuery) -> tuple[Suggested, ...]:
        """Completions of what is being typed, best first, no title twice."""


class Engine(Finding, Protocol):
    """Keeps entries by document and finds them."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep ``entries``, which are all there is of their documents: what was kept of these before is replaced."""

    def drop(self, documents: Sequence[UUID]) -> None:
        """Forget documents. Those not kept are passed over."""

    def rebuild(self, batches: Iterable[Sequence[Entry]]) -> Size:
        """Keep exactly what ``batches`` hold, whole documents each; what is found stays whole while it runs."""

    def is_current(self) -> bool:
        """Whether what is kept was made by this version. If not, or when nothing was ever made, it must be rebuilt."""

    def refresh(self) -> None:
        """Tidy up after a batch of changes: merge pending work, count what ranking needs."""

    def size(self) -> Size:
        """How much is kept now."""

    def held(self) -> Iterator[Held]:
        """Everything that is kept, in no order."""
