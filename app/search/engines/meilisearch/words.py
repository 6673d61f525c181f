"""Keys of words as Meilisearch is given them: ASCII letters and figures only, so that its tokenizer has nothing to decide.

| key                 | written       |
|---|---|
| ``quyen``           | ``quyen``     |
| ``quyền``, with its marks | ``x0quye62n``: the marks as figures behind their letters (core.text.vietnamese.digits) |
| ``con``, known to have none | ``x0con`` |
| ``CAT``, in capitals | ``x1cat``    |
| ``人权``             | ``x204eba06743``: five figures a character, so that the beginning of a word is the beginning of its key |

The three kinds never meet in one word, so that a query may mix them and needs not say in which attribute it looks.
"""

from collections.abc import Iterable

from app.core.text.tokens import Token
from app.core.text.vietnamese import digits
from app.search.query import Word

_MARKED, _CAPITALS, _SPELT, _MARKED_AND_SPELT = "x0", "x1", "x2", "x3"
# Meilisearch drops words of more than 250 bytes.
_LONGEST = 48


def folded(key: str) -> str:
    """A key without marks."""
    return key if _is_plain(key) else _SPELT + _spelt(key)


def marked(key: str) -> str:
    """A key of a Latin word whose marks count, or whose lack of marks does."""
    written = digits(key)
    return _MARKED + written if _is_plain(written) else _MARKED_AND_SPELT + _spelt(key)


def capitals(key: str) -> str:
    """An acronym that stands in capitals."""
    return _CAPITALS + folded(key.lower())


def as_written(one: Word | Token) -> str:
    """A word whose marks count, if it is a Latin one."""
    return marked(one.marked) if one.script == "latin" else folded(one.folded)


def number(key: str) -> str:
    """An official number, or the beginning of one."""
    return _SPELT + _spelt(key)


def phrase(words: Iterable[str]) -> str:
    """Words that must stand side by side; a single one, that must stand so and is not completed, split or joined to others."""
    return f'"{" ".join(words)}"'


def _is_plain(key: str) -> bool:
    return key.isascii() and key.isalnum() and len(key) <= 200


def _spelt(key: str) -> str:
    return "".join(f"{ord(letter):05x}" for letter in key[:_LONGEST])
