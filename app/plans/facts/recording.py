"""What was recorded of a plan by an instant: steps of reports, statements on tasks, extensions. One statement each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.versions import among
from app.plans.rules.facts import Extension, Key, ReportFact, ReportStep, TaskStateFact

#: Names one edition of a report: task, period, agency, edition.
Edition = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Filed:
    """A step of a report and the revision that it was about; ``report`` is the row that names the report."""

    step: ReportStep
    report: UUID
    revision: UUID


def filed_steps(
    session: Session, plan: models.Plan, known_at: datetime, numbers: Collection[str] | None
) -> dict[Edition, list[Filed]]:
    """The steps of each edition of a report; ``numbers`` are those of the tasks to look at (None: all)."""
    step = models.ReportStep
    found: dict[Edition, list[Filed]] = {}
    rows = session.execute(_steps(plan, known_at, numbers).add_columns(step.report_id, step.revision_id))
    for task, period, agency, edition, state, on, recorded_at, report_id, revision_id in rows:
        filed = Filed(ReportStep(state, on, recorded_at), report_id, revision_id)
        found.setdefault((task, period, agency, edition), []).append(filed)
    return found


def reports_of(
    session: Session,
    plan: models.Plan,
    known_at: datetime,
    numbers: Collection[str] | None,
    reporters: Collection[str] | None,
    *,
    accepted: bool = False,
) -> tuple[ReportFact, ...]:
    """The reports of these agencies (None: of all), without the revisions that their steps were about.

    ``accepted``: of their steps the acceptances alone, and reports without one not at all.
    """
    statement = _steps(plan, known_at, numbers)
    if reporters is not None:
        statement = statement.where(among(Agency.code, reporters))
    if accepted:
        statement = statement.where(models.ReportStep.state == "accepted")
    found: dict[Edition, list[ReportStep]] = {}
    for task, period, agency, edition, state, on, recorded_at in session.execute(statement):
        found.setdefault((task, period, agency, edition), []).append(ReportStep(state, on, recorded_at))
    return tuple(
        ReportFact(task, period, agency, tuple(steps), edition) for (task, period, agency, edition), steps in found.items()
    )


def _steps(plan: models.Plan, known_at: datetime, numbers: Collection[str] | None) -> Select[*tuple[Any, ...]]:
    step, report = models.ReportStep, models.Report
    statement: Select[*tuple[Any, ...]] = (
        select(models.Task.number, report.period, Agency.code, step.edition, step.state, step.on, step.recorded_at)
        .join(report, report.id == step.report_id)
        .join(models.Task, models.Task.id == report.task_id)
        .join(Agency, Agency.id == report.agency_id)
        # A contribution of a coordinating agency meets no duty; a draft that was discarded was there until then.
        .where(models.Task.plan_id == plan.id, step.recorded_at <= known_at, report.role == "lead")
        .where(or_(report.discarded_at.is_(None), report.discarded_at > known_at))
    )
    return statement if numbers is None else statement.where(among(models.Task.number, numbers))


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
        statement = statement.where(among(models.Task.number, numbers))
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
        statement = statement.where(among(models.Task.number, numbers))
    return tuple(
        Extension(Key(task, period, owed_as), new_due, reason, recorded_at)
        for task, period, owed_as, new_due, reason, recorded_at in session.execute(statement)
    )
