"""What was stated, granted and closed."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plans.models import Extension, PeriodClosing, Plan, Task, TaskStatement
from app.transfer.exporting.around import Around, recorded
from app.transfer.records.history import ClosingRecord, ExtensionRecord, StatementRecord


def statements(session: Session, plan: Plan, around: Around) -> Iterator[StatementRecord]:
    """What was stated of tasks."""
    one = TaskStatement
    for row in session.scalars(_of_tasks(one, plan).order_by(one.recorded_at, Task.position, one.on, one.state, one.evidence)):
        told: dict[str, Any] = {"state": row.state}
        yield StatementRecord.model_construct(
            record="statement",
            task=around.task(row.task_id),
            **told,
            on=row.on,
            evidence=row.evidence,
            document=around.document(row.document_id),
            eid=row.eid,
            **recorded(row),
        )


def extensions(session: Session, plan: Plan, around: Around) -> Iterator[ExtensionRecord]:
    """More time that was granted."""
    one = Extension
    for row in session.scalars(
        _of_tasks(one, plan).order_by(one.recorded_at, Task.position, one.period, one.new_due, one.reason)
    ):
        yield ExtensionRecord.model_construct(
            record="extension",
            task=around.task(row.task_id),
            period=row.period,
            owed_as=around.agencies[row.owed_as_id],
            new_due=row.new_due,
            reason=row.reason,
            granted_by=row.granted_by,
            document=around.document(row.document_id),
            **recorded(row),
        )


def closings(session: Session, plan: Plan, around: Around) -> Iterator[ClosingRecord]:
    """Periods that were closed, and opened again."""
    one = PeriodClosing
    for row in session.scalars(select(one).where(one.plan_id == plan.id).order_by(one.recorded_at, one.period, one.number)):
        yield ClosingRecord.model_construct(
            record="closing", period=row.period, closed=row.closed, reason=row.reason, **recorded(row)
        )


def _of_tasks(model: Any, plan: Plan) -> Any:
    return select(model).join(Task, Task.id == model.task_id).where(Task.plan_id == plan.id)
