"""Statements on plans, for the index: tasks as they are now, and what of reports was accepted last."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import selectinload

from app.agencies.models import Agency, AgencyName
from app.plans.models import (
    Assignment,
    Group,
    Plan,
    Report,
    ReportRevision,
    ReportStep,
    ReportText,
    Task,
    TaskTitle,
    TaskVersion,
)

Rows = Select[*tuple[Any, ...]]


def _newest() -> Any:
    number = select(func.max(TaskVersion.number)).where(TaskVersion.task_id == Task.id).correlate(Task).scalar_subquery()
    return TaskVersion.number == number


def tasks(ids: Sequence[UUID]) -> Rows:
    """(Task, TaskVersion, Plan, Group) of tasks that their plans have now, titles and assignments loaded."""
    statement: Rows = select(Task, TaskVersion, Plan, Group)
    return (
        statement.join(TaskVersion, TaskVersion.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .join(Group, Group.id == TaskVersion.group_id)
        .where(Task.id.in_(ids), _newest(), ~TaskVersion.withdrawn)
        .order_by(Task.id)
        .options(
            selectinload(Task.titles),
            selectinload(Group.titles),
            selectinload(TaskVersion.assignments).joinedload(Assignment.agency),
        )
        .execution_options(populate_existing=True)
    )


def accepted(ids: Sequence[UUID]) -> Rows:
    """Of each report what was accepted last: (id, language, period, period_last, task, task_id, plan, agency_id, agency, at,
    number of the revision).
    """
    statement: Rows = select(
        Report.id,
        Report.language,
        Report.period,
        Report.period_last,
        Task.number.label("task"),
        Report.task_id,
        Plan.code.label("plan"),
        Report.agency_id,
        Agency.code.label("agency"),
        ReportStep.recorded_at.label("at"),
        ReportRevision.number,
    )
    return (
        statement.ext(distinct_on(Report.id))
        .join(ReportStep, ReportStep.report_id == Report.id)
        .join(ReportRevision, ReportRevision.id == ReportStep.revision_id)
        .join(Task, Task.id == Report.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .join(Agency, Agency.id == Report.agency_id)
        .where(Report.id.in_(ids), ReportStep.state == "accepted", Report.discarded_at.is_(None))
        .order_by(Report.id, ReportStep.edition.desc())
    )


def narratives(reports: Sequence[UUID]) -> Rows:
    """(report, number of the revision, language, narrative), of one language the newest first."""
    statement: Rows = select(ReportRevision.report_id, ReportRevision.number, ReportText.language, ReportText.narrative)
    return (
        statement.join(ReportText, ReportText.revision_id == ReportRevision.id)
        .where(ReportRevision.report_id.in_(reports))
        .order_by(ReportRevision.report_id, ReportText.language, ReportRevision.number.desc(), ReportText.number.desc())
    )


def titles(task_ids: Sequence[UUID]) -> Rows:
    """(task, printed title, plan's language, language, title) of tasks; the last two null for one without other titles."""
    statement: Rows = select(Task.id, TaskVersion.printed, Plan.language, TaskTitle.language, TaskTitle.title)
    return (
        statement.join(TaskVersion, TaskVersion.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(TaskTitle, TaskTitle.task_id == Task.id)
        .where(Task.id.in_(task_ids), _newest())
    )


def agency_names(ids: Sequence[UUID]) -> Rows:
    """(agency, language, name)."""
    statement: Rows = select(AgencyName.agency_id, AgencyName.language, AgencyName.name)
    return statement.where(AgencyName.agency_id.in_(ids))


def all_tasks() -> Select[UUID]:
    """Ids of all tasks that plans have now."""
    return (
        select(Task.id)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .where(_newest(), ~TaskVersion.withdrawn)
        .order_by(Task.created_at, Task.id)
    )


def all_reports() -> Select[UUID]:
    """Ids of all reports of which something was accepted."""
    return select(Report.id).where(_accepted()).order_by(Report.id)


def tasks_of_plan(plan: UUID) -> Select[UUID]:
    return select(Task.id).where(Task.plan_id == plan)


def reports_on(task: UUID) -> Select[UUID]:
    return select(Report.id).where(Report.task_id == task, _accepted())


def tasks_of_agency(code: str) -> Select[UUID]:
    """Tasks in which an agency has, or had, a role."""
    return (
        select(TaskVersion.task_id)
        .join(Assignment, Assignment.version_id == TaskVersion.id)
        .join(Agency, Agency.id == Assignment.agency_id)
        .where(Agency.code == code)
        .distinct()
    )


def reports_of_agency(code: str) -> Select[UUID]:
    return select(Report.id).join(Agency, Agency.id == Report.agency_id).where(Agency.code == code, _accepted())


def _accepted() -> Any:
    return select(ReportStep.id).where(ReportStep.report_id == Report.id, ReportStep.state == "accepted").exists()
