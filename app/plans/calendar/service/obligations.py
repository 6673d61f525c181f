"""Obligations: what is owed by which rule until when, computed for a pair of dates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.errors import UnknownAgency
from app.agencies.models import Agency
from app.core.actor import Actor
from app.core.errors import N_
from app.i18n import translate
from app.plans import facts
from app.plans.calendar import policy
from app.plans.calendar.errors import RangeReversed, RangeTooLong
from app.plans.calendar.schemas.obligations import CalendarObligation, NoticeView
from app.plans.calendar.service.showing import Named, shown
from app.plans.rules.facts import Extension
from app.plans.rules.obligations import Obligation, obligations
from app.plans.rules.periods import period_named
from app.plans.rules.status import answering, states
from app.plans.rules.structure import number_key
from app.plans.structure import service as structure
from app.plans.structure.service.showing import names

FURTHEST = 5
MISSING = N_(
    "Holidays are not loaded for {years}: Tết is lunar and days are swapped by decision, so due days that touch them may be wrong."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the calendar. Due days from ``first`` to ``last``, both included; None is open.

    Without ``last`` it holds the periods that have begun by ``as_of``; with it, those that will have begun by then.
    """

    as_of: date
    known_at: datetime
    agency: str | None = None
    task: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """Obligations in the order of their due days, with everything that was known."""

    known: facts.Known
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page, the values to continue from (None on the last page), how many there are when counted, and what to warn of."""

    items: list[CalendarObligation]
    next: list[Any] | None
    total: int | None
    missing_years: list[int]
    notices: list[NoticeView]


def due_between(session: Session, code: str, asked: Asked, sees: Callable[[Obligation], bool] = lambda one: True) -> Due:
    """What is owed and due in the range that is asked about. Of what the reader does not see, the day is the rule's own."""
    plan = structure.find(session, code)
    _check(asked)
    agencies = facts.registry(session)
    only = None if asked.task is None else {asked.task}
    if asked.agency is not None:
        if asked.agency not in agencies.by_code:
            raise UnknownAgency(agency=asked.agency[:80], pointer="agency", location="query")
        # Only tasks whose printed leads could ever pass to it are read: a plan may have thousands, and an agency a few.
        possible = facts.numbers(session, plan, asked.known_at, led_by=facts.could_pass_to(asked.agency, agencies))
        only = set(possible) if only is None else only.intersection(possible)
    concern = None if asked.agency is None else facts.concern(asked.agency, agencies)
    known = facts.known(session, plan, asked.as_of, asked.known_at, only=only, agencies=agencies, concern=concern)
    found = _owed(known, asked, known.facts.extensions)
    if not all(one.extension is None or sees(one) for one in found):
        # Without extensions the same obligations come in the same order.
        regular = _owed(known, asked, ())
        found = tuple(one if sees(one) else other for one, other in zip(found, regular, strict=True))
    held = (one for one in found if asked.agency is None or _concerns(one, asked.agency))
    there = (one for one in held if (asked.first or date.min) <= one.due <= (asked.last or date.max))
    return Due(known, tuple(sorted(there, key=_order)))


def browse(
    session: Session,
    actor: Actor,
    order: Sequence[str],
    interface: str,
    code: str,
    asked: Asked,
    *,
    published: bool,
    after: Sequence[Any] | None,
    limit: int,
    counted: bool,
) -> Listed:
    """A page of obligations. How a named agency stands is told to who may know, or to all when it is ``published``."""
    due = due_between(session, code, asked, lambda one: policy.sees_standing(actor, concerned(one), published))
    place = None if after is None else _place(after)
    rest = [one for one in due.obligations if place is None or _order(one) > place]
    page = rest[:limit]
    told = states(page, due.known.facts, asked.as_of, asked.known_at)
    named = _named(session, order, page, {one.reporter for one in told if one.reporter})
    items = [
        shown(
            one,
            named,
            seen=policy.sees_standing(actor, concerned(one.obligation), published),
            reasons=policy.sees_reasons(actor, concerned(one.obligation)),
        )
        for one in told
    ]
    missing = sorted({year for one in due.obligations for year in one.missing_years})
    notices = []
    if missing:
        words = translate(MISSING, interface, {"years": ", ".join(map(str, missing))})
        notices.append(NoticeView(code="holidays-missing", text=words))
    more = _cursor(page[-1]) if len(rest) > limit else None
    return Listed(items, more, len(due.obligations) if counted else None, missing[:400], notices)


def concerned(one: Obligation) -> frozenset[str]:
    """The agencies whose own matter it is; none where the members of a class are not known."""
    return frozenset() if one.obliged.body is None else answering(one)


def _owed(known: facts.Known, asked: Asked, extensions: Iterable[Extension]) -> tuple[Obligation, ...]:
    return obligations(
        known.plan,
        known.tasks,
        known.rules,
        known.registry,
        known.holidays,
        extensions,
        asked.last or asked.as_of,
        asked.as_of,
        asked.known_at,
        known.names,
    )


def _check(asked: Asked) -> None:
    if asked.first is not None and asked.last is not None and asked.last < asked.first:
        raise RangeReversed(pointer="to", location="query")
    if asked.last is not None and asked.last.year > asked.as_of.year + FURTHEST:
        raise RangeTooLong(years=FURTHEST, pointer="to", location="query")


def _concerns(one: Obligation, agency: str) -> bool:
    return one.obliged.name == agency or any(agency in (owner.agency, owner.group) for owner in one.owners)


def _order(one: Obligation) -> tuple[Any, ...]:
    return one.due, one.order


def _cursor(one: Obligation) -> list[Any]:
    return [one.due.isoformat(), one.period.code, one.task, one.obliged.name]


def _place(after: Sequence[Any]) -> tuple[Any, ...]:
    due, code, task, name = after
    period = period_named(code)
    assert period is not None
    return date.fromisoformat(due), (period.last, period.first, number_key(task), name)


def _named(session: Session, order: Sequence[str], page: Sequence[Obligation], reporters: set[str]) -> Named:
    codes = set(reporters)
    for one in page:
        codes |= {one.obliged.name, one.obliged.printed}
        for owner in one.owners:
            codes |= {owner.printed, *filter(None, (owner.agency, owner.group))}
            codes |= {code for step in owner.chain for code in (step.agency, step.successor)}
    ids = {code: id for code, id in session.execute(select(Agency.code, Agency.id).where(Agency.code.in_(codes)))}
    known = names(session, order, ids.values())
    return {code: known.of(id) for code, id in ids.items()}
