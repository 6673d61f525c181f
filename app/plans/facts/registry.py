"""Agencies and holidays as the rules read them.

The record of agencies has no versions: it is read as it is today, and a correction to it also corrects earlier answers.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from app.agencies.models import Agency, Membership, Succession
from app.plans.models import Holiday, HolidayYear
from app.plans.rules import registry as rules
from app.plans.rules.workdays import Holidays


def registry(session: Session) -> rules.Registry:
    """All agencies, who belonged to which class when, and who took over from whom. Three statements."""
    agencies = session.execute(select(Agency.code, Agency.enumerable, Agency.valid_to).order_by(Agency.code))
    group, member = aliased(Agency), aliased(Agency)
    memberships = session.execute(
        select(group.code, member.code, Membership.since, Membership.until)
        .join(group, group.id == Membership.class_id)
        .join(member, member.id == Membership.member_id)
        .order_by(group.code, member.code, Membership.since)
    )
    before, after = aliased(Agency), aliased(Agency)
    successions = session.execute(
        select(before.code, after.code, Succession.on, Succession.manner)
        .join(before, before.id == Succession.predecessor_id)
        .join(after, after.id == Succession.successor_id)
        .order_by(before.code, after.code)
    )
    return rules.Registry(
        tuple(rules.AgencyFact(code, enumerable, last) for code, enumerable, last in agencies),
        tuple(rules.Membership(of, code, first, last) for of, code, first, last in memberships),
        tuple(rules.Succession(code, (to,), on, manner) for code, to, on, manner in successions),
    )


def could_pass_to(agency: str, known: rules.Registry) -> set[str]:
    """All printed leads of which a duty could be with ``agency`` on some day: itself, those that it took over from, their classes."""
    before: dict[str, set[str]] = {}
    for one in known.successions:
        for successor in one.successors:
            before.setdefault(successor, set()).add(one.agency)
    for membership in known.memberships:
        before.setdefault(membership.agency, set()).add(membership.class_code)
    found: set[str] = set()
    waiting = [agency]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += before.get(code, ())
    return found


@dataclass(frozen=True, slots=True)
class Concern:
    """What can concern one agency: duties that fell on ``names``, met by reports of ``reporters`` (None: of anybody)."""

    names: frozenset[str]
    reporters: frozenset[str] | None


def concern(agency: str, known: rules.Registry) -> Concern:
    """What can be with ``agency`` on some day. A duty of a class passes on only from a class that has a successor."""
    names = frozenset(name for name in could_pass_to(agency, known) if _passes_on(name, agency, known))
    if any(known.is_class(name) for name in names):
        return Concern(names, None)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += (step.successor for step in known.steps.get(code, ()))
    # A body can be followed by a class, and then by all who belong to it.
    return Concern(names, None if any(known.is_class(code) for code in found) else frozenset(found))


def _passes_on(name: str, agency: str, known: rules.Registry) -> bool:
    return name == agency or not known.is_class(name) or bool(known.steps.get(name))


def holidays(session: Session, known_at: datetime) -> Holidays:
    """The holidays that had been loaded by ``known_at``, of each year the newest version. One statement."""
    years = (
        select(HolidayYear.id, HolidayYear.year)
        .ext(distinct_on(HolidayYear.year))
        .where(HolidayYear.recorded_at <= known_at)
        .order_by(HolidayYear.year, HolidayYear.number.desc())
        .subquery()
    )
    rows = session.execute(select(years.c.year, Holiday.day, Holiday.worked).outerjoin(Holiday, Holiday.year_id == years.c.id))
    off: dict[int, set[date]] = {}
    worked: set[date] = set()
    for year, day, is_worked in rows:
        days = off.setdefault(year, set())
        if day is not None:
            (worked if is_worked else days).add(day)
    return Holidays({year: frozenset(days) for year, days in off.items()}, frozenset(worked))
