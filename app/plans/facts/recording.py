"""What was recorded of a plan by an instant: steps of reports, statements on tasks, extensions. One statement each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import models
from app.plans.rules.facts import Extension, Key, ReportStep, TaskStateFact

#: Names one edition of a report: task, period, agency, edition.
Edition = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Filed:
    """A step of a report and the revision that it was about; ``report`` is the row that names the report."""

    step: ReportStep
    report: UUID
    revision: UUID


def filed_steps(
    session: Session,
    plan: models.Plan,
    known_at: datetime,
    numbers: Collection[str] | None,
    reporters: Collection[str] | None = None,
) -> dict[Edition, list[Filed]]:
    """The steps of each edition of a report; ``numbers`` are those of the tasks to look at, ``reporters`` agencies (None: all)."""
    step, report = models.ReportStep, models.Report
    statement = (
        select(
            models.Task.number.label("task"),
            report.period,
            Agency.code.label("agency"),
            step.edition,
            step.state,
            step.on,
            step.recorded_at,
            step.report_id,
            step.revision_id,
        )
        .join(report, report.id == step.report_id)
        .join(models.Task, models.Task.id == report.task_id)
        .join(Agency, Agency.id == report.agency_id)
        # A contribution of a coordinating agency meets no duty; a draft that was discarded was there until then.
        .where(models.Task.plan_id == plan.id, step.recorded_at <= known_at, report.role == "lead")
        .where(or_(report.discarded_at.is_(None), report.discarded_at > known_at))
    )
    if numbers is not None:
        statement = statement.where(models.Task.number.in_(numbers))
    if reporters is not None:
        statement = statement.where(Agency.code.in_(reporters))
    found: dict[Edition, list[Filed]] = {}
    for row in session.execute(statement):
        steps = found.setdefault((row.task, row.period, row.agency, row.edition), [])
        steps.append(Filed(ReportStep(row.state, row.on, row.recorded_at), row.report_id, row.revision_id))
    return found


def statements(
    session: Session, plan: models.Plan, known_at: datetime, numbers: Collection[str] | None
) -> tuple[TaskStateFact, ...]:
    """What was stated of tasks."""
    said = models.TaskStatement
    statement = (
        select(models.Task.number, said.state, said.on, said.recorded_at, said.evidence)
        .join(models.Task, models.Task.id == said.task_id)
        .where(models.Task.plan_id == plan.id, said.recorded_at <= known_at)
        .order_by(said.recorded_at, said.id)
    )
    if numbers is not None:
        statement = statement.where(models.Task.number.in_(numbers))
    return tuple(TaskStateFact(*row) for row in session.execute(statement))  # type: ignore[arg-type]


def extensions(session: Session, plan: models.Plan, known_at: datetime, numbers: Collection[str] | None) -> tuple[Extension, ...]:
    """More time that was given."""
    one = models.Extension
    statement = (
        select(models.Task.number, one.period, Agency.code, one.new_due, one.reason, one.recorded_at)
        .join(models.Task, models.Task.id == one.task_id)
        .join(Agency, Agency.id == one.owed_as_id)
        .where(models.Task.plan_id == plan.id, one.recorded_at <= known_at)
        .order_by(one.recorded_at, one.id)
    )
    if numbers is not None:
        statement = statement.where(models.Task.number.in_(numbers))
    return tuple(
        Extension(Key(task, period, owed_as), new_due, reason, recorded_at)
        for task, period, owed_as, new_due, reason, recorded_at in session.execute(statement)
    )
