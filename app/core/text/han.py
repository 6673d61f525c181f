"""Han text: simplified form and character bigrams."""

import re
from functools import cache
from itertools import pairwise

#: The inside of a character class: ideographs of all planes, the iteration mark and the ideographic zero.
HAN = (
    "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9"
    "\U00020000-\U0002a6df\U0002a700-\U0002ebe0\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1d\U00030000-\U0003134a\U00031350-\U000323af"
)
_HAN = re.compile(f"[{HAN}]")
_LINES = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))


def has_han(text: str) -> bool:
    """Whether the text holds at least one Han character."""
    return not text.isascii() and _HAN.search(text) is not None


@cache
def _table() -> dict[int, str]:
    """Traditional to simplified, one character for one, asked of OpenCC once (about 5,100 entries, 0.2 s).

    OpenCC itself works by phrases and may answer with another length; asked character by character, on lines of their
    own, it always answers one for one, so that offsets hold.
    """
    from opencc import OpenCC

    converter = OpenCC("t2s")
    table: dict[int, str] = {}
    for first, last in _LINES:
        traditional = [chr(code) for code in range(first, last + 1)]
        for before, after in zip(traditional, converter.convert("\n".join(traditional)).split("\n"), strict=True):
            if before != after and len(after) == 1:
                table[ord(before)] = after
    # A few characters lead on to a further one; go to the end, so that simplifying twice changes nothing.
    for code, after in table.items():
        seen = {code}
        while ord(after) in table and ord(after) not in seen:
            seen.add(ord(after))
            after = table[ord(after)]
        table[code] = after
    return table


def simplify(text: str) -> str:
    """Traditional characters made simplified, character by character: the length never changes. For search keys only."""
    return text.translate(_table()) if has_han(text) else text


def bigrams(run: str) -> list[str]:
    """Overlapping pairs of a run of Han characters; a single character stays alone, an empty run gives nothing."""
    return [first + second for first, second in pairwise(run)] if len(run) > 1 else [run] if run else []
