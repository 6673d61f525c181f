"""Answers on how far a plan has come. Each repeats the two dates that it was computed for."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.plans.progress.schemas.obligations import (
    FiguresView,
    Meaning,
    ObligationView,
    OwnerView,
    Sentence,
    ShownState,
    Year,
)
from app.plans.structure.schemas.fields import Stated
from app.plans.structure.schemas.outgoing import AgencyLabel, Label, Outgoing, SpokenView, Text, TimeframeView, Word
from app.web.fields import Count
from app.web.locale import NameLanguage
from app.web.paging import Page

TaskStateName = Literal[
    "planned", "under_way", "done", "dropped", "overdue_as_recorded", "ended_unknown", "no_information", "nothing_published"
]
Verdict = Literal["met", "not_met", "unknown"]
Number = Annotated[str, Field(max_length=60, description="A decimal number")]


class StatementFact(Outgoing):
    """What was stated last of how a task stands."""

    state: Stated
    on: date
    evidence: Text


class EvidenceView(Outgoing):
    """A document that shows something. It came with an agency's report on a period, or with a statement (both null then)."""

    document: UUID
    title: Label | None
    language: Word | None
    eid: Word | None
    note: Text | None
    agency: AgencyLabel | None
    period: Word | None


class UnknownView(Outgoing):
    """Something that is not known, with the codes that it is about, and in the reader's language."""

    code: Word
    about: list[Word] = Field(max_length=1000)
    statement: Sentence


class TaskProgress(Outgoing):
    """A task: its planned time, who owed, what was due, what is recorded, how it stands, what shows it, and what is not known."""

    number: Word
    group: Word
    title: SpokenView
    planned: TimeframeView
    owners: list[OwnerView] = Field(max_length=1000, description="Who answers for the task on the day that is asked about")
    state: TaskStateName
    since: date | None
    statement: StatementFact | None
    obligations: list[ObligationView] = Field(max_length=20000)
    evidence: list[EvidenceView] = Field(max_length=10000)
    unknown: list[UnknownView] = Field(max_length=100)


class ProgressPage(Page[TaskProgress]):
    """Tasks in the plan's order. The same pair of dates gives the same answer for ever."""

    plan: Word
    as_of: date
    known_at: datetime
    legend: list[Meaning] = Field(max_length=50)


class AgencyProgressPage(Page[ObligationView]):
    """What an agency answers for on a day: figures of all of it, and a page of the obligations that were asked for."""

    plan: Word
    agency: AgencyLabel
    as_of: date
    known_at: datetime
    figures: FiguresView
    legend: list[Meaning] = Field(max_length=50)


class RollupRow(Outgoing):
    """The figures of one group, agency, year or state."""

    name: Word
    label: Text
    figures: FiguresView


class RollupView(Outgoing):
    """Rows by a dimension; they add up to the total. ``weights`` says how much each obligation counts."""

    dimension: Literal["group", "agency", "year", "state"]
    weights: Word
    rows: list[RollupRow] = Field(max_length=10000)


class TaskStateCount(Outgoing):
    """How many tasks stand so."""

    state: TaskStateName
    count: Count


class DoneView(Outgoing):
    """How much of the plan is stated done: ``done`` of ``whole``, of which nothing certain is known of ``missing``."""

    done: Number
    whole: Number
    missing: Number
    dropped: Number
    weights: Word


class ConditionStanding(Outgoing):
    """The latest known period of a condition. ``counted`` went into the value; ``missing`` was expected or recorded, and could not."""

    code: Word
    label: Text
    unit: Word
    target: Number
    direction: Literal["increase", "decrease", "maintain"]
    verdict: Verdict
    period: Word | None
    value: Number | None
    numerator: Number | None
    denominator: Number | None
    counted: list[Word] = Field(max_length=10000)
    missing: list[Word] = Field(max_length=10000)


class IndicatorStanding(Outgoing):
    """An indicator, met when each of its conditions is. ``printed`` is the plan's whole wording."""

    code: Word
    title: Text
    language: NameLanguage
    source: Literal["plan", "administrator"]
    printed: Text | None
    verdict: Verdict
    conditions: list[ConditionStanding] = Field(max_length=20)


class DashboardView(Outgoing):
    """A plan in figures: by group, agency, year and state, how they were computed, and what is missing."""

    plan: Word
    as_of: date
    known_at: datetime
    whole: bool = Field(description="False where only accepted reports are counted for this reader")
    total: FiguresView
    rollups: list[RollupView] = Field(max_length=10)
    tasks: list[TaskStateCount] = Field(max_length=20)
    done: DoneView
    indicators: list[IndicatorStanding] = Field(max_length=1000)
    missing_holiday_years: list[Year] = Field(max_length=100)
    legend: list[Meaning] = Field(max_length=50)


class StandingView(Outgoing):
    """What can change about an obligation."""

    state: ShownState
    due: date
    owners: list[Word] = Field(max_length=1000)
    edition: Annotated[int, Field(ge=1, le=1_000_000)] | None
    rule: Word


class ChangeView(Outgoing):
    """An obligation that came (``before`` is null), went (``after`` is null), or stands otherwise in what ``what`` names."""

    task: Word
    period: Word
    owed_as: AgencyLabel
    before: StandingView | None
    after: StandingView | None
    what: list[Literal["state", "due", "owners", "revision", "rule"]] = Field(max_length=5)


class TaskChangeOfState(Outgoing):
    """A task that stands otherwise; null before it was in the plan, or after it was taken out."""

    task: Word
    before: TaskStateName | None
    after: TaskStateName | None


class ComparisonPage(Page[ChangeView]):
    """Two days side by side, as far as was known at one instant: figures, tasks that stand otherwise, and a page of obligations."""

    plan: Word
    first: date
    second: date
    known_at: datetime
    before: FiguresView
    after: FiguresView
    tasks: list[TaskChangeOfState] = Field(max_length=10000)
    legend: list[Meaning] = Field(max_length=50)


class RecordedChange(Outgoing):
    """Something that was recorded. ``on`` is the day since which it is true, ``by`` is shown to staff alone.

    ``kind`` says what: a version of a task, a statement of how one stands, a step of a report, a measurement, a version of an indicator
    or of a reporting rule, an extension. ``state`` is the one stated or come into, ``number`` the version or edition.
    """

    at: datetime
    kind: Literal["task", "statement", "report", "measurement", "indicator", "rule", "extension"]
    task: Word | None
    period: Word | None
    agency: AgencyLabel | None
    code: Word | None
    state: Word | None
    number: Annotated[int, Field(ge=0, le=1_000_000)] | None
    on: date | None
    reason: Text | None
    by: Label | None


class ChangesPage(Page[RecordedChange]):
    """What was recorded of a plan, the latest first."""
