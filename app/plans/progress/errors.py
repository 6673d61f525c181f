"""What this room refuses, by name."""

from app.agencies.errors import AgencyNotFound
from app.core.errors import Invalid, N_
from app.plans.structure.errors import PlanNotFound, TaskNotFound

__all__ = ["AgencyNotFound", "DayOutOfBounds", "DaysReversed", "InstantUnreadable", "PlanNotFound", "TaskNotFound"]


class InstantUnreadable(Invalid):
    code = "instant-unreadable"
    title = N_("This must be a date such as 2020-12-31, or a date and time such as 2020-12-31T17:00:00+07:00.")


class DayOutOfBounds(Invalid):
    code = "day-out-of-bounds"
    title = N_("This must be a day from {first} to {last}.")


class DaysReversed(Invalid):
    code = "days-reversed"
    title = N_("The second day is before the first.")
