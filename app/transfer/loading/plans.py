"""Loading plans: each after those that it continues, part by part, only where something differs."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core import clock
from app.core.actor import Actor
from app.plans.models import Plan, Task
from app.plans.structure import service
from app.plans.structure.schemas.incoming import TaskChange
from app.transfer import exporting
from app.transfer.errors import Fault, FaultyFiles
from app.transfer.loading.outcome import Outcome, Unloadable, others_worked_on, placed
from app.transfer.reading import Read
from app.transfer.records import PlanRecord

#: Subjects of the audit record whose ids begin with a plan's code.
PARTS = ("task", "indicator", "rule")


def load(
    session: Session, actor: Actor, read: Sequence[Read[PlanRecord]], offered: Sequence[str], outcome: Outcome, *, keep: bool
) -> None:
    """Plans with everything that they print."""
    if not read:
        return
    present = exporting.plans(session)
    documents = {key: id for id, key in exporting.keys(session).items()}
    for one in in_order(read):
        record, there = one.record, present.get(one.record.code)
        # A plan comes with everything that it prints in one moment: none of it was known before the rest.
        with placed(one.place), clock.frozen(clock.now()):
            if there is None:
                service.create(session, actor, record.new(documents), offered)
                _settle(session, actor, one, None, documents, offered)
                outcome.created += 1
            elif plain(there) == plain(record):
                outcome.unchanged += 1
            elif keep and _others_worked_on(session, actor, record.code):
                outcome.kept.append(record.code)
            elif there.language != record.language:
                raise Unloadable("language", f"The plan is printed in {there.language}, which stays.")
            else:
                if there.itself() != record.itself():
                    service.change(session, actor, record.code, None, record.change(documents), offered)
                _settle(session, actor, one, there, documents, offered)
                outcome.changed += 1


def plain(value: Any) -> Any:
    """What two records are compared by. Numbers are equal however many zeros they are written with; the order of languages says
    nothing, nor does that of coordinating agencies before leads, or of codes that are a set.
    """
    if isinstance(value, BaseModel):
        return plain(value.model_dump())
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if not isinstance(value, list):
        return value
    told = [plain(one) for one in value]
    return sorted(told, key=lambda one: (one.get("language", ""), one.get("role") == "coordinating")) if _tagged(told) else told


def _tagged(told: Sequence[Any]) -> bool:
    return all(isinstance(one, dict) and ("language" in one or "role" in one) for one in told)


def _settle(
    session: Session,
    actor: Actor,
    one: Read[PlanRecord],
    there: PlanRecord | None,
    documents: Mapping[str, UUID],
    offered: Sequence[str],
) -> None:
    """Groups, tasks, passages, indicators and rules, in this order: each may name what came before."""
    record = one.record
    plan = session.scalars(select(Plan).where(Plan.code == record.code)).one()
    groups = {} if there is None else {some.key: some for some in there.groups}
    for group in record.groups:
        if group.key not in groups:
            service.add_group(session, actor, record.code, group.new(), offered)
        elif plain(groups[group.key]) != plain(group):
            service.change_group(session, actor, record.code, group.key, None, group.change(), offered)
    _tasks(session, actor, one, there, plan.id, offered)
    if plain(there.passages if there else []) != plain(record.passages):
        service.set_passages(session, actor, record.code, None, record.printed_passages(documents), offered)
    indicators = {} if there is None else {some.code: some for some in there.indicators}
    for indicator in record.indicators:
        if plain(indicators.get(indicator.code)) != plain(indicator):
            service.set_indicator(session, actor, plan, indicator.wanted(), offered)
    rules = {} if there is None else {some.code: some for some in there.rules}
    for rule in record.rules:
        if plain(rules.get(rule.code)) != plain(rule):
            service.set_rule(session, actor, plan, rule, offered)


def _tasks(
    session: Session, actor: Actor, one: Read[PlanRecord], there: PlanRecord | None, plan_id: UUID, offered: Sequence[str]
) -> None:
    record, reason = one.record, f"Loaded from {one.place.file}"
    had = {} if there is None else {some.number: some for some in there.tasks}
    ever = set(session.scalars(select(Task.number).where(Task.plan_id == plan_id)))
    for task in record.tasks:
        if task.number not in ever:
            service.add_task(session, actor, record.code, task.new(), offered)
        elif plain(had.get(task.number)) != plain(task):
            change = task.change(reason, had.get(task.number))
            service.change_task(session, actor, record.code, task.number, None, change, offered)
    for number in had.keys() - {task.number for task in record.tasks}:
        gone = TaskChange(withdrawn=True, reason=reason)
        service.change_task(session, actor, record.code, number, None, gone, offered)


def in_order(read: Sequence[Read[PlanRecord]]) -> list[Read[PlanRecord]]:
    """Plans such that each comes after those that it, or one of its tasks, continues."""
    done: list[Read[PlanRecord]] = []
    waiting = list(read)
    while waiting:
        names = {one.record.code for one in waiting}
        ready = [one for one in waiting if not one.record.names_plans() & names]
        if not ready:
            told = "Plans continue each other in a circle."
            raise FaultyFiles([Fault(one.place, "predecessor", told) for one in waiting])
        done += ready
        waiting = [one for one in waiting if one not in ready]
    return done


def _others_worked_on(session: Session, actor: Actor, code: str) -> bool:
    """Whether somebody else than ``actor`` has ever done something to the plan or to a part of it."""
    if others_worked_on(session, actor, "plan", code):
        return True
    acts = exists().where(
        AuditEntry.subject.in_(PARTS),
        AuditEntry.subject_id.startswith(f"{code}/", autoescape=True),
        or_(AuditEntry.actor != actor.name, AuditEntry.key_id.is_not(None)),
    )
    return bool(session.scalar(select(acts)))
