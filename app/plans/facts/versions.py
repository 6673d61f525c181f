"""What was known when of what a plan prints, and how many names are asked for at once."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ARRAY, ColumnElement, Text, any_, cast
from sqlalchemy.orm import InstrumentedAttribute

from app.plans.models import Plan


def among(column: InstrumentedAttribute[str], names: Collection[str]) -> ColumnElement[bool]:
    """Whether it is one of these. They go as one value: a statement is then the same for any number of them, and stays prepared."""
    return column == any_(cast(list(names), ARRAY(Text)))


def in_print(plan: Plan, known_at: datetime) -> datetime:
    """The instant up to which versions of printed things count for ``known_at``.

    A plan was in print before anybody typed it in: for an instant before that, what was recorded in the same moment as the plan
    counts. Whatever was recorded later was not known before, so that it changes no earlier answer.
    """
    return max(known_at, plan.created_at)
