"""How much a passage tells of what was asked: every part of the score has a name, so that it can be explained."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import fsum
from typing import TypeVar

from app.search.query import Understanding, Word
from app.search.ranking.candidates import Candidate, Frequencies, Sign
from app.search.ranking.lines import Line, Looker, Pair, Seen

Key = TypeVar("Key", str, Pair)

# Saturation of repeated words, and how much a long text is held against them (BM25). What answers a question comes back to what it
# asks for, which tells it from the many passages of a large library that name it once.
_K1, _K1_OF_QUESTIONS = 0.9, 1.4
_B = 0.4
# Occurrences in the passage's own name count as so many, in the names of its document as so much of one.
_IN_NAME_TIMES = 2
_IN_OTHERS = 0.5
# Keywords: what neighbours, names and standing together add to the words themselves, which make 1 at most.
_IN_NAME = 2.0
_TOGETHER = 2.0
_PAIRS = 1.5
_WHOLE_NAME = 4.0
# Questions: what neighbours tell beside words; words that only tie or ask; and how much of it hangs on the marks wanted.
_NEAR = 0.6
_COMMON = 0.1
_AS_WANTED = 0.5
# A short question mostly names what it is about ("quyền trẻ em là gì?"): having that for a name is as good as so much of its words.
_SHORT = 6
_NAMED = 0.5
# The reader's language, and the others in their order: a good hit elsewhere still comes before a poor one here.
_LANGUAGE = 1.0
_OTHER_LANGUAGE = 0.3
_LANGUAGE_STEP = 0.05
_EARLIER = 0.05


class Scorer:
    """One query, ready to be held against many passages. ``lenient``: hits need not have everything that was asked."""

    def __init__(self, asked: Understanding, languages: Sequence[str], frequencies: Frequencies, *, lenient: bool) -> None:
        words: tuple[Word, ...] = asked.terms
        self.asked = asked
        self.lenient = lenient
        self.k1 = _K1_OF_QUESTIONS if lenient else _K1
        self.whole = len(words)
        self.looker = Looker(words)
        self.weights: dict[str, float] = {}
        for word in words:
            weight = frequencies.weight(word.folded) * (_COMMON if word.common else 1.0)
            self.weights[word.folded] = max(weight, self.weights.get(word.folded, 0.0))
        self.pairs: dict[Pair, float] = {}
        for first, second in pairwise(words):
            if second.joined:
                weight = frequencies.weight(f"{first.folded} {second.folded}")
                self.pairs[first.folded, second.folded] = weight * (_COMMON if first.common and second.common else 1.0)
        #: What a short question names: telling words that stand side by side in it. Empty for other queries.
        self.named = _named(words) if lenient else ()
        self.all_words = sum(self.weights.values()) or 1.0
        self.all_pairs = sum(self.pairs.values()) or 1.0
        self.average = frequencies.average_length or 1.0
        self.preference = {
            language: max(_OTHER_LANGUAGE - place * _LANGUAGE_STEP, 0.0) if place else _LANGUAGE
            for place, language in enumerate(dict.fromkeys(languages))
        }

    def parts(self, candidate: Candidate, others: Line, names: Line, body: Line) -> tuple[dict[str, float], Seen, Seen, Seen]:
        """The parts of its score by name, and what was seen in the names of its document, its own names and its text."""
        runs = not self.lenient or bool(self.named)
        in_others = self.looker.look(others, runs=False)
        in_names = self.looker.look(names, runs=runs)
        in_body = self.looker.look(body, runs=runs)
        parts = self._near(in_others, in_names, in_body) if self.lenient else self._exact(in_others, in_names, in_body)
        if Sign.whole_name in candidate.signs:
            parts["whole_name"] = _WHOLE_NAME
        parts["language"] = self.preference.get(candidate.language, 0.0)
        parts["place"] = -_EARLIER * min(candidate.position, 20) / 20
        return parts, in_others, in_names, in_body

    def _exact(self, in_others: Seen, in_names: Seen, in_body: Seen) -> dict[str, float]:
        """Keywords: what share of the query's weight is there, in names, and side by side."""
        words, pairs = self._bm25(in_others, in_names, in_body, 1)
        cover = sum(weight for word, weight in self.weights.items() if word in in_names.words)
        parts = {
            "words": words / self.all_words,
            "neighbours": _PAIRS * pairs / self.all_pairs,
            "in_name": _IN_NAME * cover / self.all_words,
        }
        if self.whole > 1:
            run = max(in_body.run, in_body.run_as_typed) - 1 + max(in_names.run, in_names.run_as_typed) - 1
            parts["together"] = _TOGETHER * max(run, 0) / (self.whole - 1)
        return parts

    def _near(self, in_others: Seen, in_names: Seen, in_body: Seen) -> dict[str, float]:
        """Questions: BM25 over words and neighbours."""
        words, pairs = self._bm25(in_others, in_names, in_body, _IN_NAME_TIMES)
        parts = {"words": words, "neighbours": _NEAR * pairs}
        if self.named and in_names.run >= len(self.named) and all(word in in_names.words for word in self.named):
            parts["in_name"] = _NAMED * self.all_words
        return parts

    def _bm25(self, in_others: Seen, in_names: Seen, in_body: Seen, in_name_times: int) -> tuple[float, float]:
        norm = self.k1 * (1 - _B + _B * in_body.length / self.average)
        words = _told(self.weights, in_body.words, in_names.words, in_body.words_as_wanted, in_names.words_as_wanted,
                      in_others.words, in_name_times, self.k1, norm)  # fmt: skip
        pairs = _told(self.pairs, in_body.pairs, in_names.pairs, in_body.pairs_as_wanted, in_names.pairs_as_wanted,
                      in_others.pairs, in_name_times, self.k1, norm)  # fmt: skip
        return words, pairs


def _named(words: Sequence[Word]) -> tuple[str, ...]:
    """The telling words of a short question when they stand side by side, two at least; else nothing."""
    telling = [place for place, word in enumerate(words) if not word.common]
    if not 2 <= len(telling) <= _SHORT or telling[-1] - telling[0] + 1 > len(telling):
        return ()
    return tuple(words[place].folded for place in telling) if all(words[place].joined for place in telling[1:]) else ()


def _told(
    weights: Mapping[Key, float],
    body: Mapping[Key, int],
    names: Mapping[Key, int],
    body_as_wanted: Mapping[Key, int],
    names_as_wanted: Mapping[Key, int],
    others: Mapping[Key, int],
    in_name_times: int,
    k1: float,
    norm: float,
) -> float:
    """What the keys tell by BM25's saturated count, half of it of occurrences with any marks, half of those with the marks wanted."""
    told = []
    # Of a question most words are in none of them, and most of the others in the text alone.
    for key in body.keys() | names.keys() | others.keys() if names or others else body:
        if times := body.get(key, 0) + in_name_times * names.get(key, 0):
            as_wanted = body_as_wanted.get(key, 0) + in_name_times * names_as_wanted.get(key, 0)
            saturated = (1 - _AS_WANTED) * times / (times + norm) + _AS_WANTED * as_wanted / (as_wanted + norm)
            told.append(weights[key] * ((1 + k1) * saturated))
        else:
            told.append(weights[key] * _IN_OTHERS)
    # The same to the last bit in whatever order they come, so that every process ranks alike.
    return fsum(told)
