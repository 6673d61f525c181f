"""Vietnamese-looking text without end: a chain of syllables whose neighbours were seen beside each other in real texts.

It says nothing, and is good for times alone: frequencies of words and pairs are those of the texts it was learnt from, so that
lists in the index are as long as those of real passages.
"""

import random
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate

from app.core.text.tokens import tokenize

#: How often the chain is broken, so that it cannot recite what it was learnt from.
_LEAP = 0.1
#: How often a word stands that hardly any other passage has: a name, a number.
_RARE = 0.02
_CLAUSE = (4, 14)
_SENTENCE = (1, 4)


class _Choice:
    """Draws one of several, each as often as it was counted."""

    __slots__ = ("_sums", "_values")

    def __init__(self, counts: Counter[str]) -> None:
        ordered = sorted(counts)
        self._values = ordered
        self._sums = list(accumulate(counts[value] for value in ordered))

    def draw(self, chance: random.Random) -> str:
        return self._values[bisect(self._sums, chance.random() * self._sums[-1])]


class Sampler:
    """Learns from texts, then writes. The same texts and the same seed give the same words."""

    def __init__(self, texts: Iterable[str], seed: str) -> None:
        self.chance = random.Random(seed)
        following: defaultdict[str, Counter[str]] = defaultdict(Counter)
        alone: Counter[str] = Counter()
        beside: Counter[str] = Counter()
        for text in texts:
            previous = ""
            for token in tokenize(text):
                if token.script != "latin":
                    previous = ""
                    continue
                word = token.text.lower()
                alone[word] += 1
                if previous and token.joined:
                    following[previous][word] += 1
                    beside[f"{previous} {word}"] += 1
                previous = word
        self.syllables = len(alone)
        self._alone = _Choice(alone)
        self._following = {word: _Choice(counts) for word, counts in following.items()}
        self._beside = _Choice(Counter({pair: count for pair, count in beside.items() if count > 1}) or beside)

    def pair(self) -> str:
        """Two syllables that stood beside each other, as often as they did."""
        return self._beside.draw(self.chance)

    def words(self, count: int) -> list[str]:
        """``count`` syllables in a chain."""
        written: list[str] = []
        choice: _Choice | None = None
        while len(written) < count:
            if self.chance.random() < _RARE:
                written.append(self._rare())
                choice = None
                continue
            if choice is None or self.chance.random() < _LEAP:
                choice = self._alone
            word = choice.draw(self.chance)
            written.append(word)
            choice = self._following.get(word)
        return written

    def _rare(self) -> str:
        if self.chance.random() < 0.5:
            return str(self.chance.randrange(1, 100_000))
        return self._alone.draw(self.chance) + self._alone.draw(self.chance)

    def title(self) -> str:
        """Six to ten syllables with a capital letter."""
        return " ".join(self.words(self.chance.randint(6, 10))).capitalize()

    def text(self, count: int) -> str:
        """``count`` syllables in sentences and clauses."""
        sentences: list[str] = []
        while count > 0:
            clauses: list[str] = []
            for _ in range(self.chance.randint(*_SENTENCE)):
                size = min(self.chance.randint(*_CLAUSE), count)
                if size > 0:
                    clauses.append(" ".join(self.words(size)))
                    count -= size
            sentence = ", ".join(clauses)
            sentences.append(f"{sentence[:1].upper()}{sentence[1:]}.")
        return " ".join(sentences)
