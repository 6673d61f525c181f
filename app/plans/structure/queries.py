"""Statements on the structure of plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import selectinload

from app.agencies.models import Agency
from app.plans.models import Assignment, Group, Passage, Plan, Task, TaskVersion

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """How plans are looked at: languages in order of preference."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """What a list of tasks is narrowed to; everything given must hold. ``agency`` has the role, or any when none is given."""

    group: str | None = None
    agency: str | None = None
    role: str | None = None
    year: int | None = None


def plans(after: Sequence[Any] | None, limit: int) -> Select[Plan]:
    """A page of plans, the latest issued first, and one more when there is a next page. ``after`` is (first year, code)."""
    statement = select(Plan).options(selectinload(Plan.titles)).order_by(Plan.first_year.desc(), Plan.code.desc())
    if after is not None:
        statement = statement.where(tuple_(Plan.first_year, Plan.code) < tuple_(*after))
    return statement.limit(limit + 1)


def count_plans() -> Select[int]:
    return select(func.count()).select_from(Plan)


def plan(code: str) -> Select[Plan]:
    """A plan with its titles."""
    return select(Plan).where(Plan.code == code).options(selectinload(Plan.titles)).execution_options(populate_existing=True)


def passages(plan_id: UUID) -> Select[Passage]:
    """What a plan prints beside its tasks, in its order, with everything attached."""
    return (
        select(Passage)
        .where(Passage.plan_id == plan_id)
        .order_by(Passage.position)
        .options(selectinload(Passage.texts), selectinload(Passage.agencies), selectinload(Passage.tasks))
        .execution_options(populate_existing=True)
    )


def groups(plan_id: UUID) -> Select[Group]:
    """Groups of tasks, with their titles."""
    return (
        select(Group)
        .where(Group.plan_id == plan_id)
        .order_by(Group.position)
        .options(selectinload(Group.titles))
        .execution_options(populate_existing=True)
    )


def present_versions() -> Select[UUID]:
    """Ids of the newest version of every task, withdrawn ones among them."""
    return select(TaskVersion.id).ext(distinct_on(TaskVersion.task_id)).order_by(TaskVersion.task_id, TaskVersion.number.desc())


def _present() -> ColumnElement[bool]:
    newest = select(func.max(TaskVersion.number)).where(TaskVersion.task_id == Task.id).correlate(Task).scalar_subquery()
    return TaskVersion.number == newest


def _holding(plan_id: UUID, filters: TaskFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Task.plan_id == plan_id, ~TaskVersion.withdrawn]
    if filters.group is not None:
        conditions.append(Group.key == filters.group)
    if filters.agency is not None or filters.role is not None:
        assigned = (
            select(Assignment.version_id)
            .join(Agency, Agency.id == Assignment.agency_id)
            .where(Assignment.version_id == TaskVersion.id)
            .correlate(TaskVersion)
        )
        if filters.agency is not None:
            assigned = assigned.where(Agency.code == filters.agency)
        if filters.role is not None:
            assigned = assigned.where(Assignment.role == filters.role)
        conditions.append(assigned.exists())
    if filters.year is not None:
        conditions.append(or_(TaskVersion.first_year.is_(None), TaskVersion.first_year <= filters.year))
        conditions.append(or_(TaskVersion.last_year.is_(None), TaskVersion.last_year >= filters.year))
    return conditions


def tasks(plan_id: UUID, filters: TaskFilters, after: Sequence[Any] | None, limit: int) -> Rows:
    """(Task, TaskVersion, group's key): a page in the plan's order, and one more when there is a next page."""
    statement: Rows = (
        select(Task, TaskVersion, Group.key)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .join(Group, Group.id == TaskVersion.group_id)
        .where(_present(), *_holding(plan_id, filters))
        .order_by(Task.position, Task.number)
        .options(selectinload(Task.titles), selectinload(TaskVersion.assignments))
        .execution_options(populate_existing=True)
    )
    if after is not None:
        statement = statement.where(tuple_(Task.position, Task.number) > tuple_(*after))
    return statement.limit(limit + 1)


def count_tasks(plan_id: UUID, filters: TaskFilters) -> Select[int]:
    return (
        select(func.count())
        .select_from(Task)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .join(Group, Group.id == TaskVersion.group_id)
        .where(_present(), *_holding(plan_id, filters))
    )


def numbers(plan_id: UUID) -> Rows:
    """(group id, task number) of the tasks that a plan has now, in its order."""
    return (
        select(TaskVersion.group_id, Task.number)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .where(_present(), Task.plan_id == plan_id, ~TaskVersion.withdrawn)
        .order_by(Task.position, Task.number)
    )


def task(plan_id: UUID, number: str) -> Select[Task]:
    """A task with titles and all its versions."""
    return (
        select(Task)
        .where(Task.plan_id == plan_id, Task.number == number)
        .options(selectinload(Task.titles), selectinload(Task.versions).selectinload(TaskVersion.assignments))
        .execution_options(populate_existing=True)
    )


def agencies_of(ids: set[UUID]) -> Rows:
    """(id, type, enumerable) of agencies, to tell bodies from classes."""
    return select(Agency.id, Agency.type, Agency.enumerable).where(Agency.id.in_(ids))


def plans_before(plan_id: UUID) -> Select[UUID]:
    """Ids of a plan and of all that it continues, directly or through others."""
    reached = select(Plan.id, Plan.predecessor_id).where(Plan.id == plan_id).cte("reached", recursive=True)
    reached = reached.union(select(Plan.id, Plan.predecessor_id).join(reached, Plan.id == reached.c.predecessor_id))
    return select(reached.c.id)


def tasks_before(task_id: UUID) -> Select[UUID]:
    """Ids of a task and of all that it succeeds now, directly or through others."""
    newest = (
        select(TaskVersion.task_id, TaskVersion.succeeds_id)
        .ext(distinct_on(TaskVersion.task_id))
        .order_by(TaskVersion.task_id, TaskVersion.number.desc())
        .subquery()
    )
    reached = select(Task.id.label("id")).where(Task.id == task_id).cte("reached", recursive=True)
    reached = reached.union(
        select(newest.c.succeeds_id).join(reached, newest.c.task_id == reached.c.id).where(newest.c.succeeds_id.is_not(None))
    )
    return select(reached.c.id)


def named(ids: set[UUID]) -> Rows:
    """(id, plan's code, number) of tasks."""
    return select(Task.id, Plan.code, Task.number).join(Plan, Plan.id == Task.plan_id).where(Task.id.in_(ids))


def succeeding(task_id: UUID) -> Rows:
    """(plan's code, number) of the tasks that succeed one now."""
    return (
        select(Plan.code, Task.number)
        .join(Task, Task.plan_id == Plan.id)
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .where(_present(), TaskVersion.succeeds_id == task_id, ~TaskVersion.withdrawn)
        .order_by(Plan.first_year, Plan.code, Task.position)
    )
