"""A line of plans/*.jsonl: a whole plan as printed, with its indicators and reporting rules."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, model_validator

from app.plans.structure.schemas.fields import (
    Eid,
    Kind,
    Marker,
    NewNote,
    Number,
    Part,
    Printed,
    PrintedCell,
    Source,
    Texts,
    Titles,
    Year,
)
from app.plans.structure.schemas.incoming import (
    Assignments,
    GroupChange,
    NewGroup,
    NewPassage,
    NewPassages,
    NewPassageTask,
    NewPlan,
    NewTask,
    PlanChange,
    TaskChange,
    TaskReference,
)
from app.plans.structure.schemas.setting import ConditionSet, IndicatorSet, Origin, RuleSet, check_printed
from app.transfer.records.base import Record
from app.transfer.records.document import Key
from app.web.fields import Code, Day, LanguageTag, line, prose

NotesRecord = Annotated[dict[LanguageTag, Annotated[str, prose(4000, min_length=1)]], Field(max_length=20)] | None
Documents = Mapping[str, UUID]


def notes(given: Mapping[str, str] | None) -> list[NewNote]:
    """Remarks by language, as services take them."""
    return [NewNote(language=language, text=text) for language, text in (given or {}).items()]


class PassageRecord(Record):
    """A printed line. ``document`` is the key of the document that a legal basis names."""

    eid: Eid
    part: Part
    kind: Kind
    parent: Eid | None = None
    marker: Marker = ""
    printed: Printed
    first_year: Year | None = None
    last_year: Year | None = None
    document: Key | None = None
    agencies: Annotated[list[Code], Field(max_length=50)] = []
    tasks: Annotated[list[NewPassageTask], Field(max_length=50)] = []
    texts: Texts = []
    note: NotesRecord = None

    def new(self, documents: Documents) -> NewPassage:
        told = {name: getattr(self, name) for name in type(self).model_fields.keys() - {"document", "note"}}
        document = None if self.document is None else documents[self.document]
        return NewPassage.model_construct(**told, document=document, notes=notes(self.note))


class GroupRecord(Record):
    """A group of tasks."""

    key: Number
    printed: Printed
    letter: Marker | None = None
    body_printed: Printed | None = None
    eid: Eid | None = None
    titles: Titles = []
    note: NotesRecord = None

    def new(self) -> NewGroup:
        return NewGroup(**self._told(), key=self.key)

    def change(self) -> GroupChange:
        return GroupChange(**self._told())

    def _told(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in type(self).model_fields.keys() - {"key", "note"}}
        return {**told, "notes": notes(self.note)}


class TaskRecord(Record):
    """A task as printed."""

    number: Number
    group: Number
    printed: Printed
    timeframe_printed: Printed
    leads_printed: Printed
    coordinating_printed: PrintedCell | None = None
    assignments: Assignments
    succeeds: TaskReference | None = None
    eid: Eid | None = None
    titles: Titles = []
    note: NotesRecord = None

    def new(self) -> NewTask:
        return NewTask(**self._told(), number=self.number)

    def change(self, reason: str, before: "TaskRecord | None") -> TaskChange:
        """What differs from ``before``; everything, and that it is in the plan again, when it was not in the plan."""
        told = self._told()
        if before is None:
            return TaskChange(**told, withdrawn=False, reason=reason)
        had = before._told()
        return TaskChange(**{name: value for name, value in told.items() if value != had[name]}, reason=reason)

    def _told(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in type(self).model_fields.keys() - {"number", "note"}}
        return {**told, "notes": notes(self.note)}


class IndicatorRecord(Record):
    """An indicator, by the plan's whole wording or set by an administrator."""

    code: Code
    source: Origin
    printed: Printed | None = None
    passage: Eid | None = None
    expected: Annotated[list[Code], Field(max_length=1000), AfterValidator(sorted)] | None = None
    conditions: Annotated[list[ConditionSet], Field(min_length=1, max_length=20)]
    titles: Titles = []
    note: NotesRecord = None

    @model_validator(mode="after")
    def _printed(self) -> Self:
        check_printed(self.source, self.printed)
        return self

    def wanted(self) -> IndicatorSet:
        told = {name: getattr(self, name) for name in type(self).model_fields.keys() - {"note"}}
        return IndicatorSet(**told, notes=notes(self.note))


class PlanRecord(Record):
    """A plan. ``document`` is the key of the document that holds its text. Other plans that it names may stand further down."""

    code: Code
    number: Annotated[str, line(80)]
    language: LanguageTag
    printed_title: Printed
    issued_on: Day | None = None
    issuer: Code
    first_year: Year
    last_year: Year | None
    predecessor: Code | None = None
    document: Key | None = None
    signer: Annotated[str, line(200)] | None = None
    signed_as: PrintedCell | None = None
    annex_title: PrintedCell | None = None
    source: Source
    verified: StrictBool
    titles: Titles = []
    note: NotesRecord = None
    passages: Annotated[list[PassageRecord], Field(max_length=2000)] = []
    groups: Annotated[list[GroupRecord], Field(max_length=1000)] = []
    tasks: Annotated[list[TaskRecord], Field(max_length=10000)] = []
    indicators: Annotated[list[IndicatorRecord], Field(max_length=1000)] = []
    rules: Annotated[list[RuleSet], Field(max_length=100)] = []

    def new(self, documents: Documents) -> NewPlan:
        return NewPlan(**self._told(documents), code=self.code, language=self.language)

    def change(self, documents: Documents) -> PlanChange:
        return PlanChange(**self._told(documents))

    def printed_passages(self, documents: Documents) -> NewPassages:
        return NewPassages.model_construct(passages=[one.new(documents) for one in self.passages])

    def itself(self) -> dict[str, Any]:
        """What is compared of the plan itself."""
        return {name: value for name, value in self.model_dump(mode="json").items() if name not in _PARTS}

    def names_agencies(self) -> Sequence[tuple[str, str]]:
        """(path inside the record, code) of every agency that is named."""
        named = [("issuer", self.issuer)]
        for place, passage in enumerate(self.passages):
            named += [(f"passages.{place}.agencies.{at}", code) for at, code in enumerate(passage.agencies)]
        for place, task in enumerate(self.tasks):
            named += [(f"tasks.{place}.assignments.{at}.agency", one.agency) for at, one in enumerate(task.assignments)]
        for place, indicator in enumerate(self.indicators):
            named += [(f"indicators.{place}.expected.{at}", code) for at, code in enumerate(indicator.expected or ())]
        return named

    def names_documents(self) -> Sequence[tuple[str, str]]:
        """(path inside the record, key) of every document that is named."""
        named = [] if self.document is None else [("document", self.document)]
        return named + [(f"passages.{place}.document", one.document) for place, one in enumerate(self.passages) if one.document]

    def names_plans(self) -> set[str]:
        """Codes of the plans that this one, or one of its tasks, continues."""
        named = {one.succeeds.plan for one in self.tasks if one.succeeds is not None}
        return (named if self.predecessor is None else named | {self.predecessor}) - {self.code}

    def _told(self, documents: Documents) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in type(self).model_fields.keys() - _PARTS - {"code", "language", "note"}}
        document = None if self.document is None else documents[self.document]
        return {**told, "document": document, "notes": notes(self.note)}


_PARTS = {"passages", "groups", "tasks", "indicators", "rules"}
