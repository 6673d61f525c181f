"""How wide a text is in Times New Roman: lines under texts are measured by them.

Widths are in thousandths of the size, of the typeface's metrics; a letter with marks is as wide as without.
"""

import unicodedata
from collections.abc import Iterator

_REGULAR = {
    250: " ,.",
    278: "ijlt/:;\\",
    333: "frI!()-[]`’",
    389: "sJ",
    444: "acez?“”",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXYĐ",
    778: "m&",
    833: "%",
    889: "M",
    944: "W",
    1000: "—…",
}
_BOLD = {
    250: " ,.",
    278: "il'/\\",
    333: "fjt!()-:;[]`’",
    389: "sI",
    444: "cerz",
    556: "bdhknpquSđ",
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXYĐ",
    778: "GHKOQ",
    833: "m&",
    944: "M",
    1000: "W%—…",
}
_OTHERS = 500
#: More lines than a title has.
_FEW = 6


def _by_letter(groups: dict[int, str]) -> dict[str, int]:
    return {letter: width for width, letters in groups.items() for letter in letters}


_WIDTHS = {False: _by_letter(_REGULAR), True: _by_letter(_BOLD)}


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text on one line, in the unit of ``size``."""
    widths = _WIDTHS[bold]
    base = (unicodedata.normalize("NFD", letter)[0] for letter in unicodedata.normalize("NFC", text))
    return sum(widths.get(letter, _OTHERS) for letter in base) * size / 1000


def broken(text: str, size: float, room: float, bold: bool = False) -> Iterator[str]:
    """The lines into which a text falls in a column ``room`` wide."""
    held = ""
    for word in text.split(" "):
        longer = f"{held} {word}".strip()
        if held and width(longer, size, bold) > room:
            yield held
            longer = word
        held = longer
    yield held


def balanced(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The same number of lines, as equal in width as they can be, where they are few: for titles and names."""
    best = list(broken(text, size, room, bold))
    low, high = 0.0, room
    while len(best) <= _FEW and high - low > size / 4:
        tried = list(broken(text, size, middle := (low + high) / 2, bold))
        fits = len(tried) == len(best) and all(width(one, size, bold) <= middle for one in tried)
        best, low, high = (tried, low, middle) if fits else (best, middle, high)
    return best


def longest(text: str, size: float, room: float, bold: bool = False) -> float:
    """The width of the longest of these lines, at most ``room``."""
    return min(room, max(width(one, size, bold) for one in broken(text, size, room, bold)))
