"""What a plan asks, as it was known at an instant: its tasks with who leads them, and its reporting rules."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, case, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, selectinload

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.versions import among, in_print
from app.plans.rules.periods import DayOfYear, Due, FixedDay, ReportingRule, WorkingDaysAfter
from app.plans.rules.structure import PlannedTask
from app.plans.rules.timeframes import Timeframe


def task_versions(plan: models.Plan, known_at: datetime) -> Select[models.TaskVersion]:
    """Of every task of a plan the version that was known at an instant; one that says that the task is withdrawn among them."""
    return (
        select(models.TaskVersion)
        .ext(distinct_on(models.TaskVersion.task_id))
        .join(models.Task, models.Task.id == models.TaskVersion.task_id)
        .where(models.Task.plan_id == plan.id, models.TaskVersion.recorded_at <= in_print(plan, known_at))
        .order_by(models.TaskVersion.task_id, models.TaskVersion.number.desc())
    )


def numbers(session: Session, plan: models.Plan, known_at: datetime, *, led_by: Collection[str] | None = None) -> list[str]:
    """The numbers of the tasks that the plan had, as was known at an instant, in its order; ``led_by`` by one of these. One statement."""
    versions = task_versions(plan, known_at).subquery()
    statement = (
        select(models.Task.number)
        .join(versions, versions.c.task_id == models.Task.id)
        .where(~versions.c.withdrawn)
        .order_by(models.Task.position, models.Task.number)
    )
    if led_by is not None:
        leading = (
            select(models.Assignment.version_id)
            .join(Agency, Agency.id == models.Assignment.agency_id)
            .where(models.Assignment.role == "lead", among(Agency.code, led_by))
        )
        statement = statement.where(versions.c.id.in_(leading))
    return list(session.scalars(statement))


def planned(
    session: Session, plan: models.Plan, known_at: datetime, *, only: Collection[str] | None = None
) -> tuple[PlannedTask, ...]:
    """The tasks that the plan had, as was known at an instant, in the plan's order. Two statements."""
    chosen = task_versions(plan, known_at)
    versions = (chosen if only is None else chosen.where(among(models.Task.number, only))).subquery()
    columns = (
        versions.c.id,
        versions.c.timeframe_kind,
        versions.c.first_year,
        versions.c.last_year,
        versions.c.timeframe_printed,
    )
    rows = session.execute(
        select(*columns, models.Task.number.label("task"), models.Group.key)
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
    return tuple(as_rule(one) for one in rule_versions(session, plan, known_at))


def rule_versions(session: Session, plan: models.Plan, known_at: datetime) -> list[models.ReportingRule]:
    """The same as rows, with their tasks. Two statements."""
    rule = models.ReportingRule
    known = case((rule.source == "plan", in_print(plan, known_at)), else_=known_at)
    found = session.scalars(
        select(rule)
        .ext(distinct_on(rule.code))
        .where(rule.plan_id == plan.id, rule.recorded_at <= known)
        .order_by(rule.code, rule.number.desc())
        .options(selectinload(rule.tasks).joinedload(models.ReportingRuleTask.task))
    )
    return [one for one in found if not one.withdrawn]


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
