"""Counting what is asked of the database."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session


def statements_of(session: Session, act: Callable[[], object]) -> int:
    """How many statements an act sends, savepoints not counted."""
    seen: list[str] = []
    connection = session.connection()

    def note(*arguments: Any) -> None:
        if not arguments[2].startswith(("SAVEPOINT", "RELEASE")):
            seen.append(arguments[2])

    event.listen(connection, "before_cursor_execute", note)
    act()
    event.remove(connection, "before_cursor_execute", note)
    return len(seen)
