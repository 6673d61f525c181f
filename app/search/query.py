"""What is asked: the question as it was understood, what narrows it, and which page of the answer. Pure, and free of any engine."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.core.text.numbers import OfficialNumber
from app.core.text.tokens import Script

FacetName = Literal["kind", "language", "topic", "agency", "year"]
FACETS: tuple[FacetName, ...] = ("kind", "language", "topic", "agency", "year")

#: Pages end here; further down nobody reads, and every engine pays for it.
DEEPEST_OFFSET = 1000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query, by the keys of core.text.tokens."""

    folded: str
    marked: str
    script: Script
    #: It was typed with marks, or could not have any: a hit that has it so comes before one that differs in marks.
    marks_told: bool
    #: Only this very form will do: an acronym in capitals, of which no marked word is a spelling (CAT is not cắt).
    exact: bool
    #: A phrase runs from the word before into this one.
    joined: bool
    #: It only ties others together, or only asks ("của", "the", "là gì"): a hit may lack it, and it tells next to nothing.
    common: bool = False
    #: The form with marks that was most likely meant by one typed without: it lifts hits that have it, and asks for nothing.
    meant: str | None = None

    @property
    def wanted(self) -> str | None:
        """The form with marks to look out for: as typed, else as meant; None when nobody knows."""
        return self.marked if self.marks_told else self.meant

    @property
    def read_as(self) -> str:
        """The form by which it is taken for what it is: that wanted, else as typed."""
        return self.wanted or self.marked


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """An official number in a query. ``certain`` when it was written as one; else its parts alone are tried as well."""

    number: OfficialNumber
    parts: tuple[Word, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class DateAsked:
    """A day or a month in a query. ``iso`` is 2018-10-25 or 2018-10; ``parts`` are its words as they were typed."""

    iso: str
    parts: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class ReferenceAsked:
    """A provision in a query: "khoản 2 Điều 14" is ``art_14__para_2``. ``text`` and ``parts`` are how it was typed."""

    eid: str
    text: str
    parts: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Other words that say the same as ``words[start:end]`` of the query, in ``language`` when they are of one."""

    start: int
    end: int
    words: tuple[Word, ...]
    reason: Literal["synonym", "abbreviation", "keyboard"]
    text: str


@dataclass(frozen=True, slots=True)
class Translated:
    """The whole query in another language, by the glossary: one of the runs of words of every inner list must be there.

    ``instead_of`` is the language that the query's terms are in: what can be had in that is found in that.
    """

    language: str
    instead_of: str | None
    terms: tuple[tuple[tuple[Word, ...], ...], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """A query as it was read. ``words`` leaves out what was looked up whole; ``sequence`` is everything, for whole titles."""

    text: str
    words: tuple[Word, ...]
    numbers: tuple[NumberAsked, ...]
    #: What was put in quotation marks, as runs of words that must stand together.
    phrases: tuple[tuple[Word, ...], ...]
    sequence: tuple[str, ...]
    #: Whether marks, or an acronym, were typed at all; only then do forms as typed come before others.
    with_marks: bool
    #: Language of the query as far as it shows, a tag of core.language; None when it may be any.
    language: str | None
    dates: tuple[DateAsked, ...] = ()
    references: tuple[ReferenceAsked, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    translations: tuple[Translated, ...] = ()
    #: It asks a question, or is as long as one: what is near is found, not only what has every word.
    is_question: bool = False
    #: It asks in so many words ("CEDAW là gì", "what is CEDAW"), however short it is.
    asks: bool = False
    #: The query with the marks, or from the keys, that were most likely meant; None when it is as it should be.
    did_you_mean: str | None = None

    @property
    def asks_nothing(self) -> bool:
        """Nothing was typed; a query of signs alone asks something, and finds nothing."""
        return not self.text

    @property
    def terms(self) -> tuple[Word, ...]:
        """Every word to be looked for, in order, those of numbers, dates and references last."""
        lookups: tuple[NumberAsked | DateAsked | ReferenceAsked, ...] = (*self.numbers, *self.dates, *self.references)
        return (*self.words, *(part for lookup in lookups for part in lookup.parts))

    @property
    def telling(self) -> tuple[Word, ...]:
        """The words without those that only tie them together; all of them when nothing else would be left to go by."""
        words = tuple(word for word in self.words if not word.common)
        asked = words and (self.is_question or self.asks)
        enough = len(words) > 1 or self.numbers or self.dates or self.references or asked
        return words if enough else self.words


@dataclass(frozen=True, slots=True)
class Typed:
    """A query that is still being typed: whole words, and the beginning of the last one as folded keys that it may become."""

    text: str
    words: tuple[Word, ...]
    prefixes: tuple[str, ...]
    #: The last word as typed, with its marks, in lower case.
    last: str
    #: Beginning of an official number, as its key would begin: "3432/k".
    number_prefix: str | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What an answer is narrowed to: one of the values of each, when any are given. ``on`` is the day of ``in_force``."""

    on: date
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """``languages`` is the reader's order of preference: it decides between passages and breaks ties, and narrows nothing."""

    understanding: Understanding
    filters: Filters
    languages: tuple[str, ...]
    offset: int = 0
    limit: int = 20
    facets: frozenset[FacetName] = frozenset(FACETS)


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """Completions wanted for what is being typed."""

    typed: Typed
    languages: tuple[str, ...]
    only: tuple[str, ...] = ()
    limit: int = 8
