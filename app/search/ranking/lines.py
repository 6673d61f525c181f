"""Looking for a query's words in a line of marked keys: how often, with which marks, and how many of them side by side."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, count, pairwise

from app.core.text.tokens import Remembered, unmark
from app.search.query import Word

Pair = tuple[str, str]
#: Marked keys in order.
Line = list[str]


@dataclass(slots=True)
class Seen:
    """What of the query stands in a line: occurrences by folded key, and among them those with the marks wanted.

    ``run`` is the longest part of the query that stands side by side, ``run_as_typed`` the longest with marks as they were typed.
    """

    length: int = 0
    words: dict[str, int] = field(default_factory=dict)
    words_as_wanted: dict[str, int] = field(default_factory=dict)
    pairs: dict[Pair, int] = field(default_factory=dict)
    pairs_as_wanted: dict[Pair, int] = field(default_factory=dict)
    run: int = 0
    run_as_typed: int = 0


class Looker:
    """The words of one query, ready to be looked for in many lines."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.order = [word.folded for word in words]
        #: Marked forms that are wanted of a key, typed or meant; a key that is not here may have any marks.
        self.wanted: dict[str, set[str]] = {}
        #: Those among them that were typed so.
        self.typed: dict[str, set[str]] = {}
        for word in words:
            if word.wanted is not None:
                self.wanted.setdefault(word.folded, set()).add(word.wanted)
            if word.marks_told and word.script == "latin":
                self.typed.setdefault(word.folded, set()).add(word.marked)
        self.pairs = {(first.folded, second.folded) for first, second in pairwise(words) if second.joined}
        self._places: dict[str, list[int]] = {}
        for place, key in enumerate(self.order):
            self._places.setdefault(key, []).append(place)
        # Marked keys of words of the query that have other marks than are wanted.
        self._unwanted: set[str] = set()
        # Remembered as long as the query is: nothing that is remembered leads back here.
        self._key: Callable[[str], str] = Remembered(partial(_key_of, self._places, self.wanted, self._unwanted)).__getitem__

    def look(self, tokens: Line, *, runs: bool) -> Seen:
        """``runs`` says whether runs are looked at, which questions do not need."""
        seen = Seen(len(tokens))
        keys, unwanted = list(map(self._key, tokens)), self._unwanted
        longest: dict[int, tuple[int, int]] = {}
        before: str | None = None
        before_wanted = False
        last = -2
        for place in compress(count(), keys):
            token = tokens[place]
            key = keys[place]
            if place != last + 1:
                before = None
                longest = {}
            last = place
            as_wanted = token not in unwanted
            seen.words[key] = seen.words.get(key, 0) + 1
            if as_wanted:
                seen.words_as_wanted[key] = seen.words_as_wanted.get(key, 0) + 1
            if before is not None and (pair := (before, key)) in self.pairs:
                seen.pairs[pair] = seen.pairs.get(pair, 0) + 1
                if as_wanted and before_wanted:
                    seen.pairs_as_wanted[pair] = seen.pairs_as_wanted.get(pair, 0) + 1
            before, before_wanted = key, as_wanted
            if runs:
                longest = self._longer(longest, key, token, seen)
        return seen

    def _longer(self, longest: dict[int, tuple[int, int]], key: str, token: str, seen: Seen) -> dict[int, tuple[int, int]]:
        """The runs that end in this token, by their place in the query: (length, length with marks as typed)."""
        typed = self.typed.get(key)
        as_typed = typed is None or token in typed
        found = {}
        for place in self._places[key]:
            run, run_as_typed = longest.get(place - 1, (0, 0))
            # A run as typed that is broken by other marks does not go on behind them.
            found[place] = (run + 1, run_as_typed + 1 if as_typed and (place == 0 or run_as_typed == run) else 0)
            seen.run = max(seen.run, run + 1)
            seen.run_as_typed = max(seen.run_as_typed, found[place][1])
        return found


def _key_of(words: Container[str], wanted: Mapping[str, Container[str]], unwanted: set[str], token: str) -> str:
    """The folded key of a marked one, if it is a word of the query, else nothing; noted when its marks are not among those wanted."""
    key = unmark(token)
    if key not in words:
        return ""
    if token not in wanted.get(key, (token,)):
        unwanted.add(token)
    return key
