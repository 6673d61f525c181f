"""Lines of facts/*.jsonl and of holidays.jsonl: what was recorded of a plan, when, and by whom. One line is one thing recorded.

A report is one line with everything that was recorded of it. Documents are named by their keys, also within what was frozen.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StrictBool, StringConstraints, model_validator

from app.plans.calendar.schemas.days import NewHolidayYear, PeriodCode
from app.plans.facts.fields import PlanDay
from app.plans.structure.schemas.fields import Eid, Number, Reason, Role, Stated
from app.plans.structure.schemas.setting import ConditionSet, Figure, RuleSet
from app.transfer.records.base import Record
from app.transfer.records.document import Key, wrong
from app.transfer.records.plan import TaskRecord
from app.web.fields import Code, Day, LanguageTag

Instant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1945, 9, 2, tzinfo=UTC), le=datetime(2200, 12, 31, tzinfo=UTC)),
    AfterValidator(lambda at: at.astimezone(UTC)),
]
"""An aware instant, kept in UTC."""
MISNUMBERED = wrong("revisions_misnumbered", "Revisions are numbered from 1.")
STEP_INCOMPLETE = wrong(
    "step_incomplete", "What is returned has reasons, what is accepted a snapshot, and nothing else has either."
)

Name = Annotated[str, StringConstraints(min_length=1, max_length=400)]
Words = Annotated[str, StringConstraints(max_length=50_000)]
Note = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Ordinal = Annotated[int, Field(ge=1, le=1_000_000)]


class Recorded(Record):
    """When the system learned of something, and through whom."""

    recorded_at: Instant
    recorded_by: Name


class PlanMade(Record):
    """The first line: since when the plan, and everything recorded in the same moment, is known."""

    record: Literal["plan"]
    code: Code
    created_at: Instant


class TaskVersionRecord(Recorded, TaskRecord):
    """A version of a task."""

    record: Literal["task"]
    withdrawn: StrictBool = False
    reason: Reason | None = None


class IndicatorVersionRecord(Recorded):
    """A version of an indicator; its words are those of the plan's record."""

    record: Literal["indicator"]
    code: Code
    expected: Annotated[list[Code], Field(max_length=1000)] | None = None
    conditions: Annotated[list[ConditionSet], Field(min_length=1, max_length=20)]
    reason: Reason | None = None


class RuleVersionRecord(RuleSet, Recorded):
    """A version of a reporting rule."""

    record: Literal["rule"]
    withdrawn: StrictBool = False


class StatementRecord(Recorded):
    """How a task stood."""

    record: Literal["statement"]
    task: Number
    state: Stated
    on: Day
    evidence: Annotated[str, StringConstraints(max_length=2000)] = ""
    document: Key | None = None
    eid: Eid | None = None


class ExtensionRecord(Recorded):
    """More time."""

    record: Literal["extension"]
    task: Number
    period: PeriodCode
    owed_as: Code
    new_due: PlanDay
    reason: Reason
    granted_by: Name
    document: Key | None = None


class ClosingRecord(Recorded):
    """A period was closed, or opened again."""

    record: Literal["closing"]
    period: PeriodCode
    closed: StrictBool
    reason: Reason


class Counted(Record):
    """What was counted for a condition of an indicator."""

    indicator: Code
    condition: Code
    unit: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    value: Figure | None = None
    numerator: Figure | None = None
    denominator: Figure | None = None


class FigureRecord(Counted):
    note: Note | None = None


class EvidenceRecord(Record):
    document: Key
    eid: Eid | None = None
    note: Note | None = None


class RevisionRecord(Recorded):
    """What a report said when it was saved, in its own language."""

    number: Ordinal
    edition: Ordinal
    reason: Annotated[str, StringConstraints(max_length=2000)] | None = None
    narrative: Words
    figures: Annotated[list[FigureRecord], Field(max_length=100)] = []
    evidence: Annotated[list[EvidenceRecord], Field(max_length=100)] = []


class TranslationOfReport(Recorded):
    """A revision's narrative in another language."""

    revision: Ordinal
    language: LanguageTag
    narrative: Words
    made_from: LanguageTag


class StepRecord(Recorded):
    """The report came into a state. ``snapshot`` is what was frozen, with the names of that day."""

    revision: Ordinal
    state: Literal["draft", "submitted", "returned", "accepted"]
    on: Day
    reasons: Annotated[str, StringConstraints(min_length=1, max_length=20_000)] | None = None
    snapshot: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.state == "returned") != (self.reasons is not None) or (self.state == "accepted") != (self.snapshot is not None):
            raise STEP_INCOMPLETE()
        return self


class ReportRecord(Record):
    """An agency's report on a task and period. Its ``id`` is its address, and stays."""

    record: Literal["report"]
    id: UUID
    task: Number
    period: PeriodCode
    agency: Code
    role: Role
    language: LanguageTag
    discarded_at: Instant | None = None
    revisions: Annotated[list[RevisionRecord], Field(min_length=1, max_length=10_000)]
    translations: Annotated[list[TranslationOfReport], Field(max_length=10_000)] = []
    steps: Annotated[list[StepRecord], Field(min_length=1, max_length=10_000)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if [one.number for one in self.revisions] != list(range(1, len(self.revisions) + 1)):
            raise MISNUMBERED()
        return self


class FromReport(Record):
    """The revision with which a figure was accepted."""

    id: UUID
    revision: Ordinal


class MeasurementRecord(Counted, Recorded):
    """A figure of an agency, recorded by itself or with an accepted report."""

    record: Literal["measurement"]
    agency: Code
    period: PeriodCode
    on: Day
    source: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    report: FromReport | None = None


FactRecord = Annotated[
    PlanMade
    | TaskVersionRecord
    | IndicatorVersionRecord
    | RuleVersionRecord
    | StatementRecord
    | ExtensionRecord
    | ClosingRecord
    | ReportRecord
    | MeasurementRecord,
    Field(discriminator="record"),
]


class HolidayYearRecord(NewHolidayYear, Recorded):
    """A version of a year's holidays; those of one year stand in the order in which they were loaded."""
