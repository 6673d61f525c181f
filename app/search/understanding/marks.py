"""Putting the marks back that were left off: a model of Vietnamese syllables and their neighbours, learnt from what is indexed.

"quyen tre em" could be a hundred things; of those, "quyền trẻ em" is the one whose neighbours are seen together. The model counts
marked forms and neighbouring pairs of them (a bigram model) and finds the likeliest sequence by dynamic programming (Viterbi).
It is a value: made by ``learn``, kept with the index as bytes, the same for everybody who reads them.
"""

import json
import math
import struct
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from app.core.text.tokens import unmark

#: What is kept at most, the most frequent first: about 12 bytes a pair, and about 200 a form, in every process.
MOST_FORMS = 60_000
MOST_PAIRS = 600_000
#: Forms tried of one syllable; more than the language has of any.
_MOST_OF_ONE = 24
#: While learning, pairs seen once are forgotten whenever there are more than this, so that memory stays bounded.
_TOO_MANY = 2_000_000
# How far neighbours are trusted against frequency alone, and the weight of what was never seen.
_NEIGHBOURS = 0.9
_UNSEEN = 1e-7
_HEADER = struct.Struct("<4sII")
_MAGIC = b"NQM1"


class SyllableModel:
    """Forms by their unmarked key, and how often two stand side by side. Not changed after it was made."""

    def __init__(self, forms: Sequence[str], counts: Sequence[int], keys: "array[int]", pair_counts: "array[int]") -> None:
        self._forms = forms
        self._counts = counts
        self._keys = keys
        self._pairs = pair_counts
        self._total = sum(counts) or 1
        self._of: dict[str, list[int]] = {}
        # Forms come most frequent first, so that the first few of a key are its likeliest.
        for number, form in enumerate(forms):
            known = self._of.setdefault(unmark(form), [])
            if len(known) < _MOST_OF_ONE:
                known.append(number)

    def __len__(self) -> int:
        return len(self._forms)

    @property
    def pairs(self) -> int:
        """How many pairs of neighbours are known."""
        return len(self._keys)

    def forms(self, key: str) -> tuple[str, ...]:
        """The forms that an unmarked key may be, the most frequent first."""
        return tuple(self._forms[number] for number in self._of.get(key, ()))

    def knows(self, form: str) -> bool:
        """Whether this very form occurs in what was learnt."""
        return form in self.forms(unmark(form))

    def restore(self, words: Sequence[tuple[str, bool]]) -> list[str]:
        """The likeliest marked forms of a sequence of words.

        A word is (form, fixed): one that is fixed keeps its form, another may be any that has the same unmarked key. What was
        never seen stays as it is.
        """
        if not words:
            return []
        columns: list[list[tuple[float, int, str, int]]] = []
        for form, fixed in words:
            options = self._options(form, fixed)
            before = columns[-1] if columns else None
            columns.append([self._best(before, number, option) for number, option in options])
        place = max(range(len(columns[-1])), key=lambda index: columns[-1][index][0])
        found: list[str] = []
        for column in reversed(columns):
            _, _, option, came_from = column[place]
            found.append(option)
            place = came_from
        return found[::-1]

    def _options(self, form: str, fixed: bool) -> list[tuple[int, str]]:
        known = [(number, self._forms[number]) for number in self._of.get(unmark(form), ())]
        if fixed:
            return [next(((number, known_form) for number, known_form in known if known_form == form), (-1, form))]
        return known or [(-1, form)]

    def _best(
        self, before: Sequence[tuple[float, int, str, int]] | None, number: int, option: str
    ) -> tuple[float, int, str, int]:
        alone = (1 - _NEIGHBOURS) * (self._counts[number] / self._total if number >= 0 else 0.0) + _UNSEEN
        if before is None:
            return (math.log(alone), number, option, 0)
        best, came_from = -math.inf, 0
        for place, (score, previous, _, _) in enumerate(before):
            together = self._together(previous, number)
            chance = alone + (_NEIGHBOURS * together / self._counts[previous] if together else 0.0)
            if (reached := score + math.log(chance)) > best:
                best, came_from = reached, place
        return (best, number, option, came_from)

    def _together(self, first: int, second: int) -> int:
        if first < 0 or second < 0:
            return 0
        key = first << 32 | second
        place = bisect_left(self._keys, key)
        return self._pairs[place] if place < len(self._keys) and self._keys[place] == key else 0

    def to_bytes(self) -> bytes:
        """The model as it is kept, compressed; read by ``from_bytes`` of the same version."""
        head = json.dumps([list(self._forms), list(self._counts)], ensure_ascii=False).encode()
        packed = head + self._keys.tobytes() + self._pairs.tobytes()
        return _HEADER.pack(_MAGIC, len(head), len(self._keys)) + zlib.compress(packed, 6)

    @classmethod
    def from_bytes(cls, kept: bytes) -> "SyllableModel":
        """ValueError when ``kept`` is not what ``to_bytes`` of this version writes."""
        try:
            magic, length, pairs = _HEADER.unpack_from(kept)
            if magic != _MAGIC:
                raise ValueError("not a model of this version")
            packed = zlib.decompress(kept[_HEADER.size :])
            forms, counts = json.loads(packed[:length])
            keys, pair_counts = array("Q"), array("I")
            keys.frombytes(packed[length : length + 8 * pairs])
            pair_counts.frombytes(packed[length + 8 * pairs :])
        except (struct.error, zlib.error) as error:
            raise ValueError("not a model") from error
        return cls(forms, counts, keys, pair_counts)


def learn(lines: Iterable[str]) -> SyllableModel:
    """A model of lines of marked keys with blanks between them; a full stop stands where a phrase must not run on."""
    numbers: dict[str, int] = {}
    counts: Counter[int] = Counter()
    pairs: Counter[int] = Counter()
    for line in lines:
        row = [numbers.setdefault(form, len(numbers)) if form[0].isalpha() else -1 for form in line.split(" ") if form]
        counts.update(row)
        pairs.update([first << 32 | second for first, second in pairwise(row) if first >= 0 and second >= 0])
        if len(pairs) > _TOO_MANY:
            pairs = Counter({key: seen for key, seen in pairs.items() if seen > 1})
    counts.pop(-1, None)
    forms = list(numbers)
    order = [number for number, _ in counts.most_common(MOST_FORMS)]
    place = {number: index for index, number in enumerate(order)}
    mask = (1 << 32) - 1
    kept = sorted(
        (place[key >> 32] << 32 | place[key & mask], seen)
        for key, seen in pairs.most_common(MOST_PAIRS)
        if key >> 32 in place and key & mask in place
    )
    return SyllableModel(
        [forms[number] for number in order],
        [counts[number] for number in order],
        array("Q", (key for key, _ in kept)),
        array("I", (seen for _, seen in kept)),
    )
