"""The order of documents: by band, then by score, then the newest first."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from threading import Lock
from typing import NamedTuple
from uuid import UUID

from app.search.query import Understanding
from app.search.ranking.candidates import Candidate, Frequencies, Sign
from app.search.ranking.lines import Seen
from app.search.ranking.scoring import Scorer


class Band(IntEnum):
    """How near a hit comes to having been named: no score lifts it above its band."""

    #: It has the query in another language, by the glossary.
    translated = 0
    #: It has the words, with other marks than were typed, or other words for them.
    other_marks = 1
    #: It has the words, with the marks that were typed.
    words = 2
    #: It has the whole query side by side, with the marks that were typed.
    together = 3
    #: It is the principal reference of a topic that has the query for a name.
    principal = 4
    #: It is the provision asked for, of the document asked for.
    provision = 5
    #: Its number was typed.
    number = 6
    #: Its whole title was typed.
    title = 7


class Ranked(NamedTuple):
    """A document by its best passage. ``more``: its other candidates in the same language. ``parts`` add up to ``score``."""

    document: UUID
    best: Candidate
    band: Band
    score: float
    more: int
    parts: Mapping[str, float]


#: Ranking computes and waits for nothing. Threads that take turns at it every few milliseconds would all end later, and each would hold
#: the words of all its candidates meanwhile.
_ONE_AT_A_TIME = Lock()


def rank(
    asked: Understanding,
    candidates: Sequence[Candidate],
    languages: Sequence[str],
    frequencies: Frequencies,
    *,
    lenient: bool = False,
) -> list[Ranked]:
    """Documents, best first. ``languages`` is the order of preference between passages."""
    counts: dict[tuple[UUID, str], int] = {}
    best: dict[UUID, Ranked] = {}
    with _ONE_AT_A_TIME:
        every = passages(asked, candidates, languages, frequencies, lenient=lenient)
    for one in every:
        place = (one.document, one.best.language)
        counts[place] = counts.get(place, 0) + 1
        held = best.get(one.document)
        if held is None or (one.band, one.score) > (held.band, held.score):
            best[one.document] = one
    order = sorted(best.values(), key=_order, reverse=True)
    return [
        Ranked(one.document, one.best, one.band, one.score, counts[one.document, one.best.language] - 1, one.parts)
        for one in order
    ]


def passages(
    asked: Understanding,
    candidates: Sequence[Candidate],
    languages: Sequence[str],
    frequencies: Frequencies,
    *,
    lenient: bool = False,
) -> list[Ranked]:
    """Every passage by itself, in the order of the candidates."""
    scorer = Scorer(asked, languages, frequencies, lenient=lenient)
    found = []
    for candidate in candidates:
        lines = (line.split(" ") for line in candidate.sequence.split("\n"))
        parts, in_others, in_names, in_body = scorer.parts(candidate, *lines)
        band = _band(asked, candidate, scorer.whole, in_others, in_names, in_body)
        if lenient:
            # Nothing here has everything, whatever marks it has: below what was named, only the score counts.
            band = Band.words if Band.translated < band < Band.principal else band
        found.append(Ranked(candidate.document, candidate, band, sum(parts.values()), 0, parts))
    return found


def _order(one: Ranked) -> tuple[object, ...]:
    return (one.band, one.score, one.best.published_at, one.document.int, -one.best.position)


def _band(asked: Understanding, candidate: Candidate, whole: int, in_others: Seen, in_names: Seen, in_body: Seen) -> Band:
    signs = candidate.signs
    as_marked = not asked.with_marks or Sign.as_marked in signs
    if candidate.position == 0 and as_marked and Sign.whole_name in signs:
        return Band.title
    if Sign.own_number in signs:
        return Band.number
    if Sign.reference in signs and asked.words and _names_all(asked, in_others, in_names):
        return Band.provision
    if as_marked and Sign.principal in signs:
        return Band.principal
    if signs == Sign.translated:
        return Band.translated
    if whole > 1 and max(in_names.run_as_typed, in_body.run_as_typed) >= whole:
        return Band.together
    return Band.words if as_marked else Band.other_marks


def _names_all(asked: Understanding, in_others: Seen, in_names: Seen) -> bool:
    """Whether the document asked for beside a provision is this one: every telling word stands in a name."""
    return all(word.folded in in_others.words or word.folded in in_names.words for word in asked.telling)
