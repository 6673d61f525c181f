"""The words of a form as the list looks for them: without marks, in lower case, a blank before each."""

import re

from app.core.text.han import simplify
from app.core.text.vietnamese import fold, unmarked

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> str:
    """The words of ``text`` as they are kept: "Tự do ngôn luận" gives " tu do ngon luan"."""
    return "".join(f" {word}" for word in _WORD.findall(simplify(unmarked(text))))


def beginnings(q: str) -> list[tuple[str, ...]]:
    """For each word of ``q`` how words may begin that go on from it: "quy" is the word "quỹ", or on its way to "quyền"."""
    found = []
    for word in q.split():
        begun = {part for form in (unmarked(word), fold(word)) for part in [" ".join(_WORD.findall(simplify(form)))] if part}
        # A sign alone is in no form.
        found.append(tuple(sorted(begun)) or (word,))
    return found
