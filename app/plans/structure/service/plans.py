"""Plans: new ones, and changes to what they say of themselves."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock, language
from app.core.actor import Actor
from app.plans.models import Plan, PlanTitle, Task
from app.plans.structure import policy, queries
from app.plans.structure.errors import PlanCodeTaken, PlanCycle, PlanYearsFixed, PlanYearsReversed, UnknownPlan
from app.plans.structure.schemas.fields import NewTitle
from app.plans.structure.schemas.incoming import NewPlan, PlanChange
from app.plans.structure.service.records import (
    PLAN,
    agency_ids,
    check_documents,
    notes_of,
    one_at_a_time,
    plan_changed,
    plan_to_change,
)
from app.plans.structure.service.titles import set_titles

_PLAIN = {"number", "printed_title", "source", "issued_on", "signer", "signed_as", "annex_title", "verified"}


def create(session: Session, actor: Actor, new: NewPlan, offered: Sequence[str]) -> Plan:
    """A new plan, without passages, groups and tasks. ``offered`` are the service's languages."""
    policy.check_write(actor)
    check_documents(session, [(new.document, "/document")])
    now = clock.now()
    plan = Plan(
        code=new.code,
        language=language.require(new.language, offered),
        issuer_id=agency_ids(session, [(new.issuer, "/issuer")])[new.issuer],
        first_year=new.first_year,
        last_year=new.last_year,
        document_id=new.document,
        notes=notes_of(new.notes, offered),
        titles=[],
        revision=1,
        created_at=now,
        created_by=actor.name,
        changed_at=now,
        **{name: getattr(new, name) for name in _PLAIN},
    )
    _check_years(plan)
    set_titles(plan.titles, _title, new.titles, offered)
    try:
        with session.begin_nested():
            session.add(plan)
            session.flush()
    except IntegrityError:
        raise PlanCodeTaken(code=new.code) from None
    if new.predecessor is not None:
        _continue(session, plan, new.predecessor)
    session.flush()
    audit.record(session, actor, "plan.create", plan.code, revision=plan.revision)
    outbox.announce(session, PLAN, plan.id)
    return plan


def change(session: Session, actor: Actor, code: str, expected: int | None, wanted: PlanChange, offered: Sequence[str]) -> Plan:
    """Change a plan made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, expected)
    given = wanted.model_fields_set
    for name in given & _PLAIN:
        setattr(plan, name, getattr(wanted, name))
    _change_years(session, plan, wanted)
    if wanted.issuer is not None:
        plan.issuer_id = agency_ids(session, [(wanted.issuer, "/issuer")])[wanted.issuer]
    if "document" in given:
        check_documents(session, [(wanted.document, "/document")])
        plan.document_id = wanted.document
    if wanted.titles is not None:
        set_titles(plan.titles, _title, wanted.titles, offered)
    if wanted.notes is not None:
        plan.notes = notes_of(wanted.notes, offered)
    if "predecessor" in given:
        _continue(session, plan, wanted.predecessor)
    plan_changed(session, actor, plan, "plan.change", fields=sorted(given))
    return plan


def _title(new: NewTitle, tag: str) -> PlanTitle:
    return PlanTitle(language=tag, title=new.title, official=new.official)


def _change_years(session: Session, plan: Plan, wanted: PlanChange) -> None:
    first = plan.first_year if wanted.first_year is None else wanted.first_year
    last = wanted.last_year if "last_year" in wanted.model_fields_set else plan.last_year
    if (first, last) == (plan.first_year, plan.last_year):
        return
    # Every answer ever given about a task was computed with the plan's years.
    if session.scalar(select(Task.id).where(Task.plan_id == plan.id).limit(1)) is not None:
        raise PlanYearsFixed
    plan.first_year, plan.last_year = first, last
    _check_years(plan)


def _check_years(plan: Plan) -> None:
    if plan.last_year is not None and plan.last_year < plan.first_year:
        raise PlanYearsReversed(pointer="/last_year")


def _continue(session: Session, plan: Plan, predecessor: str | None) -> None:
    if predecessor is None:
        plan.predecessor_id = None
        return
    one_at_a_time(session)
    found: UUID | None = session.scalar(select(Plan.id).where(Plan.code == predecessor))
    if found is None:
        raise UnknownPlan(plan=predecessor, pointer="/predecessor")
    if plan.id in session.scalars(queries.plans_before(found)):
        raise PlanCycle(plan=plan.code, predecessor=predecessor, pointer="/predecessor")
    plan.predecessor_id = found
