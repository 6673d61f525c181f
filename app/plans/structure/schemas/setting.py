"""Indicators and reporting rules as a file sets them: the plan's own, and an administrator's, told apart by ``source``."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, model_validator

from app.core.errors import N_
from app.core.mistakes import mistake
from app.plans.structure.schemas.fields import Eid, Incoming, Notes, Number, Printed, Reason, Titles
from app.web.fields import Code, Day, LanguageTag, line

Origin = Literal["plan", "administrator"]
Figure = Annotated[Decimal, Field(max_digits=30, decimal_places=6, allow_inf_nan=False)]

PRINTED_BY_PLAN = mistake(
    "printed_by_plan", N_("What the plan sets has the plan's words, and what an administrator sets has none.")
)
DUE_INCOMPLETE = mistake(
    "due_incomplete", N_("A due date is a day of the year, a number of working days, or a fixed day: one of them.")
)


def check_printed(source: Origin, printed: str | None) -> None:
    """PRINTED_BY_PLAN unless the plan's words are given exactly where the plan is the source."""
    if (source == "plan") != (printed is not None):
        raise PRINTED_BY_PLAN()


class ConditionLabelSet(Incoming):
    """What a condition and its two counts are called in one language."""

    language: LanguageTag
    label: Annotated[str, line(500)]
    numerator: Annotated[str, line(500)] | None = None
    denominator: Annotated[str, line(500)] | None = None


class ConditionSet(Incoming):
    """One thing to reach."""

    code: Code
    unit: Annotated[str, line(80)]
    combine: Literal["ratio", "sum", "single"]
    direction: Literal["increase", "decrease", "maintain"]
    target: Figure
    baseline: Figure | None = None
    tolerance: Annotated[Figure, Field(ge=0)] = Decimal(0)
    labels: Annotated[list[ConditionLabelSet], Field(max_length=20)] = []


class IndicatorSet(Incoming):
    """An indicator. ``expected`` are the agencies whose measurements are needed for a verdict; null where that is not set down."""

    code: Code
    source: Origin
    printed: Printed | None = None
    passage: Eid | None = None
    expected: Annotated[list[Code], Field(max_length=1000)] | None = None
    conditions: Annotated[list[ConditionSet], Field(min_length=1, max_length=20)]
    titles: Titles = []
    notes: Notes = []

    @model_validator(mode="after")
    def _printed(self) -> Self:
        check_printed(self.source, self.printed)
        return self


class DueSet(Incoming):
    """``month`` and ``day`` of the year, ``working_days`` after the period, or the fixed day ``on``."""

    month: Annotated[int, Field(ge=1, le=12)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    working_days: Annotated[int, Field(ge=0, le=366)] | None = None
    on: Day | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = ((self.month, self.day) != (None, None), self.working_days is not None, self.on is not None)
        if sum(given) != 1 or (self.month is None) != (self.day is None):
            raise DUE_INCOMPLETE()
        return self


class RuleLabelSet(Incoming):
    """What a rule is called in one language."""

    language: LanguageTag
    label: Annotated[str, line(500)]


class RuleSet(Incoming):
    """A reporting rule; ``tasks`` null asks for reports on all tasks."""

    code: Code
    source: Origin
    printed: Printed | None = None
    frequency: Literal["once", "yearly", "half_yearly", "quarterly"]
    due: DueSet
    shift: Literal["next", "previous"] = "next"
    valid_from: Day | None = None
    valid_to: Day | None = None
    after_period: StrictBool = False
    tasks: Annotated[list[Number], Field(min_length=1, max_length=1000), AfterValidator(sorted)] | None = None
    reason: Reason | None = None
    labels: Annotated[list[RuleLabelSet], Field(max_length=20)] = []

    @model_validator(mode="after")
    def _printed(self) -> Self:
        check_printed(self.source, self.printed)
        return self
