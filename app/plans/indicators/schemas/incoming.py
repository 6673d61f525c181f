"""Indicators and measurements as they come in."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.plans.structure.schemas.fields import Eid, Incoming, Notes, Printed, Reason, Titles
from app.web.fields import NOTHING_TO_CHANGE, Code, Day, LanguageTag, given, line

Combine = Literal["ratio", "sum", "single"]
Direction = Literal["increase", "decrease", "maintain"]
IndicatorSource = Literal["plan", "administrator"]
Number = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$", max_length=24)]
"""An exact decimal, as text."""
Count = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,6})?$", max_length=24)]
"""An exact decimal that is not negative, as text."""
Unit = Annotated[str, line(40)]
PeriodCode = Annotated[str, Field(min_length=4, max_length=9, pattern=r"^[0-9]{4}(-[0-9]{4}|-H[12]|-Q[1-4])?$")]


class NewConditionLabel(Incoming):
    """What a condition and, for a ratio, its two counts are called in one language."""

    language: LanguageTag
    label: Annotated[str, line(300)]
    numerator: Annotated[str, line(300)] | None = None
    denominator: Annotated[str, line(300)] | None = None


class NewCondition(Incoming):
    """One thing to reach: at least ``target`` ("increase"), at most ("decrease"), or within ``tolerance`` of it ("maintain").

    ``combine`` says how figures of several agencies become one: a ratio of the sums, in percent; their sum; or a single one.
    """

    code: Code
    unit: Unit
    combine: Combine
    direction: Direction
    target: Number
    baseline: Number | None = None
    tolerance: Count = "0"
    labels: Annotated[list[NewConditionLabel], Field(max_length=20)] = []


Conditions = Annotated[list[NewCondition], Field(min_length=1, max_length=20)]
Expected = Annotated[list[Code], Field(min_length=1, max_length=500)]


class NewIndicator(Incoming):
    """An indicator; it is met when each of its conditions is. ``printed`` is the plan's whole wording, ``passage`` the eId that prints it.

    ``expected`` are the agencies whose figures are needed for a verdict, null where that is not set down.
    """

    code: Code
    source: IndicatorSource
    conditions: Conditions
    printed: Printed | None = None
    passage: Eid | None = None
    expected: Expected | None = None
    titles: Titles = []
    notes: Notes = []


class IndicatorChange(Incoming):
    """What is left out stays. What was asked for before stays known: new conditions or expected agencies are a new version, with a reason."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    conditions: Annotated[Conditions | SkipJsonSchema[None], AfterValidator(given)] = None
    expected: Expected | None = None
    passage: Eid | None = None
    titles: Annotated[Titles | SkipJsonSchema[None], AfterValidator(given)] = None
    notes: Annotated[Notes | SkipJsonSchema[None], AfterValidator(given)] = None
    reason: Reason | SkipJsonSchema[None] = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set - {"reason"}:
            raise NOTHING_TO_CHANGE()
        return self


class NewMeasured(Incoming):
    """What was counted: a value in the condition's unit, for a ratio numerator and denominator, with or without the percentage."""

    condition: Code
    unit: Unit
    value: Number | None = None
    numerator: Count | None = None
    denominator: Count | None = None


class NewMeasurement(NewMeasured):
    """A figure for a period. ``agency`` is whose figure it is; a reporter's is its own. ``source`` says where the figure is from.

    ``on`` is the day of the period at which it is true; its last day, or today while it runs, when left out.
    """

    period: PeriodCode
    source: Annotated[str, line(1000)]
    agency: Code | None = None
    on: Day | None = None
