"""Cutting the best piece out of a text, and putting marks into safe HTML.

No cut goes through a syllable, a letter and its marks, or an emoji; every character of the text is escaped.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from app.core.text.han import has_han
from app.core.text.highlight import Range, merged
from app.core.text.unicode import INVISIBLE, JOINERS, MARKS
from app.core.text.vietnamese import fold

_CLINGING = re.compile(f"[{MARKS}{INVISIBLE}{JOINERS}\U0001f3fb-\U0001f3ff]")
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’)]*\s+|[。！？；]|\n\s*")
_LONGEST_WORD = 64
# What hits are worth in a window, against one letter of a word that is found for the first time.
_PHRASE = 10.0
_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a text: ``text[start:end]``, as HTML with the hits in it marked."""

    start: int
    end: int
    html: str


def mark(text: str, ranges: Iterable[Range]) -> str:
    """The whole text as HTML, with ``<mark>`` around the ranges and everything else escaped."""
    return _html(text, merged(_within(ranges, 0, len(text))), 0, len(text))


def snippet(text: str, ranges: Iterable[Range], width: int = 240, *, count: int = 1) -> list[Fragment]:
    """Up to ``count`` pieces of at most ``width`` characters, in the order of the text, that hold the most of the hits.

    A piece begins with its sentence where there is room. Without hits it is the beginning of the text.
    """
    hits = left = merged(_within(ranges, 0, len(text)))
    windows: list[Range] = []
    free = [(0, len(text))]
    while free and len(windows) < count and (left or not windows):
        place, first, last = _densest(text, left, free, width) if left else (free[0], 0, 0)
        window = _cut(text, place, first, last, width)
        if window[0] >= window[1]:
            break
        windows.append(window)
        if len(windows) == count:
            break
        free.remove(place)
        free += [gap for gap in ((place[0], window[0]), (window[1], place[1])) if gap[1] - gap[0] > width // 4]
        left = [hit for hit in left if any(start <= hit[0] and hit[1] <= end for start, end in free)]
    return [Fragment(start, end, _html(text, list(_within(hits, start, end)), start, end)) for start, end in sorted(windows)]


def excerpt(text: str, ranges: Iterable[Range], width: int = 240, *, count: int = 1) -> str:
    """The pieces of ``snippet`` as one line of HTML, with … where text was left out."""
    fragments = snippet(text, ranges, width, count=count)
    if not fragments:
        return ""
    before = "… " if text[: fragments[0].start].strip() else ""
    behind = " …" if text[fragments[-1].end :].strip() else ""
    return before + " … ".join(fragment.html for fragment in fragments) + behind


def _within(ranges: Iterable[Range], start: int, end: int) -> Iterator[Range]:
    return ((max(first, start), min(last, end)) for first, last in ranges if first < end and last > start)


def _html(text: str, ranges: Sequence[Range], start: int, end: int) -> str:
    pieces: list[str] = []
    for first, last in ranges:
        pieces += [escape(text[start:first]), "<mark>", escape(text[first:last]), "</mark>"]
        start = last
    return "".join([*pieces, escape(text[start:end])])


def _densest(text: str, ranges: list[Range], free: list[Range], width: int) -> tuple[Range, int, int]:
    """The free place, and the first and last character there, of the hits that tell most in one window.

    A word counts by its length, once: repetitions count little, and words that stand together as a phrase count more.
    """
    words = [_words(text[start : min(end, start + width)]) for start, end in ranges]
    best: tuple[float, Range, range] | None = None
    for place in free:
        inside = [index for index, (start, end) in enumerate(ranges) if place[0] <= start and end <= place[1]]
        counts: dict[str, int] = {}
        score = 0.0
        head = 0
        for index in inside:
            score += _gain(counts, words[index])
            while inside[head] < index and ranges[index][1] - ranges[inside[head]][0] > width * 0.9:
                score -= _loss(counts, words[inside[head]])
                head += 1
            if best is None or score > best[0] + 1e-6:
                best = (score, place, range(inside[head], index + 1))
    assert best is not None, "every hit left lies in a free place"
    _, place, window = best
    chosen = list(window)
    # A hit at the front that comes again need not decide where the piece begins.
    repeated: dict[str, int] = dict(Counter(word for index in chosen for word in words[index]))
    while len(chosen) > 1 and _loss(repeated, words[chosen[0]]) <= _AGAIN:
        chosen.pop(0)
    return place, ranges[chosen[0]][0], ranges[chosen[-1]][1]


@lru_cache(maxsize=4_096)
def _words(hit: str) -> tuple[str, ...]:
    """The words of a hit without marks: the same few again and again."""
    return tuple(fold(hit).split())


def _gain(counts: dict[str, int], words: Sequence[str]) -> float:
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return _told(counts, words)


def _loss(counts: dict[str, int], words: Sequence[str]) -> float:
    lost = _told(counts, words)
    for word in words:
        counts[word] -= 1
    return lost


def _told(counts: dict[str, int], words: Sequence[str]) -> float:
    """What a hit tells that is one of those counted."""
    told = _PHRASE * max(len(words) - 1, 0)
    for word in words:
        told += len(word) if counts[word] == 1 else _AGAIN
    return told


def _cut(text: str, place: Range, first: int, last: int, width: int) -> Range:
    """A window of the place around the hits from ``first`` to ``last``, cut where cutting does no harm."""
    low, high = place
    slack = max(width - (last - first), 0)
    start = max(low, min(first - slack // 3, high - width))
    if start > low:
        sentences = [match.end() for match in _SENTENCE_END.finditer(text, max(low, first - slack), first)]
        start = next((end for end in sentences if end >= start), sentences[-1] if sentences else start)
        start = min(_forward(text, start, first), first)
    end = min(high, start + width)
    if end < high:
        end = _backward(text, end, min(last, end) if last <= end else start)
    while start < end and text[start].isspace() and _between_letters(text, start + 1):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _forward(text: str, position: int, limit: int) -> int:
    """The next place at or behind ``position`` where a cut does no harm, at most ``limit``."""
    for index in range(position, min(limit, position + _LONGEST_WORD)):
        if _between_words(text, index):
            return index
    while position < limit and not _between_letters(text, position):
        position += 1
    return position


def _backward(text: str, position: int, limit: int) -> int:
    """The next place at or before ``position`` where a cut does no harm, at least ``limit``."""
    for index in range(position, max(limit, position - _LONGEST_WORD), -1):
        if _between_words(text, index):
            return index
    while position > limit and not _between_letters(text, position):
        position -= 1
    return position


def _between_letters(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return True
    before, after = text[position - 1], text[position]
    return not (_CLINGING.match(after) or before in JOINERS or (_FLAG_LETTER.match(before) and _FLAG_LETTER.match(after)))


def _between_words(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return True
    if not _between_letters(text, position):
        return False
    before, after = text[position - 1], text[position]
    inside = after.isalnum() and (before.isalnum() or _CLINGING.match(before) is not None)
    return not inside or has_han(before + after)
