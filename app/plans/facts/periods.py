"""Periods that a plan manager closed: for them nothing is written any more."""

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.core.errors import Conflict, Invalid, N_
from app.plans import models
from app.plans.rules.periods import Period, period_named


class UnknownPeriod(Invalid):
    code = "unknown-period"
    title = N_(
        "{period} is no period: write a year, a half-year, a quarter or a span, such as 2019, 2019-H1, 2019-Q3, 2018-2020."
    )


class PeriodClosed(Conflict):
    code = "period-closed"
    title = N_("The period {period} is closed: nothing is written for it any more. A plan manager can open it again.")


def named(code: str, pointer: str | None = "/period", location: str = "body") -> Period:
    """The period that ``code`` names; UnknownPeriod."""
    found = period_named(code)
    if found is None:
        raise UnknownPeriod(period=code[:20], pointer=pointer, location=location)
    return found


def closed(session: Session, plan: models.Plan) -> dict[str, models.PeriodClosing]:
    """The periods that are closed now, by their codes. One statement."""
    one = models.PeriodClosing
    newest = session.scalars(
        select(one).ext(distinct_on(one.period)).where(one.plan_id == plan.id).order_by(one.period, one.number.desc())
    )
    return {row.period: row for row in newest if row.closed}


def check_open(session: Session, plan: models.Plan, period: str) -> None:
    """PeriodClosed when it is; else it stays open until the end of this transaction."""
    session.execute(text("select pg_advisory_xact_lock_shared(3432040, hashtext(:key))"), {"key": f"{plan.id}/{period}"})
    if period in closed(session, plan):
        raise PeriodClosed(period=period)


def alone(session: Session, plan: models.Plan, period: str) -> int:
    """Wait for all who are writing for a period, and keep others waiting; how often it was closed or opened so far."""
    session.execute(text("select pg_advisory_xact_lock(3432040, hashtext(:key))"), {"key": f"{plan.id}/{period}"})
    one = models.PeriodClosing
    counted = select(func.count()).select_from(one).where(one.plan_id == plan.id, one.period == period)
    return session.scalar(counted) or 0
