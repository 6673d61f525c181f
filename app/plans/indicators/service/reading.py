"""Reading indicators, with whether they are met."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core import clock
from app.core.actor import Actor
from app.plans import facts
from app.plans.indicators import policy, queries
from app.plans.indicators.errors import IndicatorNotFound
from app.plans.indicators.schemas.outgoing import ExpectedView, IndicatorList, IndicatorView
from app.plans.indicators.service.showing import assessment, condition
from app.plans.models import Indicator, Plan
from app.plans.rules.indicators import Assessment, assess
from app.plans.structure import service as structure
from app.plans.structure.schemas.outgoing import AgencyLabel, SpokenView
from app.plans.structure.service.showing import names, note, spoken, title_views
from app.web.locale import served


def list_indicators(
    session: Session,
    actor: Actor,
    order: tuple[str, ...],
    code: str,
    as_of: date,
    known_at: datetime,
    *,
    published: bool,
    only: str | None = None,
) -> IndicatorList:
    """The indicators that were known, in the plan's order; ``only`` is the code of one."""
    plan = structure.find(session, code)
    known = [one for one in facts.indicators(session, plan, known_at) if only in (None, one.rule.code)]
    measured = facts.measurements(session, plan, known_at)
    told = [(one, assess(facts.usable(measured, one.rule), one.rule, as_of, known_at)) for one in known]
    rows = {row.id: (row, eid) for row, eid in session.execute(queries.indicators(plan.id))}
    named = _named(session, order, told)
    return IndicatorList(
        items=[
            _view(plan, *rows[one.id], one, found, named, order, actor, as_of, known_at, published=published)
            for one, found in told
        ]
    )


def show_indicator(
    session: Session,
    actor: Actor,
    order: tuple[str, ...],
    code: str,
    indicator: str,
    as_of: date,
    known_at: datetime,
    *,
    published: bool,
) -> IndicatorView:
    """One indicator."""
    found = list_indicators(session, actor, order, code, as_of, known_at, published=published, only=indicator)
    if not found.items:
        raise IndicatorNotFound(indicator=indicator[:80])
    return found.items[0]


def show_now(session: Session, actor: Actor, order: tuple[str, ...], code: str, indicator: str, today: date) -> IndicatorView:
    """One indicator as it is now, for who has just changed it."""
    return show_indicator(session, actor, order, code, indicator, today, clock.now(), published=False)


def _named(
    session: Session, order: Sequence[str], told: Sequence[tuple[facts.KnownIndicator, Assessment]]
) -> dict[str, AgencyLabel]:
    codes: set[str] = set()
    for one, found in told:
        codes |= one.rule.expected or set()
        for state in found.conditions:
            codes |= {*state.missing, *(fact.agency for fact in state.counted)}
    ids = {code: id for code, id in session.execute(select(Agency.code, Agency.id).where(Agency.code.in_(codes)))}
    known = names(session, order, ids.values())
    return {code: known.of(id) for code, id in ids.items()}


def _view(
    plan: Plan,
    row: Indicator,
    eid: str | None,
    one: facts.KnownIndicator,
    found: Assessment,
    named: dict[str, AgencyLabel],
    order: tuple[str, ...],
    actor: Actor,
    as_of: date,
    known_at: datetime,
    *,
    published: bool,
) -> IndicatorView:
    told: dict[str, Any] = {"plan": plan.code, "code": row.code, "revision": row.revision, "source": row.source}
    return IndicatorView(
        **told,
        version=one.version.number,
        printed=row.printed,
        title=_title(plan, row, order),
        titles=title_views(row.titles),
        note=note(row.notes, order),
        passage=eid,
        conditions=[condition(some, order) for some in one.version.conditions],
        expected=ExpectedView(
            known=one.version.expected_known, agencies=[named[code] for code in sorted(one.rule.expected or ())]
        ),
        assessment=assessment(found, named, partial(policy.sees_missing, actor, published=published), as_of, known_at),
    )


def _title(plan: Plan, row: Indicator, order: tuple[str, ...]) -> SpokenView | None:
    """The title nearest to the reader's language; the plan's own words stand in for one in its language."""
    titles = {one.language: (one.title, one.official) for one in row.titles}
    if row.printed is not None and plan.language not in titles:
        return spoken(order, plan.language, row.printed, titles)
    tag = next((one for one in (*order, *sorted(titles)) if one in titles), None)
    if tag is None:
        return None
    text, official = titles[tag]
    return SpokenView(text=text, language=served(order, tag), official=official)
