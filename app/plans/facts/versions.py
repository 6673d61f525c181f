"""What was known when of what a plan prints."""

from datetime import datetime

from app.plans.models import Plan


def in_print(plan: Plan, known_at: datetime) -> datetime:
    """The instant up to which versions of printed things count for ``known_at``.

    A plan was in print before anybody typed it in: for an instant before that, what was recorded in the same moment as the plan
    counts. Whatever was recorded later was not known before, so that it changes no earlier answer.
    """
    return max(known_at, plan.created_at)
