"""Which version of a thing was known at an instant."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case

Order = tuple[ColumnElement[Any], ...]


def newest(number: Any, recorded_at: Any, known_at: datetime) -> Order:
    """Order in which the version that counts comes first: the newest recorded by ``known_at``, else the first of all.

    The first answers for instants before it was recorded only where it was in print before; elsewhere the caller leaves it out.
    """
    known = recorded_at <= known_at
    return known.desc(), case((known, -number), else_=number)
