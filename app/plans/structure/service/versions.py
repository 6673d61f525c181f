"""Versions of tasks: append-only, each whole, with its assignments."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic_core import PydanticCustomError
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.core import clock
from app.core.actor import Actor
from app.plans.models import Assignment, Group, Plan, Task, TaskVersion
from app.plans.rules.timeframes import Timeframe, parse
from app.plans.structure import queries
from app.plans.structure.errors import (
    AssignmentTwice,
    TaskCycle,
    TaskWithoutLead,
    TimeframeReversed,
    TimeframeUnreadable,
    UnknownGroup,
    UnknownTask,
)
from app.plans.structure.schemas.incoming import NewAssignment, NewTask, TaskChange, TaskReference
from app.plans.structure.service.records import agency_ids, notes_of, one_at_a_time

#: What makes a version: a change of one of these is a new one.
VERSIONED = {
    "group", "printed", "timeframe_printed", "leads_printed", "coordinating_printed", "assignments", "succeeds", "notes", "withdrawn"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Assigned:
    agency_id: UUID
    role: str
    printed: str


def latest_version(session: Session, task_id: UUID) -> TaskVersion:
    """The newest version of a task, with its assignments."""
    return session.scalars(
        select(TaskVersion)
        .where(TaskVersion.task_id == task_id)
        .order_by(TaskVersion.number.desc())
        .limit(1)
        .options(selectinload(TaskVersion.assignments))
    ).one()


def first_version(session: Session, actor: Actor, plan: Plan, task: Task, new: NewTask, offered: Sequence[str]) -> None:
    """What a new task says."""
    frame = _timeframe(new.timeframe_printed, plan)
    version = TaskVersion(
        task_id=task.id,
        number=1,
        group_id=_group(session, plan.id, new.group),
        printed=new.printed,
        timeframe_printed=new.timeframe_printed,
        timeframe_kind=frame.kind,
        first_year=frame.first,
        last_year=frame.last,
        leads_printed=new.leads_printed,
        coordinating_printed=new.coordinating_printed,
        succeeds_id=_succeeded(session, plan.code, task, new.succeeds),
        notes=notes_of(new.notes, offered),
        withdrawn=False,
        recorded_at=task.created_at,
        recorded_by=actor.name,
    )
    session.add(version)
    _assign(session, version, _assigned(session, new.assignments))


def next_version(session: Session, actor: Actor, plan: Plan, task: Task, wanted: TaskChange, offered: Sequence[str]) -> None:
    """What a task says from now on: what is wanted, and the rest as it was."""
    before = latest_version(session, task.id)
    given = wanted.model_fields_set
    told: dict[str, Any] = {
        name: getattr(wanted if name in given else before, name)
        for name in ("printed", "timeframe_printed", "leads_printed", "coordinating_printed", "withdrawn")
    }
    if "timeframe_printed" in given:
        frame = _timeframe(told["timeframe_printed"], plan)
        told |= {"timeframe_kind": frame.kind, "first_year": frame.first, "last_year": frame.last}
    else:
        told |= {name: getattr(before, name) for name in ("timeframe_kind", "first_year", "last_year")}
    version = TaskVersion(
        task_id=task.id,
        number=before.number + 1,
        group_id=before.group_id if wanted.group is None else _group(session, plan.id, wanted.group),
        succeeds_id=_succeeded(session, plan.code, task, wanted.succeeds) if "succeeds" in given else before.succeeds_id,
        notes=before.notes if wanted.notes is None else notes_of(wanted.notes, offered),
        reason=wanted.reason,
        recorded_at=clock.now(),
        recorded_by=actor.name,
        **told,
    )
    session.add(version)
    if wanted.assignments is None:
        _assign(session, version, [_Assigned(one.agency_id, one.role, one.printed) for one in before.assignments])
    else:
        _assign(session, version, _assigned(session, wanted.assignments))


def _timeframe(printed: str, plan: Plan) -> Timeframe:
    try:
        return parse(printed, plan.first_year, plan.last_year)
    except PydanticCustomError as mistake:
        refusal = TimeframeReversed if mistake.type == "timeframe_reversed" else TimeframeUnreadable
        raise refusal(pointer="/timeframe_printed") from None


def _group(session: Session, plan_id: UUID, key: str) -> UUID:
    found = session.scalar(select(Group.id).where(Group.plan_id == plan_id, Group.key == key))
    if found is None:
        raise UnknownGroup(group=key, pointer="/group")
    return found


def _assigned(session: Session, wanted: Sequence[NewAssignment]) -> list[_Assigned]:
    """The assignments, leads first; each agency has a role once, and somebody leads."""
    ids = agency_ids(session, ((one.agency, f"/assignments/{place}/agency") for place, one in enumerate(wanted)))
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(wanted):
        if (one.agency, one.role) in seen:
            raise AssignmentTwice(agency=one.agency, pointer=f"/assignments/{place}")
        seen.add((one.agency, one.role))
    if not any(one.role == "lead" for one in wanted):
        raise TaskWithoutLead(pointer="/assignments")
    ordered = sorted(wanted, key=lambda one: one.role != "lead")
    return [_Assigned(ids[one.agency], one.role, one.printed) for one in ordered]


def _assign(session: Session, version: TaskVersion, assigned: Sequence[_Assigned]) -> None:
    session.flush()
    session.add_all(
        Assignment(version_id=version.id, agency_id=one.agency_id, role=one.role, printed=one.printed, position=place)
        for place, one in enumerate(assigned)
    )


def _succeeded(session: Session, code: str, task: Task, wanted: TaskReference | None) -> UUID | None:
    if wanted is None:
        return None
    one_at_a_time(session)
    found = session.scalar(
        select(Task.id).join(Plan, Plan.id == Task.plan_id).where(Plan.code == wanted.plan, Task.number == wanted.number)
    )
    if found is None:
        raise UnknownTask(plan=wanted.plan, task=wanted.number, pointer="/succeeds")
    if task.id in session.scalars(queries.tasks_before(found)):
        named = f"{wanted.plan}/{wanted.number}"
        raise TaskCycle(task=f"{code}/{task.number}", predecessor=named, pointer="/succeeds")
    return found
