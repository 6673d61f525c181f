"""Periods: which there are, and which a plan manager closed."""

from datetime import date

from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.plans import facts
from app.plans.calendar import policy, queries
from app.plans.calendar.errors import PeriodClosedAlready, PeriodNotClosed, PeriodUndecided
from app.plans.calendar.schemas.days import PeriodList, ReportingPeriod
from app.plans.facts import periods
from app.plans.models import PeriodClosing, Plan
from app.plans.rules.obligations import obligations
from app.plans.rules.periods import Period
from app.plans.structure import service as structure
from app.plans.structure.service.records import PLAN, plan_to_change


def close_period(session: Session, actor: Actor, code: str, period: str, reason: str) -> ReportingPeriod:
    """From now on nothing is reported, decided or measured for the period. PeriodUndecided while submitted reports wait for an answer."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    named = periods.named(period, "period", "path")
    number = periods.alone(session, plan, named.code)
    if named.code in periods.closed(session, plan):
        raise PeriodClosedAlready(period=named.code)
    if count := session.scalar(queries.undecided(plan, named.code)):
        raise PeriodUndecided(period=named.code, count=count)
    return _decided(session, actor, plan, named, number, reason, closed=True)


def reopen_period(session: Session, actor: Actor, code: str, period: str, reason: str) -> ReportingPeriod:
    """Open a closed period again."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    named = periods.named(period, "period", "path")
    number = periods.alone(session, plan, named.code)
    if named.code not in periods.closed(session, plan):
        raise PeriodNotClosed(period=named.code)
    return _decided(session, actor, plan, named, number, reason, closed=False)


def list_periods(session: Session, code: str, today: date) -> PeriodList:
    """The periods that have begun and for which reports are asked, and those that are closed."""
    plan = structure.find(session, code)
    known = facts.known(session, plan, today, clock.now())
    owed = obligations(known.plan, known.tasks, known.rules, known.registry, known.holidays, (), today, today, known.known_at)
    closed = periods.closed(session, plan)
    found = {one.period.code: one.period for one in owed} | {one: periods.named(one) for one in closed}
    ordered = sorted(found.values(), key=lambda one: (one.last, one.first))
    return PeriodList(items=[_view(one, closed.get(one.code)) for one in ordered])


def _decided(
    session: Session, actor: Actor, plan: Plan, period: Period, number: int, reason: str, *, closed: bool
) -> ReportingPeriod:
    row = PeriodClosing(
        plan_id=plan.id,
        period=period.code,
        number=number + 1,
        closed=closed,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "period.close" if closed else "period.reopen", f"{plan.code}/{period.code}", number=row.number)
    outbox.announce(session, PLAN, plan.id)
    return _view(period, row if closed else None)


def _view(period: Period, closing: PeriodClosing | None) -> ReportingPeriod:
    return ReportingPeriod(
        code=period.code,
        first=period.first,
        last=period.last,
        closed=closing is not None,
        closed_at=None if closing is None else closing.recorded_at,
        reason=None if closing is None else closing.reason,
    )
