"""Plans, groups and tasks as they go out. Everything ``printed`` is the print's own; a title says in which language it is served."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.plans.structure.schemas.fields import Kind, Part, Role, Stated, TimeframeKind
from app.web.fields import LARGEST, Count, RowRevision
from app.web.locale import NameLanguage
from app.web.paging import Page

Word = Annotated[str, Field(max_length=120)]
Label = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=8000)]
Year = Annotated[int, Field(ge=0, le=9999)]
VersionNumber = Annotated[int, Field(ge=1, le=LARGEST)]


class Outgoing(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class AgencyLabel(Outgoing):
    """An agency by its code and its name, in the language nearest to the reader's in which it has one."""

    code: Word
    label: Label
    language: Word


class TitleView(Outgoing):
    """A title in another language than the printed one; ``official`` is false for a translation of our own."""

    language: Word
    title: Text
    official: bool


class NoteView(Outgoing):
    """An editor's remark, in the language nearest to the reader's in which it exists."""

    language: Word
    text: Text


class SpokenView(Outgoing):
    """A text in the reader's language or the nearest one. ``official`` is true for printed words, false for our own translation."""

    text: Text
    language: NameLanguage
    official: bool


class TimeframeView(Outgoing):
    """The printed words and what they mean; ``last_year`` is null where neither words nor plan set an end."""

    printed: Text
    kind: TimeframeKind
    first_year: Year | None
    last_year: Year | None


class AssignmentView(AgencyLabel):
    """An agency or class that has a role in a task. ``membership`` is null for a body; "unknown" where a class cannot be listed."""

    role: Role
    printed: Text
    membership: Annotated[str, Field(pattern="^(listed|unknown)$", max_length=8)] | None


class TaskReferenceView(Outgoing):
    """A task of a plan."""

    plan: Word
    number: Word


class TaskSummary(Outgoing):
    """A task as printed, with its title in the reader's language."""

    plan: Word
    number: Word
    group: Word
    revision: RowRevision
    title: SpokenView
    printed: Text
    timeframe: TimeframeView
    leads_printed: Text
    coordinating_printed: Text | None = Field(description="The printed cell; null where the plan has none")
    leads: list[AssignmentView] = Field(max_length=100)
    coordinating: list[AssignmentView] = Field(max_length=100)
    note: NoteView | None
    eid: Word | None = Field(description="The provision of the plan's document that prints it")


class StatementView(Outgoing):
    """Somebody stated how the task stands since the day ``on``; ``recorded_at`` is when that was recorded."""

    state: Stated
    on: date
    evidence: Text
    document: UUID | None
    eid: Word | None
    recorded_at: datetime


class TaskVersionView(Outgoing):
    """What the task said from ``recorded_at`` on. What was recorded together with the plan also answers for the time before."""

    number: VersionNumber
    recorded_at: datetime
    reason: Text | None
    withdrawn: bool
    group: Word
    printed: Text
    timeframe: TimeframeView
    leads: list[AssignmentView] = Field(max_length=100)
    coordinating: list[AssignmentView] = Field(max_length=100)


class TaskMilestone(Outgoing):
    """A passage of the roadmap that speaks of the task; ``wording`` is the task's title there, where that differs."""

    eid: Word
    printed: Text
    first_year: Year | None
    last_year: Year | None
    wording: Text | None


class TaskView(TaskSummary):
    """A task with everything that is kept of it: titles, what it continues, its versions, and what was stated about it."""

    withdrawn: bool
    titles: list[TitleView] = Field(max_length=20)
    succeeds: TaskReferenceView | None
    succeeded_by: list[TaskReferenceView] = Field(max_length=100)
    milestones: list[TaskMilestone] = Field(max_length=100)
    statements: list[StatementView] = Field(max_length=1000, description="The latest first")
    versions: list[TaskVersionView] = Field(max_length=1000, description="The latest first")


class TaskPage(Page[TaskSummary]):
    """A page of tasks, in the plan's order."""


class GroupView(Outgoing):
    """A group of tasks, with both wordings where the plan has two."""

    key: Word
    revision: RowRevision
    title: SpokenView
    printed: Text
    letter: Word | None
    body_printed: Text | None
    eid: Word | None
    titles: list[TitleView] = Field(max_length=20)
    note: NoteView | None
    tasks: list[Word] = Field(max_length=10000, description="Numbers of its tasks, in the plan's order")


class PassageTaskView(Outgoing):
    """A task that a passage speaks of; ``wording`` is its title there, where that differs from the list of tasks."""

    number: Word
    wording: Text | None


class PassageView(Outgoing):
    """A printed line. ``parent`` is the eId of the heading that it stands under; ``document`` the one that a legal basis names."""

    eid: Word
    part: Part
    kind: Kind
    parent: Word | None
    marker: Word
    printed: Text
    text: SpokenView
    first_year: Year | None
    last_year: Year | None
    document: UUID | None
    agencies: list[AgencyLabel] = Field(max_length=50)
    tasks: list[PassageTaskView] = Field(max_length=50)
    note: NoteView | None


class PlanCounts(Outgoing):
    """How many there are of what a plan prints. Solutions, milestones and responsibilities are counted by their headings."""

    legal_bases: Count
    viewpoints: Count
    objectives: Count
    solutions: Count
    groups: Count
    tasks: Count
    milestones: Count
    responsibilities: Count
    recipients: Count


class PlanSummary(Outgoing):
    """A plan in a list. ``last_year`` is null for one without an end."""

    code: Word
    number: Word
    revision: RowRevision
    title: SpokenView
    issued_on: date | None
    issuer: AgencyLabel
    first_year: Year
    last_year: Year | None
    predecessor: Word | None
    document: UUID | None
    verified: bool


class PlanView(PlanSummary):
    """A plan with everything that it prints: its passages in the order of the print, and its groups of tasks."""

    language: Word
    printed_title: Text
    titles: list[TitleView] = Field(max_length=20)
    successors: list[Word] = Field(max_length=100)
    signer: Label | None
    signed_as: Text | None
    annex_title: Text | None
    source: Text
    note: NoteView | None
    counts: PlanCounts
    passages: list[PassageView] = Field(max_length=2000)
    groups: list[GroupView] = Field(max_length=1000)


class PlanPage(Page[PlanSummary]):
    """A page of plans, the latest first."""
