"""A plan as it was known at an instant: tasks, leads, rules, and everything recorded."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, case, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, selectinload

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.registry import holidays, registry
from app.plans.facts.versions import in_print
from app.plans.rules.facts import Extension, Facts, Key, ReportFact, ReportStep, TaskStateFact
from app.plans.rules.periods import DayOfYear, Due, FixedDay, ReportingRule, WorkingDaysAfter
from app.plans.rules.registry import Registry
from app.plans.rules.structure import Plan, PlannedTask
from app.plans.rules.timeframes import Timeframe
from app.plans.rules.workdays import Holidays

#: Names one edition of a report: task, period, agency, edition.
Edition = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Filed:
    """A step of a report and the revision that it was about; ``report`` is the row that names the report."""

    step: ReportStep
    report: UUID
    revision: UUID


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a plan at ``known_at``, and the day ``as_of`` that is asked about. ``tasks`` are in the plan's order.

    ``filed`` holds the steps of each edition of a report, in no order.
    """

    plan: Plan
    as_of: date
    known_at: datetime
    tasks: tuple[PlannedTask, ...]
    rules: tuple[ReportingRule, ...]
    registry: Registry
    holidays: Holidays
    facts: Facts
    filed: dict[Edition, list[Filed]] = field(default_factory=dict)


def known(session: Session, plan: models.Plan, as_of: date, known_at: datetime, *, only: Collection[str] | None = None) -> Known:
    """Read what was known; ``only`` are the numbers of tasks to look at (None: all). The statements do not grow with the plan."""
    tasks = tuple(task for task in planned(session, plan, known_at) if only is None or task.number in only)
    numbers = None if only is None else [task.number for task in tasks]
    filed = _filed(session, plan, known_at, numbers)
    reports = tuple(
        ReportFact(task, period, agency, tuple(one.step for one in steps), edition)
        for (task, period, agency, edition), steps in sorted(filed.items())
    )
    return Known(
        Plan(plan.code, plan.first_year, plan.last_year),
        as_of,
        known_at,
        tasks,
        reporting_rules(session, plan, known_at),
        registry(session),
        holidays(session, known_at),
        Facts(
            reports=reports,
            statements=_statements(session, plan, known_at, numbers),
            extensions=_extensions(session, plan, known_at, numbers),
        ),
        filed,
    )


def task_versions(plan: models.Plan, known_at: datetime) -> Select[models.TaskVersion]:
    """Of every task of a plan the version that was known at an instant; one that says that the task is withdrawn among them."""
    return (
        select(models.TaskVersion)
        .ext(distinct_on(models.TaskVersion.task_id))
        .join(models.Task, models.Task.id == models.TaskVersion.task_id)
        .where(models.Task.plan_id == plan.id, models.TaskVersion.recorded_at <= in_print(plan, known_at))
        .order_by(models.TaskVersion.task_id, models.TaskVersion.number.desc())
    )


def planned(session: Session, plan: models.Plan, known_at: datetime) -> tuple[PlannedTask, ...]:
    """The tasks that the plan had, as was known at an instant, in the plan's order. Two statements."""
    versions = task_versions(plan, known_at).subquery()
    rows = session.execute(
        select(versions, models.Task.number.label("task"), models.Group.key)
        .join(models.Task, models.Task.id == versions.c.task_id)
        .join(models.Group, models.Group.id == versions.c.group_id)
        .where(~versions.c.withdrawn)
        .order_by(models.Task.position, models.Task.number)
    ).all()
    leads: dict[UUID, list[str]] = {}
    assigned = (
        select(models.Assignment.version_id, Agency.code)
        .join(Agency, Agency.id == models.Assignment.agency_id)
        .where(models.Assignment.version_id.in_(select(versions.c.id)), models.Assignment.role == "lead")
        .order_by(models.Assignment.position, Agency.code)
    )
    for version, code in session.execute(assigned):
        leads.setdefault(version, []).append(code)
    return tuple(
        PlannedTask(
            row.task,
            Timeframe(row.timeframe_kind, row.first_year, row.last_year, row.timeframe_printed),
            tuple(leads.get(row.id, ())),
            row.key,
        )
        for row in rows
    )


def reporting_rules(session: Session, plan: models.Plan, known_at: datetime) -> tuple[ReportingRule, ...]:
    """The reporting rules that were known: the plan's own since it was in print, the rest since they were recorded. Two statements."""
    rule = models.ReportingRule
    known = case((rule.source == "plan", in_print(plan, known_at)), else_=known_at)
    found = session.scalars(
        select(rule)
        .ext(distinct_on(rule.code))
        .where(rule.plan_id == plan.id, rule.recorded_at <= known)
        .order_by(rule.code, rule.number.desc())
        .options(selectinload(rule.tasks).joinedload(models.ReportingRuleTask.task))
    )
    return tuple(as_rule(one) for one in found if not one.withdrawn)


def as_rule(one: models.ReportingRule) -> ReportingRule:
    """A row as the rules take it; its tasks must be loaded."""
    return ReportingRule(
        one.code,
        one.source,  # type: ignore[arg-type]
        one.frequency,  # type: ignore[arg-type]
        _due(one),
        one.shift,  # type: ignore[arg-type]
        one.valid_from,
        one.valid_to,
        frozenset(some.task.number for some in one.tasks) or None,
        one.after_period,
    )


def _due(one: models.ReportingRule) -> Due:
    if one.due_on is not None:
        return FixedDay(one.due_on)
    if one.due_count is not None:
        return WorkingDaysAfter(one.due_count)
    assert one.due_month is not None
    assert one.due_day is not None
    return DayOfYear(one.due_month, one.due_day)


def _filed(
    session: Session, plan: models.Plan, known_at: datetime, numbers: Collection[str] | None
) -> dict[Edition, list[Filed]]:
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
    found: dict[Edition, list[Filed]] = {}
    for row in session.execute(statement):
        steps = found.setdefault((row.task, row.period, row.agency, row.edition), [])
        steps.append(Filed(ReportStep(row.state, row.on, row.recorded_at), row.report_id, row.revision_id))
    return found


def _statements(
    session: Session, plan: models.Plan, known_at: datetime, numbers: Collection[str] | None
) -> tuple[TaskStateFact, ...]:
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


def _extensions(
    session: Session, plan: models.Plan, known_at: datetime, numbers: Collection[str] | None
) -> tuple[Extension, ...]:
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
