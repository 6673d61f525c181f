"""Reports as they go out."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.documents.schemas.outgoing import LanguageServed
from app.plans.calendar.schemas.obligations import NoticeView
from app.plans.indicators.schemas.outgoing import Figure
from app.plans.structure.schemas.fields import Role
from app.plans.structure.schemas.outgoing import AgencyLabel, Label, Outgoing, Text, Word
from app.web.fields import LARGEST, RowRevision
from app.web.paging import Page

ReportState = Literal["draft", "submitted", "returned", "accepted"]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
NarrativeText = Annotated[str, Field(max_length=50_000)]


class ReportSummary(Outgoing):
    """One agency's report. ``state`` is that of its newest edition; ``accepted_edition`` stands meanwhile, null when none was accepted.

    ``role`` is "lead" for a report that is owed, "coordinating" for a contribution, by which no duty is met.
    """

    id: UUID
    plan: Word
    task: Word
    period: Word
    agency: AgencyLabel
    role: Role
    state: ReportState
    on: date = Field(description="Day of the last step")
    edition: Number
    accepted_edition: Number | None
    language: Word
    revision: RowRevision
    changed_at: datetime


class ReportPage(Page[ReportSummary]):
    """A page of reports, the newest first."""


class ReportTranslationView(Outgoing):
    """The narrative in another language. ``stale``: the source text was changed since the revision it was made from."""

    language: Word
    narrative: NarrativeText
    made_from: Word
    made_from_revision: Number
    stale: bool
    recorded_at: datetime


class ReportFigureView(Outgoing):
    """A figure; numbers are exact decimals, as text. Labels are in the language nearest to the reader's."""

    indicator: Word
    title: Text
    condition: Word
    label: Label
    unit: Word
    value: Figure | None
    numerator: Figure | None
    denominator: Figure | None
    note: Text | None


class ReportEvidenceView(Outgoing):
    """A document of the knowledge base; ``title`` is null when readers do not see it (any more)."""

    document: UUID
    title: Text | None
    eid: Word | None
    note: Text | None


class ReportStepView(Outgoing):
    """The report came into a state on a day; ``recorded_at`` is when that was recorded. ``reasons`` say why it was returned."""

    number: Number
    edition: Number
    revision: Number
    state: ReportState
    on: date
    reasons: Text | None
    recorded_at: datetime
    recorded_by: Text


class ReportRevisionSummary(Outgoing):
    """A save. ``reason`` says why a correction was begun."""

    number: Number
    edition: Number
    reason: Text | None
    recorded_at: datetime
    recorded_by: Text


class ReportContent(Outgoing):
    """What a revision says."""

    narrative: NarrativeText
    translations: list[ReportTranslationView] = Field(max_length=50)
    figures: list[ReportFigureView] = Field(max_length=100)
    evidence: list[ReportEvidenceView] = Field(max_length=100)


class ReportView(ReportSummary):
    """A report with what its newest revision says, all its steps, and the list of its revisions, newest first."""

    content: ReportContent
    steps: list[ReportStepView] = Field(max_length=10_000)
    revisions: list[ReportRevisionSummary] = Field(max_length=1000)
    notices: list[NoticeView] = Field(max_length=20)


class ReportRevisionView(ReportRevisionSummary):
    """One revision with what it says. Of its translations those show that were made from it or from an earlier one."""

    report: UUID
    language: Word
    content: ReportContent


class AcceptedReportSummary(Outgoing):
    """An accepted report, for everybody, in the edition that was accepted last."""

    id: UUID
    plan: Word
    task: Word
    period: Word
    agency: AgencyLabel
    role: Role
    edition: Number
    language: Word
    submitted_on: date
    accepted_on: date


class AcceptedReportPage(Page[AcceptedReportSummary]):
    """A page of accepted reports, the newest reports first."""


class AcceptedTranslationView(Outgoing):
    """The narrative in another language. ``accepted`` is false for a translation that was made, or bettered, after the acceptance."""

    language: Word
    narrative: NarrativeText
    made_from: Word
    made_from_revision: Number
    stale: bool
    accepted: bool


class AcceptedEdition(Outgoing):
    """An edition that was accepted, on a day."""

    edition: Number
    accepted_on: date


class AcceptedReportView(AcceptedReportSummary):
    """An accepted report as it was frozen: with the names that agency, indicators and documents had then.

    ``narrative`` is in the language that ``served`` names; ``source`` is what was written first.
    """

    task_printed: Text
    agency_name: Label
    period_first: date
    period_last: date
    served: LanguageServed
    narrative: NarrativeText
    source: NarrativeText
    translations: list[AcceptedTranslationView] = Field(max_length=100)
    figures: list[ReportFigureView] = Field(max_length=100)
    evidence: list[ReportEvidenceView] = Field(max_length=100)
    editions: list[AcceptedEdition] = Field(max_length=1000)
