"""Pages of what is computed: the cursor names the last thing shown."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from app.web.paging import InvalidCursor

Thing = TypeVar("Thing")


def page(
    things: Sequence[Thing], name: Callable[[Thing], list[Any]], after: Sequence[Any] | None, limit: int
) -> tuple[list[Thing], list[Any] | None]:
    """The things after the one named ``after``, and the name to continue from (None on the last page)."""
    start = 0
    if after is not None:
        found = next((place for place, one in enumerate(things) if name(one) == list(after)), None)
        if found is None:
            raise InvalidCursor
        start = found + 1
    shown = list(things[start : start + limit])
    return shown, name(shown[-1]) if shown and start + limit < len(things) else None
