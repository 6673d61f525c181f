"""Reading tasks: the list, one with its history, and titles for those who show tasks elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.plans.models import Group, Passage, PassageTask, Plan, Task, TaskStatement, TaskVersion
from app.plans.structure import queries
from app.plans.structure.errors import TaskNotFound
from app.plans.structure.queries import TaskFilters, View
from app.plans.structure.schemas.outgoing import (
    SpokenView,
    StatementView,
    TaskMilestone,
    TaskReferenceView,
    TaskSummary,
    TaskVersionView,
    TaskView,
)
from app.plans.structure.service.reading import find
from app.plans.structure.service.showing import Names, assignments, names, note, timeframe, title_views, titled


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A page of tasks, the sort values to continue from (None on the last page), and how many there are, when counted."""

    items: list[TaskSummary]
    next: list[Any] | None
    total: int | None


def browse_tasks(
    session: Session, view: View, code: str, filters: TaskFilters, *, after: Sequence[Any] | None, limit: int, counted: bool
) -> Narrowed:
    """A page of the tasks that a plan has now, in its order."""
    plan = find(session, code)
    rows = session.execute(queries.tasks(plan.id, filters, after, limit)).all()
    known = names(session, view.order, _assigned([version for _, version, _ in rows]), classes=True)
    items = [TaskSummary(**_summary(plan, task, version, key, view, known)) for task, version, key in rows[:limit]]
    more = [rows[limit - 1][0].position, rows[limit - 1][0].number] if len(rows) > limit else None
    return Narrowed(items, more, session.scalar(queries.count_tasks(plan.id, filters)) if counted else None)


def show_task(session: Session, view: View, code: str, number: str) -> TaskView:
    """One task with its history. A task that was taken out of the plan is still shown, and says so."""
    plan = find(session, code)
    task = session.scalar(queries.task(plan.id, number))
    if task is None:
        raise TaskNotFound(number=number[:80])
    version = task.versions[-1]
    known = names(session, view.order, _assigned(task.versions), classes=True)
    keys = {one: other for one, other in session.execute(select(Group.id, Group.key).where(Group.plan_id == plan.id))}
    statements = session.scalars(
        select(TaskStatement)
        .where(TaskStatement.task_id == task.id)
        .order_by(TaskStatement.on.desc(), TaskStatement.recorded_at.desc())
        .limit(1000)
    )
    return TaskView(
        **_summary(plan, task, version, keys[version.group_id], view, known),
        withdrawn=version.withdrawn,
        titles=title_views(task.titles),
        succeeds=_reference(session, version.succeeds_id),
        succeeded_by=[TaskReferenceView(plan=of, number=other) for of, other in session.execute(queries.succeeding(task.id))],
        milestones=_milestones(session, task.id),
        statements=[_statement(one) for one in statements],
        versions=[_version(one, keys[one.group_id], known) for one in reversed(task.versions)][:1000],
    )


def labels_of_tasks(session: Session, view: View, plan: Plan, numbers: Sequence[str]) -> dict[str, SpokenView]:
    """The titles of these tasks of a plan, withdrawn ones too, in the reader's language. Two statements."""
    rows = session.execute(
        select(Task, TaskVersion.printed)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .where(Task.plan_id == plan.id, Task.number.in_(numbers))
        .order_by(TaskVersion.number)
        .options(selectinload(Task.titles))
    ).all()
    return {task.number: titled(view.order, plan.language, printed, task.titles) for task, printed in rows}


def _assigned(versions: Sequence[TaskVersion]) -> set[UUID]:
    return {one.agency_id for version in versions for one in version.assignments}


def _summary(plan: Plan, task: Task, version: TaskVersion, key: str, view: View, known: Names) -> dict[str, Any]:
    return {
        "plan": plan.code,
        "number": task.number,
        "group": key,
        "revision": task.revision,
        "title": titled(view.order, plan.language, version.printed, task.titles),
        "printed": version.printed,
        "timeframe": timeframe(version),
        "leads_printed": version.leads_printed,
        "coordinating_printed": version.coordinating_printed,
        "leads": assignments(version, "lead", known),
        "coordinating": assignments(version, "coordinating", known),
        "note": note(version.notes, view.order),
        "eid": task.eid,
    }


def _reference(session: Session, id: UUID | None) -> TaskReferenceView | None:
    if id is None:
        return None
    _, code, number = session.execute(queries.named({id})).one()
    return TaskReferenceView(plan=code, number=number)


def _milestones(session: Session, task_id: UUID) -> list[TaskMilestone]:
    rows = session.execute(
        select(Passage.eid, Passage.printed, Passage.first_year, Passage.last_year, PassageTask.wording)
        .join(PassageTask, PassageTask.passage_id == Passage.id)
        .where(PassageTask.task_id == task_id)
        .order_by(Passage.position)
    )
    return [TaskMilestone.model_validate(row) for row in rows.mappings()]


def _statement(one: TaskStatement) -> StatementView:
    told: dict[str, Any] = {"state": one.state}
    return StatementView(
        **told, on=one.on, evidence=one.evidence, document=one.document_id, eid=one.eid, recorded_at=one.recorded_at
    )


def _version(one: TaskVersion, key: str, known: Names) -> TaskVersionView:
    return TaskVersionView(
        number=one.number,
        recorded_at=one.recorded_at,
        reason=one.reason,
        withdrawn=one.withdrawn,
        group=key,
        printed=one.printed,
        timeframe=timeframe(one),
        leads=assignments(one, "lead", known),
        coordinating=assignments(one, "coordinating", known),
    )
