"""Indicators, measurements and verdicts as they go out. Numbers are exact decimals, as text."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.plans.indicators.schemas.incoming import Combine, Direction, IndicatorSource
from app.plans.structure.schemas.outgoing import (
    AgencyLabel,
    Label,
    NoteView,
    Outgoing,
    SpokenView,
    Text,
    TitleView,
    VersionNumber,
    Word,
)
from app.web.fields import Count, RowRevision
from app.web.paging import Page

Figure = Annotated[str, Field(max_length=40)]
Verdict = Literal["met", "not_met", "unknown"]


class ConditionLabelView(Outgoing):
    """What a condition and, for a ratio, its two counts are called in one language."""

    language: Word
    label: Label
    numerator: Label | None
    denominator: Label | None


class ConditionView(Outgoing):
    """One thing to reach. ``label`` is in the language nearest to the reader's, the code where there is none."""

    code: Word
    label: Label
    unit: Word
    combine: Combine
    direction: Direction
    target: Figure
    baseline: Figure | None
    tolerance: Figure
    labels: list[ConditionLabelView] = Field(max_length=20)


class CountedView(Outgoing):
    """A measurement that went into a value."""

    agency: AgencyLabel
    on: date
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None
    source: Text


class ConditionStateView(Outgoing):
    """The latest known period of a condition. A verdict needs the figures of all that were expected.

    ``missing`` names those without one to staff and to the agency itself; ``missing_count`` is how many there are.
    """

    condition: Word
    verdict: Verdict
    period: Word | None
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None
    counted: list[CountedView] = Field(max_length=1000)
    missing_count: Count
    missing: list[AgencyLabel] = Field(max_length=1000)


class AssessmentView(Outgoing):
    """Whether the indicator is met, by what was measured by ``as_of`` and recorded by ``known_at``."""

    as_of: date
    known_at: datetime
    verdict: Verdict
    conditions: list[ConditionStateView] = Field(max_length=20)


class ExpectedView(Outgoing):
    """Whose figures are needed. When ``known`` is false that is not set down, and the empty list says nothing."""

    known: bool
    agencies: list[AgencyLabel] = Field(max_length=500)


class IndicatorView(Outgoing):
    """An indicator in the version that was known, and whether it is met. ``printed`` is the plan's whole wording, null for one that was set."""

    plan: Word
    code: Word
    revision: RowRevision
    version: VersionNumber
    source: IndicatorSource
    printed: Text | None
    title: SpokenView | None
    titles: list[TitleView] = Field(max_length=20)
    note: NoteView | None
    passage: Word | None = Field(description="eId of the passage that prints it")
    conditions: list[ConditionView] = Field(max_length=20)
    expected: ExpectedView
    assessment: AssessmentView


class IndicatorList(Outgoing):
    """The indicators of a plan, in its order."""

    items: list[IndicatorView] = Field(max_length=1000)


class MeasurementView(Outgoing):
    """What an agency measured for a condition in a period. ``report_revision`` names the accepted report's revision that it came with."""

    id: UUID
    condition: Word
    period: Word
    agency: AgencyLabel
    on: date
    unit: Word
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None
    source: Text
    report_revision: UUID | None
    recorded_at: datetime


class MeasurementPage(Page[MeasurementView]):
    """A page of measurements, the latest recorded first. What was measured again stands beside what was measured before."""
