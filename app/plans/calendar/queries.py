"""Statements on rules, holidays, extensions and closings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import selectinload

from app.agencies.models import Agency
from app.plans.facts.versions import in_print
from app.plans.models import Extension, HolidayYear, Plan, Report, ReportingRule, ReportingRuleTask, ReportStep, Task

Rows = Select[*tuple[Any, ...]]
_LOADED = (selectinload(ReportingRule.labels), selectinload(ReportingRule.tasks).joinedload(ReportingRuleTask.task))


def rules(plan: Plan, known_at: datetime) -> Select[ReportingRule]:
    """Of every rule the version that was known: what the plan prints since it was in print, the rest since it was recorded."""
    known = case((ReportingRule.source == "plan", in_print(plan, known_at)), else_=known_at)
    there = (
        select(ReportingRule.id)
        .ext(distinct_on(ReportingRule.code))
        .where(ReportingRule.plan_id == plan.id, ReportingRule.recorded_at <= known)
        .order_by(ReportingRule.code, ReportingRule.number.desc())
        .subquery()
    )
    return (
        select(ReportingRule)
        .where(ReportingRule.id.in_(select(there.c.id)))
        .order_by(ReportingRule.source.desc(), ReportingRule.code)
        .options(*_LOADED)
    )


def rule(plan_id: UUID, code: str) -> Select[ReportingRule]:
    """The newest version of a rule."""
    statement = select(ReportingRule).where(ReportingRule.plan_id == plan_id, ReportingRule.code == code)
    return statement.order_by(ReportingRule.number.desc()).limit(1).options(*_LOADED)


def holiday_years() -> Select[HolidayYear]:
    """Of every year that was loaded the version that counts, with its days."""
    newest_versions = (
        select(HolidayYear.id).ext(distinct_on(HolidayYear.year)).order_by(HolidayYear.year, HolidayYear.number.desc()).subquery()
    )
    return (
        select(HolidayYear)
        .where(HolidayYear.id.in_(select(newest_versions.c.id)))
        .order_by(HolidayYear.year)
        .options(selectinload(HolidayYear.days))
    )


def extensions(plan_id: UUID, owed_as: Sequence[str] | None, task: str | None, period: str | None, after: str | None) -> Rows:
    """(extension, task's number) newest first, to be limited; ``owed_as`` narrows to these bodies, ``after`` is the last id shown."""
    statement: Rows = (
        select(Extension, Task.number)
        .join(Task, Task.id == Extension.task_id)
        .where(Task.plan_id == plan_id)
        .order_by(Extension.id.desc())
    )
    if owed_as is not None:
        statement = statement.where(Extension.owed_as_id.in_(select(Agency.id).where(Agency.code.in_(owed_as))))
    if task is not None:
        statement = statement.where(Task.number == task)
    if period is not None:
        statement = statement.where(Extension.period == period)
    if after is not None:
        statement = statement.where(Extension.id < UUID(after))
    return statement


def undecided(plan: Plan, period: str) -> Select[int]:
    """How many reports on a period are submitted, and neither accepted nor returned."""
    last = (
        select(ReportStep.state)
        .where(ReportStep.report_id == Report.id)
        .order_by(ReportStep.number.desc())
        .limit(1)
        .correlate(Report)
        .scalar_subquery()
    )
    return (
        select(func.count())
        .select_from(Report)
        .join(Task, Task.id == Report.task_id)
        .where(Task.plan_id == plan.id, Report.period == period, Report.discarded_at.is_(None), last == "submitted")
    )
