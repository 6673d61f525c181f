"""What this room refuses, by name."""

from app.agencies.errors import AgencyNotFound
from app.core.errors import Invalid, N_
from app.plans.structure.errors import PlanNotFound, TaskNotFound

__all__ = ["AgencyNotFound", "DaysReversed", "PlanNotFound", "TaskNotFound"]


class DaysReversed(Invalid):
    code = "days-reversed"
    title = N_("The second day is before the first.")
