"""Statements on what files say beside figures: tasks as they were known, accepted accounts with their evidence, the last instant."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import joinedload, selectinload

from app.agencies.models import Agency
from app.plans import facts, models

Rows = Select[*tuple[Any, ...]]


def versions(plan: models.Plan, known_at: datetime) -> Select[models.TaskVersion]:
    """Each task as it was known, with its title in other languages and who has a role."""
    return facts.task_versions(plan, known_at).options(
        joinedload(models.TaskVersion.task).selectinload(models.Task.titles),
        selectinload(models.TaskVersion.assignments).joinedload(models.Assignment.agency),
    )


def accepted(plan: models.Plan, as_of: date, known_at: datetime) -> Subquery:
    """Of each report the revision that was accepted last, as was true on a day and known at an instant.

    (report_id, task, position, period, period_last, agency, language, edition, on, revision_id, number). Contributions of agencies
    that coordinate are among them: they meet no duty, and say what was done.
    """
    step, report, revision, task = models.ReportStep, models.Report, models.ReportRevision, models.Task
    return (
        select(
            report.id.label("report_id"),
            task.number.label("task"),
            task.position,
            report.period,
            report.period_last,
            Agency.code.label("agency"),
            report.language,
            step.edition,
            step.on,
            step.revision_id,
            revision.number,
        )
        .ext(distinct_on(report.id))
        .join(step, step.report_id == report.id)
        .join(revision, revision.id == step.revision_id)
        .join(task, task.id == report.task_id)
        .join(Agency, Agency.id == report.agency_id)
        .where(task.plan_id == plan.id, step.state == "accepted", step.on <= as_of, step.recorded_at <= known_at)
        .order_by(report.id, step.on.desc(), step.recorded_at.desc(), step.edition.desc())
        .subquery("accepted")
    )


def texts(of: Subquery, known_at: datetime) -> Rows:
    """(report_id, language, narrative): of each language the newest that was made from what was accepted, or before."""
    revision, text = models.ReportRevision, models.ReportText
    statement: Rows = select(of.c.report_id, text.language, text.narrative).ext(distinct_on(of.c.report_id, text.language))
    return (
        statement.join(revision, revision.report_id == of.c.report_id)
        .join(text, text.revision_id == revision.id)
        .where(revision.number <= of.c.number, text.recorded_at <= known_at)
        .order_by(of.c.report_id, text.language, revision.number.desc(), text.number.desc())
    )


def evidence(of: Subquery) -> Rows:
    """(report_id, document_id) of what was accepted, in the order in which the report names it."""
    one = models.Evidence
    statement: Rows = select(of.c.report_id, one.document_id)
    return statement.join(one, one.revision_id == of.c.revision_id).order_by(of.c.report_id, one.position)


def last_holidays(until: datetime) -> Select[datetime | None]:
    """When holidays were loaded last."""
    return select(func.max(models.HolidayYear.recorded_at)).where(models.HolidayYear.recorded_at <= until)
