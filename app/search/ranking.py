"""The order of hits, made from an engine's candidates: the same for every engine, and pure.

An engine hands over passages that may be good, with what it knows of them (``Sign``) and their words in order; what comes
out is a list of documents. Bands come first, because no score may break them: a document whose title or number was typed
stands before others, then the article that a topic of that name rests on, and a hit that has the marks as typed before one
that differs in marks. Inside a band a score adds up
what the words tell, where they stand, and whether they stand together.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from itertools import pairwise
from uuid import UUID

from app.search.query import Understanding, Word


class Sign(IntFlag):
    """What an engine knows of a candidate from the way it found it. Higher ones come first when there are too many.

    ``principal``: the query is the name of a topic, and the candidate, which has its words, the topic's principal reference.
    """

    none = 0
    neighbours = 1
    all_in_name = 2
    principal = 4
    whole_name = 8
    as_marked = 16
    own_number = 32


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be good. ``sequence``: other names, own names and text as folded keys, one line each."""

    id: int
    document: UUID
    language: str
    position: int
    published_at: datetime
    signs: Sign
    sequence: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document by its best passage. ``more``: its other candidates in the same language."""

    document: UUID
    best: Candidate
    score: float
    more: int


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of ``passages`` a word (``quyen``) or two neighbours (``quyen con``) occur. Unknown ones count as rare."""

    passages: int = 0
    average_length: float = 150.0
    of: Mapping[str, int] | None = None

    def weight(self, key: str) -> float:
        """How much an occurrence tells (inverse document frequency, above nought)."""
        known = (self.of or {}).get(key, 0)
        return math.log(1 + (self.passages - known + 0.5) / (known + 0.5)) if self.passages > known else 1.0


# Saturation of repeated words, and how much a long text is held against them (BM25).
_K1 = 0.9
_B = 0.4
_IN_NAME = 2.0
_TOGETHER = 2.0
_PAIRS = 1.5
_WHOLE_NAME = 4.0
# The reader's language, and the others in their order: a good hit elsewhere still comes before a poor one here.
_LANGUAGE = 1.0
_OTHER_LANGUAGE = 0.3
_LANGUAGE_STEP = 0.05
_EARLIER = 0.05


def rank(
    asked: Understanding, candidates: Sequence[Candidate], languages: Sequence[str], frequencies: Frequencies
) -> list[Ranked]:
    """Documents, best first. ``languages`` is the order of preference between passages."""
    scorer = Scorer(asked, languages, frequencies)
    best: dict[UUID, tuple[tuple[int, float], Candidate]] = {}
    counts: dict[tuple[UUID, str], int] = {}
    for candidate in candidates:
        place = (scorer.band(candidate), scorer.score(candidate))
        counts[candidate.document, candidate.language] = counts.get((candidate.document, candidate.language), 0) + 1
        held = best.get(candidate.document)
        if held is None or place > held[0]:
            best[candidate.document] = (place, candidate)
    order = sorted(best.values(), key=lambda held: (*held[0], held[1].published_at, held[1].document.int), reverse=True)
    return [
        Ranked(candidate.document, candidate, place[1], counts[candidate.document, candidate.language] - 1)
        for place, candidate in order
    ]


class Scorer:
    """One query, ready to be held against many passages."""

    def __init__(self, asked: Understanding, languages: Sequence[str], frequencies: Frequencies) -> None:
        words: tuple[Word, ...] = asked.terms
        self.asked = asked
        self.order = [word.folded for word in words]
        self.weights = {word.folded: frequencies.weight(word.folded) for word in words}
        near = [f"{first.folded} {second.folded}" for first, second in pairwise(words) if second.joined]
        self.pairs = {pair: frequencies.weight(pair) for pair in near}
        self.all_words = sum(self.weights.values()) or 1.0
        self.all_pairs = sum(self.pairs.values()) or 1.0
        self.average = frequencies.average_length or 1.0
        self.preference = {
            language: max(_OTHER_LANGUAGE - place * _LANGUAGE_STEP, 0.0) if place else _LANGUAGE
            for place, language in enumerate(dict.fromkeys(languages))
        }

    def band(self, candidate: Candidate) -> int:
        """How near it comes to having been named: no score lifts a candidate above this.

        4: its title was typed; 3: its number; 2: the topic whose principal reference it is; 1: the words, with marks as typed
        when any were; 0: the words, with other marks.
        """
        as_marked = not self.asked.with_marks or Sign.as_marked in candidate.signs
        if candidate.position == 0 and as_marked and Sign.whole_name in candidate.signs:
            return 4
        if Sign.own_number in candidate.signs:
            return 3
        if as_marked and Sign.principal in candidate.signs:
            return 2
        return 1 if as_marked else 0

    def score(self, candidate: Candidate) -> float:
        """What the words tell, weighted by where and how they stand."""
        others, names, body = candidate.sequence.split("\n")
        in_name, run_in_name, _ = self._look(names)
        in_body, run, length = self._look(body)
        norm = _K1 * (1 - _B + _B * length / self.average)
        known = {word for word in self.weights if word in others.split(" ")} if others else set[str]()
        words = pairs = cover = 0.0
        for word, weight in self.weights.items():
            times = in_body.get(word, 0) + in_name.get(word, 0)
            if times:
                words += weight * (1 + _K1) * times / (times + norm)
            elif word in known:
                words += weight * 0.5
            if word in in_name:
                cover += weight
        for pair, weight in self.pairs.items():
            times = in_body.get(pair, 0) + in_name.get(pair, 0)
            if times:
                pairs += weight * (1 + _K1) * times / (times + norm)
        whole = len(self.order)
        score = words / self.all_words + _PAIRS * pairs / self.all_pairs + _IN_NAME * cover / self.all_words
        if whole > 1:
            score += _TOGETHER * (_together(run, whole) + _together(run_in_name, whole))
        if Sign.whole_name in candidate.signs:
            score += _WHOLE_NAME
        score += self.preference.get(candidate.language, 0.0)
        return score - _EARLIER * min(candidate.position, 20) / 20

    def _look(self, line: str) -> tuple[dict[str, int], int, int]:
        """How often each word and each pair of the query stands in the line, the longest run of the query, and the words in all."""
        tokens = line.split(" ") if line else []
        found: dict[str, int] = {}
        runs: dict[int, int] = {}
        longest = 0
        previous = -2
        for index, token in enumerate(tokens):
            if token not in self.weights:
                continue
            found[token] = found.get(token, 0) + 1
            if previous == index - 1:
                pair = f"{tokens[previous]} {token}"
                if pair in self.pairs:
                    found[pair] = found.get(pair, 0) + 1
            else:
                runs = {}
            runs = {place: runs.get(place - 1, 0) + 1 for place, word in enumerate(self.order) if word == token}
            longest = max(longest, *runs.values())
            previous = index
        return found, longest, len(tokens)


def _together(run: int, whole: int) -> float:
    """1 for the whole query side by side, 0 for single words."""
    return max(run - 1, 0) / (whole - 1)
