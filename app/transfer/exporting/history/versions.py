"""Versions of tasks, indicators and reporting rules, the withdrawn ones too."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.plans.models import Condition, Indicator, IndicatorVersion, Plan, ReportingRule, Task, TaskVersion
from app.transfer.exporting.around import Around, recorded
from app.transfer.exporting.plans import condition, expected, rule, task
from app.transfer.records.history import IndicatorVersionRecord, RuleVersionRecord, TaskVersionRecord


def tasks(session: Session, plan: Plan, around: Around) -> Iterator[TaskVersionRecord]:
    """Each version of each task, in the plan's order; the task's titles are the present ones."""
    rows = session.execute(
        select(Task, TaskVersion)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .where(Task.plan_id == plan.id)
        .order_by(Task.position, Task.number, TaskVersion.number)
        .options(selectinload(Task.titles), selectinload(TaskVersion.assignments))
        .execution_options(populate_existing=True)
    )
    for one, version in rows:
        told = dict(task(one, version, around.groups[version.group_id], around))
        yield TaskVersionRecord.model_construct(
            record="task", **told, withdrawn=version.withdrawn, reason=version.reason, **recorded(version)
        )


def indicators(session: Session, plan: Plan, around: Around) -> Iterator[IndicatorVersionRecord]:
    """Each version of each indicator, in the plan's order."""
    rows = session.scalars(
        select(IndicatorVersion)
        .join(Indicator, Indicator.id == IndicatorVersion.indicator_id)
        .where(Indicator.plan_id == plan.id)
        .order_by(Indicator.position, Indicator.code, IndicatorVersion.number)
        .options(
            selectinload(IndicatorVersion.conditions).selectinload(Condition.labels), selectinload(IndicatorVersion.expected)
        )
    )
    for one in rows:
        yield IndicatorVersionRecord.model_construct(
            record="indicator",
            code=around.indicators[one.indicator_id],
            expected=expected(one.expected, around) if one.expected_known else None,
            conditions=[condition(some) for some in one.conditions],
            reason=one.reason,
            **recorded(one),
        )


def rules(session: Session, plan: Plan, around: Around) -> Iterator[RuleVersionRecord]:
    """Each version of each reporting rule."""
    rows = session.scalars(
        select(ReportingRule)
        .where(ReportingRule.plan_id == plan.id)
        .order_by(ReportingRule.code, ReportingRule.number)
        .options(selectinload(ReportingRule.labels), selectinload(ReportingRule.tasks))
    )
    for one in rows:
        told: dict[str, Any] = dict(rule(one, around))
        yield RuleVersionRecord.model_construct(record="rule", **told, withdrawn=one.withdrawn, **recorded(one))
