"""Reporting rules as they come in and as they go out."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool
from pydantic.json_schema import SkipJsonSchema

from app.plans.facts.fields import PlanDay
from app.plans.structure.schemas.fields import Incoming, Number, Printed, Reason
from app.plans.structure.schemas.outgoing import Label, Outgoing, Text, VersionNumber, Word
from app.web.fields import Code, LanguageTag, given, line

RuleSource = Literal["plan", "administrator"]
Frequency = Literal["once", "yearly", "half_yearly", "quarterly"]
Shift = Literal["next", "previous"]


class NewDayOfYear(Incoming):
    """The first such day of the year after the period's end; a day that the month does not have is its last."""

    kind: Literal["day_of_year"]
    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]


class NewWorkingDaysAfter(Incoming):
    """So many working days after the period's last day."""

    kind: Literal["working_days_after"]
    count: Annotated[int, Field(ge=0, le=366)]


class NewFixedDay(Incoming):
    """A day that is set for good."""

    kind: Literal["fixed_day"]
    on: PlanDay


NewDue = Annotated[NewDayOfYear | NewWorkingDaysAfter | NewFixedDay, Field(discriminator="kind")]


class NewRuleLabel(Incoming):
    """What the rule is called in one language."""

    language: LanguageTag
    label: Annotated[str, line(300)]


RuleLabels = Annotated[list[NewRuleLabel], Field(max_length=20)]
RuleTasks = Annotated[list[Number], Field(min_length=1, max_length=1000)]


class NewReportingRule(Incoming):
    """A rule by which reports are asked for. ``source`` "plan" is what the plan prints, with its words in ``printed``.

    ``tasks`` are numbers of tasks, null for all. It asks for periods whose last day lies from ``valid_from`` to ``valid_to``.
    ``after_period`` goes on asking for reports on continuous tasks when the plan's years are over.
    """

    code: Code
    source: RuleSource
    frequency: Frequency
    due: NewDue
    reason: Reason
    printed: Printed | None = None
    shift: Shift = "next"
    valid_from: PlanDay | None = None
    valid_to: PlanDay | None = None
    tasks: RuleTasks | None = None
    after_period: StrictBool = False
    labels: RuleLabels = []


class ReportingRuleChange(Incoming):
    """What is left out stays. What was, stays known: a change is a new version, and says why. ``withdrawn`` ends the rule, or revives it."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 2})

    reason: Reason
    frequency: Annotated[Frequency | SkipJsonSchema[None], AfterValidator(given)] = None
    due: Annotated[NewDue | SkipJsonSchema[None], AfterValidator(given)] = None
    shift: Annotated[Shift | SkipJsonSchema[None], AfterValidator(given)] = None
    valid_from: PlanDay | None = None
    valid_to: PlanDay | None = None
    tasks: RuleTasks | None = None
    after_period: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None
    labels: Annotated[RuleLabels | SkipJsonSchema[None], AfterValidator(given)] = None
    withdrawn: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None


class ReportingRuleCorrection(Incoming):
    """What was typed in wrongly of a rule that the plan prints; ``reason`` says what was wrong. What is left out stays."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 2})

    reason: Reason
    printed: Annotated[Printed | SkipJsonSchema[None], AfterValidator(given)] = None
    frequency: Annotated[Frequency | SkipJsonSchema[None], AfterValidator(given)] = None
    due: Annotated[NewDue | SkipJsonSchema[None], AfterValidator(given)] = None
    shift: Annotated[Shift | SkipJsonSchema[None], AfterValidator(given)] = None
    valid_from: PlanDay | None = None
    valid_to: PlanDay | None = None
    tasks: RuleTasks | None = None
    labels: Annotated[RuleLabels | SkipJsonSchema[None], AfterValidator(given)] = None


class DueView(Outgoing):
    """When reports are due; of the parts those hold that ``kind`` names, the others are null."""

    kind: Literal["day_of_year", "working_days_after", "fixed_day"]
    month: Annotated[int, Field(ge=1, le=12)] | None
    day: Annotated[int, Field(ge=1, le=31)] | None
    count: Annotated[int, Field(ge=0, le=366)] | None
    on: date | None


class ReportingRuleView(Outgoing):
    """One version of a rule. ``revision`` counts the versions, for If-Match. ``source`` tells the plan's own from what was set."""

    code: Word
    revision: VersionNumber
    source: RuleSource
    label: Label | None
    printed: Text | None
    frequency: Frequency
    due: DueView
    shift: Shift
    valid_from: date | None
    valid_to: date | None
    tasks: list[Word] | None = Field(max_length=1000, description="Numbers of tasks; null for all")
    after_period: bool
    withdrawn: bool
    reason: Text | None
    recorded_at: datetime


class ReportingRuleList(Outgoing):
    """The rules that were known at an instant: the plan's own first, then those that were set, by their codes."""

    items: list[ReportingRuleView] = Field(max_length=1000)
