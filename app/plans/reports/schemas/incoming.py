"""Reports as they come in."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.plans.indicators.schemas.incoming import NewMeasured, PeriodCode
from app.plans.structure.schemas.fields import Eid, Incoming, Number
from app.web.fields import NOTHING_TO_CHANGE, Code, Day, LanguageTag, given, prose

NO_NAMES = "Counts and citations of published press; never names of private persons, nor anything else that singles one out."

Narrative = Annotated[str, prose(50_000), Field(description=f"What was done, in plain paragraphs. {NO_NAMES}")]
Note = Annotated[str, prose(2000, min_length=1), Field(description=NO_NAMES)]
On = Annotated[
    Day | None,
    Field(description="For plan managers, who enter what came on paper: the day on which it happened. Today when left out."),
]
RevisionNumber = Annotated[int, Field(ge=1, le=1_000_000)]


class NewFigure(NewMeasured):
    """A figure for a condition of an indicator of the plan."""

    indicator: Code
    note: Note | None = None


class NewEvidence(Incoming):
    """A document of the knowledge base that shows what the report says; ``eid`` names a provision of it, ``note`` says why."""

    document: UUID
    eid: Eid | None = None
    note: Note | None = None


class NewReportTranslation(Incoming):
    """The narrative in another language, made from the source text of ``revision``; of the present one when left out."""

    narrative: Annotated[str, prose(50_000, min_length=1), Field(description=NO_NAMES)]
    revision: RevisionNumber | SkipJsonSchema[None] = None


Figures = Annotated[list[NewFigure], Field(max_length=100)]
EvidenceList = Annotated[list[NewEvidence], Field(max_length=100)]


class NewReport(Incoming):
    """A draft of one agency's report on one task and period. A reporter's ``agency`` is its own, and may be left out."""

    task: Number
    period: PeriodCode
    language: LanguageTag
    agency: Code | SkipJsonSchema[None] = None
    narrative: Narrative = ""
    figures: Figures = []
    evidence: EvidenceList = []
    on: On = None


class ReportChange(Incoming):
    """What is left out stays; a list that is given replaces the present one whole. Every save is a revision."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    narrative: Annotated[Narrative | SkipJsonSchema[None], AfterValidator(given)] = None
    figures: Annotated[Figures | SkipJsonSchema[None], AfterValidator(given)] = None
    evidence: Annotated[EvidenceList | SkipJsonSchema[None], AfterValidator(given)] = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise NOTHING_TO_CHANGE()
        return self


class ReportCorrection(Incoming):
    """A new edition of an accepted report, to be submitted and accepted by itself; ``reason`` says what was wrong."""

    reason: Annotated[str, prose(2000, min_length=1)]
    narrative: Annotated[Narrative | SkipJsonSchema[None], AfterValidator(given)] = None
    figures: Annotated[Figures | SkipJsonSchema[None], AfterValidator(given)] = None
    evidence: Annotated[EvidenceList | SkipJsonSchema[None], AfterValidator(given)] = None
    on: On = None


class ReportDay(Incoming):
    """When it happened."""

    on: On = None


class ReportReturn(Incoming):
    """Why a report is sent back: what is missing or wrong."""

    reasons: Annotated[str, prose(4000, min_length=1)]
    on: On = None
