"""Extensions: granted with reasons, never taken back but followed by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.plans import facts
from app.plans.calendar import policy, queries
from app.plans.calendar.errors import ExtensionTooEarly, NothingOwed
from app.plans.calendar.schemas.days import GrantedExtension, NewExtension
from app.plans.facts import periods
from app.plans.models import Extension, Plan, Task
from app.plans.rules.facts import Key
from app.plans.rules.obligations import Obligation, obligations
from app.plans.structure import service as structure
from app.plans.structure.errors import UnknownTask
from app.plans.structure.service.records import PLAN, agency_ids, check_documents
from app.plans.structure.service.showing import Names, names


@dataclass(frozen=True, slots=True)
class ListedExtensions:
    """A page, and the id to continue from (None on the last page)."""

    items: list[GrantedExtension]
    next: list[str] | None


def extend(session: Session, actor: Actor, order: Sequence[str], code: str, new: NewExtension, today: date) -> GrantedExtension:
    """Grant more time for one obligation."""
    policy.check_write(actor)
    plan = structure.find(session, code)
    period = periods.named(new.period)
    periods.check_open(session, plan, period.code)
    owed_as = agency_ids(session, [(new.owed_as, "/owed_as")])[new.owed_as]
    check_documents(session, [(new.document, "/document")])
    task = session.scalar(select(Task.id).where(Task.plan_id == plan.id, Task.number == new.task))
    if task is None:
        raise UnknownTask(plan=plan.code, task=new.task, pointer="/task")
    owed = _owed(session, plan, Key(new.task, period.code, new.owed_as), max(today, period.last))
    if new.new_due < owed.regular_due:
        raise ExtensionTooEarly(due=owed.regular_due, pointer="/new_due")
    row = Extension(
        task_id=task,
        period=period.code,
        owed_as_id=owed_as,
        new_due=new.new_due,
        reason=new.reason,
        granted_by=new.granted_by,
        document_id=new.document,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "extension.grant", row.id, task=new.task, period=period.code, owed_as=new.owed_as)
    outbox.announce(session, PLAN, plan.id)
    return _view(row, new.task, names(session, order, {owed_as}))


def browse_extensions(
    session: Session,
    actor: Actor,
    order: Sequence[str],
    code: str,
    task: str | None,
    period: str | None,
    *,
    today: date,
    after: Sequence[str] | None,
    limit: int,
) -> ListedExtensions:
    """Extensions, newest first. An agency sees those of duties that are, or were, its own."""
    plan = structure.find(session, code)
    mine = None if actor.staff else _passed_to(session, actor.agency or "", today)
    statement = queries.extensions(plan.id, mine, task, period, None if after is None else after[0])
    rows = session.execute(statement.limit(limit + 1)).all()
    known = names(session, order, {one.owed_as_id for one, _ in rows})
    items = [_view(one, number, known) for one, number in rows[:limit]]
    return ListedExtensions(items, [str(items[-1].id)] if len(rows) > limit else None)


def _view(one: Extension, task: str, known: Names) -> GrantedExtension:
    return GrantedExtension(
        id=one.id,
        task=task,
        period=one.period,
        owed_as=known.of(one.owed_as_id),
        new_due=one.new_due,
        reason=one.reason,
        granted_by=one.granted_by,
        document=one.document_id,
        recorded_at=one.recorded_at,
    )


def _owed(session: Session, plan: Plan, key: Key, until: date) -> Obligation:
    known = facts.known(session, plan, until, clock.now(), only={key.task})
    found = obligations(known.plan, known.tasks, known.rules, known.registry, known.holidays, (), until, until, known.known_at)
    for one in found:
        if one.key == key:
            return one
    raise NothingOwed(agency=key.owed_as, task=key.task, period=key.period, pointer="/owed_as")


def _passed_to(session: Session, agency: str, today: date) -> list[str]:
    """The agency, and all whose duties it holds today."""
    registry = facts.registry(session)
    return [code for code in {agency, *registry.steps} if any(heir.agency == agency for heir in registry.heirs(code, today))] or [
        agency
    ]
