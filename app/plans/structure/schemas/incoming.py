"""Plans, groups and tasks as they come in."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.plans.structure.schemas.fields import (
    Eid,
    Incoming,
    Kind,
    Marker,
    Notes,
    Number,
    Part,
    Printed,
    PrintedCell,
    Reason,
    Role,
    Source,
    Stated,
    Texts,
    Titles,
    Year,
)
from app.web.fields import NOTHING_TO_CHANGE, Code, Day, LanguageTag, given, line, prose


class _Change(Incoming):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"minProperties": 1})

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set - {"reason"}:
            raise NOTHING_TO_CHANGE()
        return self


class NewPlan(Incoming):
    """A plan as issued. Everything named ``printed_…`` is kept to the character; ``last_year`` null is open."""

    code: Code
    number: Annotated[str, line(80)]
    language: LanguageTag
    printed_title: Printed
    issuer: Code
    first_year: Year
    last_year: Year | None
    source: Source
    issued_on: Day | None = None
    predecessor: Code | None = None
    document: UUID | None = None
    signer: Annotated[str, line(200)] | None = None
    signed_as: PrintedCell | None = None
    annex_title: PrintedCell | None = None
    verified: StrictBool = False
    titles: Titles = []
    notes: Notes = []


class PlanChange(_Change):
    """What is left out stays; a list that is given replaces the present one whole. Years change only before there are tasks."""

    number: Annotated[Annotated[str, line(80)] | SkipJsonSchema[None], AfterValidator(given)] = None
    printed_title: Annotated[Printed | SkipJsonSchema[None], AfterValidator(given)] = None
    issuer: Annotated[Code | SkipJsonSchema[None], AfterValidator(given)] = None
    first_year: Annotated[Year | SkipJsonSchema[None], AfterValidator(given)] = None
    last_year: Year | None = None
    source: Annotated[Source | SkipJsonSchema[None], AfterValidator(given)] = None
    issued_on: Day | None = None
    predecessor: Code | None = None
    document: UUID | None = None
    signer: Annotated[str, line(200)] | None = None
    signed_as: PrintedCell | None = None
    annex_title: PrintedCell | None = None
    verified: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None
    titles: Annotated[Titles | SkipJsonSchema[None], AfterValidator(given)] = None
    notes: Annotated[Notes | SkipJsonSchema[None], AfterValidator(given)] = None


class NewPassageTask(Incoming):
    """A task that the passage speaks of; ``wording`` is its title there, where that differs from the list of tasks."""

    number: Number
    wording: Printed | None = None


class NewPassage(Incoming):
    """A printed line. ``parent`` is the eId of a passage before it; years are the typed time of a milestone, null where none is printed."""

    eid: Eid
    part: Part
    kind: Kind
    printed: Printed
    marker: Marker = ""
    parent: Eid | None = None
    first_year: Year | None = None
    last_year: Year | None = None
    document: UUID | None = None
    agencies: Annotated[list[Code], Field(max_length=50)] = []
    tasks: Annotated[list[NewPassageTask], Field(max_length=50)] = []
    texts: Texts = []
    notes: Notes = []


class NewPassages(Incoming):
    """Everything that the plan prints beside its tasks, in the order of the print; replaces what is there."""

    passages: Annotated[list[NewPassage], Field(max_length=2000)]


class NewGroup(Incoming):
    """A group of tasks. ``letter`` and ``body_printed`` are its mark and its wording in the body of the plan, where it has another."""

    key: Number
    printed: Printed
    letter: Marker | None = None
    body_printed: Printed | None = None
    eid: Eid | None = None
    titles: Titles = []
    notes: Notes = []


class GroupChange(_Change):
    """What is left out stays; a list that is given replaces the present one whole. The key stays: tasks are counted by it."""

    printed: Annotated[Printed | SkipJsonSchema[None], AfterValidator(given)] = None
    letter: Marker | None = None
    body_printed: Printed | None = None
    eid: Eid | None = None
    titles: Annotated[Titles | SkipJsonSchema[None], AfterValidator(given)] = None
    notes: Annotated[Notes | SkipJsonSchema[None], AfterValidator(given)] = None


class NewAssignment(Incoming):
    """``agency``, a body or a class, has a role; ``printed`` is how the plan writes this one."""

    agency: Code
    role: Role
    printed: Printed


class TaskReference(Incoming):
    """A task of a plan."""

    plan: Code
    number: Number


Assignments = Annotated[list[NewAssignment], Field(max_length=100)]


class NewTask(Incoming):
    """A task as printed. What ``timeframe_printed`` means is read from its words and the plan's years."""

    number: Number
    group: Number
    printed: Printed
    timeframe_printed: Printed
    leads_printed: Printed
    assignments: Assignments
    coordinating_printed: PrintedCell | None = None
    succeeds: TaskReference | None = None
    eid: Eid | None = None
    titles: Titles = []
    notes: Notes = []


class TaskChange(_Change):
    """What is left out stays; a list that is given replaces the present one whole. What was, stays known: a change is a new version.

    ``withdrawn`` takes the task out of the plan from now on, or puts it back; ``reason`` says why something changes.
    """

    group: Annotated[Number | SkipJsonSchema[None], AfterValidator(given)] = None
    printed: Annotated[Printed | SkipJsonSchema[None], AfterValidator(given)] = None
    timeframe_printed: Annotated[Printed | SkipJsonSchema[None], AfterValidator(given)] = None
    leads_printed: Annotated[Printed | SkipJsonSchema[None], AfterValidator(given)] = None
    assignments: Annotated[Assignments | SkipJsonSchema[None], AfterValidator(given)] = None
    coordinating_printed: PrintedCell | None = None
    succeeds: TaskReference | None = None
    eid: Eid | None = None
    titles: Annotated[Titles | SkipJsonSchema[None], AfterValidator(given)] = None
    notes: Annotated[Notes | SkipJsonSchema[None], AfterValidator(given)] = None
    withdrawn: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None
    reason: Reason | SkipJsonSchema[None] = None


class NewStatement(Incoming):
    """How a task stands since the day ``on``; ``evidence`` says where that can be read, ``document`` shows it."""

    state: Stated
    on: Day
    evidence: Annotated[str, prose(2000)] = ""
    document: UUID | None = None
    eid: Eid | None = None
