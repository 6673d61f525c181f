"""The order of completions, the same for every engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.core.text.tokens import tokenize
from app.core.text.vietnamese import fold, marked
from app.search.query import TypedQuery


@dataclass(slots=True)
class Completion:
    """A head whose number, or whose title, goes on as typed; ``as_marked`` with the marks typed so far."""

    document: UUID
    language: str
    kind: str
    slug: str | None
    title: str
    number: str | None
    own_number: bool = False
    as_marked: bool = False


def ordered(query: TypedQuery, found: Iterable[Completion]) -> list[Completion]:
    """Numbers first, then what has the marks typed, then the reader's language, then shorter titles; no title twice."""
    preference = {language: place for place, language in enumerate(query.languages)}
    begun = marked(query.typed.last)
    typed = fold(query.typed.text)

    def place(one: Completion) -> tuple[object, ...]:
        words = [token.marked for token in tokenize(one.title)]
        as_typed = not begun or any(word.startswith(begun) for word in words)
        return (
            not one.own_number,
            not one.as_marked,
            not as_typed,
            _stands(typed, fold(one.title)),
            preference.get(one.language, len(preference)),
            len(one.title),
            one.title,
        )

    kept: dict[tuple[str, str | None], Completion] = {}
    for one in sorted(found, key=place):
        kept.setdefault((one.title, one.number), one)
    return list(kept.values())


def _stands(typed: str, title: str) -> int:
    """0 when the title begins as typed, 1 when a word in it does, 2 when the words stand scattered."""
    if title.startswith(typed):
        return 0
    return 1 if f" {typed}" in title else 2
