"""Statements on reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload, selectinload

from app.agencies.models import Agency, AgencyName
from app.documents.models import Document, Provision, Revision, Translation
from app.plans.models import (
    Assignment,
    Condition,
    ConditionLabel,
    Figure,
    Indicator,
    IndicatorVersion,
    Plan,
    Report,
    ReportRevision,
    ReportStep,
    ReportText,
    Task,
    TaskVersion,
)

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """What a list of reports is narrowed to; everything given must hold. ``own`` is the one agency that may be seen."""

    agency: str | None = None
    period: str | None = None
    task: str | None = None
    state: str | None = None
    own: str | None = None


def _last(column: Any) -> Any:
    return (
        select(column)
        .where(ReportStep.report_id == Report.id)
        .order_by(ReportStep.number.desc())
        .limit(1)
        .correlate(Report)
        .scalar_subquery()
    )


def _accepted_edition() -> Any:
    return (
        select(func.max(ReportStep.edition))
        .where(ReportStep.report_id == Report.id, ReportStep.state == "accepted")
        .correlate(Report)
        .scalar_subquery()
    )


def reports(plan_id: UUID, filters: ReportFilters, after: Sequence[str] | None) -> Rows:
    """(report, task's number, state, day, edition, accepted edition), the newest reports first, to be limited."""
    statement: Rows = select(
        Report,
        Task.number.label("task"),
        _last(ReportStep.state).label("state"),
        _last(ReportStep.on).label("on"),
        _last(ReportStep.edition).label("edition"),
        _accepted_edition().label("accepted_edition"),
    )
    statement = _narrowed(statement, plan_id, filters).order_by(Report.id.desc())
    return statement if after is None else statement.where(Report.id < UUID(after[0]))


def count_reports(plan_id: UUID, filters: ReportFilters) -> Rows:
    statement: Rows = select(func.count()).select_from(Report)
    return _narrowed(statement, plan_id, filters)


def _narrowed(statement: Rows, plan_id: UUID, filters: ReportFilters) -> Rows:
    statement = statement.join(Task, Task.id == Report.task_id).join(Agency, Agency.id == Report.agency_id)
    statement = statement.where(Task.plan_id == plan_id, Report.discarded_at.is_(None))
    for given, column in (
        (filters.agency, Agency.code),
        (filters.own, Agency.code),
        (filters.period, Report.period),
        (filters.task, Task.number),
    ):
        if given is not None:
            statement = statement.where(column == given)
    if filters.state is not None:
        statement = statement.where(_last(ReportStep.state) == filters.state)
    return statement


def report(plan: Plan, id: UUID) -> Select[Report]:
    """A report of a plan with its task and agency."""
    return (
        select(Report)
        .join(Task, Task.id == Report.task_id)
        .where(Report.id == id, Task.plan_id == plan.id, Report.discarded_at.is_(None))
        .options(joinedload(Report.task), joinedload(Report.agency))
        .execution_options(populate_existing=True)
    )


def steps(report_id: UUID) -> Rows:
    """(step, number of its revision), in order."""
    statement: Rows = select(ReportStep, ReportRevision.number)
    statement = statement.join(ReportRevision, ReportRevision.id == ReportStep.revision_id)
    return statement.where(ReportStep.report_id == report_id).order_by(ReportStep.number)


def revisions(report_id: UUID) -> Select[ReportRevision]:
    """Revisions, newest first, with figures and evidence for who asks for one."""
    return select(ReportRevision).where(ReportRevision.report_id == report_id).order_by(ReportRevision.number.desc())


def whole(report_id: UUID, number: int | None = None) -> Select[ReportRevision]:
    """One revision, the newest when no number is given, with figures and evidence."""
    statement = revisions(report_id).options(selectinload(ReportRevision.figures), selectinload(ReportRevision.evidence))
    return statement.limit(1) if number is None else statement.where(ReportRevision.number == number)


def translations(report: Report, number: int) -> Rows:
    """(text, number of the revision it was made from): of each other language the newest made from ``number`` or before."""
    statement: Rows = select(ReportText, ReportRevision.number).ext(distinct_on(ReportText.language))
    return (
        statement.join(ReportRevision, ReportRevision.id == ReportText.revision_id)
        .where(
            ReportRevision.report_id == report.id,
            ReportRevision.number <= number,
            ReportText.language != report.language,
        )
        .order_by(ReportText.language, ReportRevision.number.desc(), ReportText.number.desc())
    )


def sources(report: Report, numbers: set[int]) -> Rows:
    """(revision's number, source text) of these revisions."""
    statement: Rows = select(ReportRevision.number, ReportText.narrative)
    return statement.join(ReportText, ReportText.revision_id == ReportRevision.id).where(
        ReportRevision.report_id == report.id,
        ReportRevision.number.in_(numbers),
        ReportText.language == report.language,
    )


def coordinating(plan: Plan, task: str) -> Select[str]:
    """Codes of the bodies and classes that coordinate a task, by its newest version."""
    newest = (
        select(TaskVersion.id)
        .join(Task, Task.id == TaskVersion.task_id)
        .where(Task.plan_id == plan.id, Task.number == task)
        .order_by(TaskVersion.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(Agency.code)
        .join(Assignment, Assignment.agency_id == Agency.id)
        .where(Assignment.version_id == newest, Assignment.role == "coordinating")
    )


def documents_there(ids: set[UUID], *, drafts: bool) -> Select[UUID]:
    """Those of these documents that are there for a reader, or for staff, who see drafts."""
    statement = select(Document.id).where(Document.id.in_(ids), Document.withdrawn_at.is_(None))
    return statement if drafts else statement.where(Document.published_at.is_not(None))


def provisions_there(ids: set[UUID], *, drafts: bool) -> Rows:
    """(document, eId) of what readers see of these documents, and staff in drafts, in any language."""
    statement: Rows = select(Translation.document_id, Provision.eid).distinct()
    revision = func.coalesce(Translation.published_id, Translation.working_id) if drafts else Translation.published_id
    return statement.join(Provision, Provision.revision_id == revision).where(Translation.document_id.in_(ids))


def titles(ids: set[UUID]) -> Rows:
    """(document, language, title) as readers see them."""
    statement: Rows = select(Translation.document_id, Translation.language, Revision.title)
    return (
        statement.join(Revision, Revision.id == Translation.published_id)
        .join(Document, Document.id == Translation.document_id)
        .where(Translation.document_id.in_(ids), Translation.status != "withdrawn", Document.withdrawn_at.is_(None))
    )


def agency_names(id: UUID) -> Rows:
    """(language, name) of an agency."""
    statement: Rows = select(AgencyName.language, AgencyName.name)
    return statement.where(AgencyName.agency_id == id)


def indicators(ids: set[UUID]) -> Select[Indicator]:
    return select(Indicator).where(Indicator.id.in_(ids)).options(selectinload(Indicator.titles))


def condition_labels(ids: set[UUID]) -> Rows:
    """(indicator, condition's code, language, label) of all versions of these indicators, the newest last."""
    statement: Rows = select(IndicatorVersion.indicator_id, Condition.code, ConditionLabel.language, ConditionLabel.label)
    return (
        statement.join(Condition, Condition.version_id == IndicatorVersion.id)
        .join(ConditionLabel, ConditionLabel.condition_id == Condition.id)
        .where(IndicatorVersion.indicator_id.in_(ids))
        .order_by(IndicatorVersion.number)
    )


def accepted_figures(report_id: UUID) -> Rows:
    """(indicator's code, condition) of the figures that were accepted."""
    revisions = select(ReportStep.revision_id).where(ReportStep.report_id == report_id, ReportStep.state == "accepted")
    statement: Rows = select(Indicator.code, Figure.condition).join(Figure, Figure.indicator_id == Indicator.id)
    return statement.where(Figure.revision_id.in_(revisions)).distinct().order_by(Indicator.code, Figure.condition)


def accepted(plan_id: UUID, filters: ReportFilters, after: Sequence[str] | None) -> Rows:
    """(report, task's number, snapshot) of what was accepted last, the newest reports first, to be limited."""
    last = (
        select(ReportStep.report_id, ReportStep.snapshot)
        .ext(distinct_on(ReportStep.report_id))
        .where(ReportStep.state == "accepted")
        .order_by(ReportStep.report_id, ReportStep.number.desc())
        .subquery()
    )
    statement: Rows = select(Report, Task.number.label("task"), last.c.snapshot).join(last, last.c.report_id == Report.id)
    statement = _narrowed(statement, plan_id, filters).order_by(Report.id.desc())
    return statement if after is None else statement.where(Report.id < UUID(after[0]))


def acceptances(report_id: UUID) -> Select[ReportStep]:
    """The steps by which editions were accepted, in order."""
    statement = select(ReportStep).where(ReportStep.report_id == report_id, ReportStep.state == "accepted")
    return statement.order_by(ReportStep.number)


def continued(task_id: UUID) -> Rows:
    """(plan's code, number) of a task and of all that it continues, directly or through others; a circle ends it."""
    version = (
        select(TaskVersion.task_id, TaskVersion.succeeds_id)
        .ext(distinct_on(TaskVersion.task_id))
        .order_by(TaskVersion.task_id, TaskVersion.number.desc())
        .subquery()
    )
    reached = select(Task.id).where(Task.id == task_id).cte("continued", recursive=True)
    reached = reached.union(
        select(version.c.succeeds_id).join(reached, version.c.task_id == reached.c.id).where(version.c.succeeds_id.is_not(None))
    )
    statement: Rows = select(Plan.code, Task.number)
    return statement.join(Plan, Plan.id == Task.plan_id).where(Task.id.in_(select(reached.c.id)))


def count_accepted(plan_id: UUID, filters: ReportFilters) -> Rows:
    """How many reports there are of which an edition was accepted."""
    there = select(ReportStep.report_id).where(ReportStep.state == "accepted")
    return count_reports(plan_id, filters).where(Report.id.in_(there))
