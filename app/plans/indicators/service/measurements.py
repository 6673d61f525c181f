"""Measurements: figures by period, each with its source. One that was wrong is followed by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, outbox
from app.agencies.models import Agency
from app.core import clock
from app.core.actor import Actor, Role
from app.plans import facts
from app.plans.facts import periods
from app.plans.indicators import errors, policy, queries
from app.plans.indicators.schemas.incoming import NewMeasurement
from app.plans.indicators.schemas.outgoing import MeasurementView
from app.plans.indicators.service.figures import check_figure, to_measure
from app.plans.indicators.service.showing import figure
from app.plans.indicators.service.writing import TOPIC
from app.plans.models import Indicator, IndicatorVersion, Measurement
from app.plans.rules.periods import Period
from app.plans.structure import service as structure
from app.plans.structure.errors import UnknownAgency
from app.plans.structure.service.showing import Names, names


@dataclass(frozen=True, slots=True)
class ListedMeasurements:
    """A page, the id to continue from (None on the last page)."""

    items: list[MeasurementView]
    next: list[str] | None


def measure(
    session: Session, actor: Actor, order: Sequence[str], code: str, indicator: str, new: NewMeasurement, today: date
) -> MeasurementView:
    """Record a figure for a period. A reporter's is its own agency's, which must be expected where it is set down who is."""
    agency = new.agency or actor.agency
    if agency is None:
        raise errors.AgencyNeeded(pointer="/agency")
    policy.check_measure(actor, agency)
    plan = structure.find(session, code)
    period = periods.named(new.period)
    periods.check_open(session, plan, period.code)
    found = to_measure(session, plan.id, {indicator}).get(indicator)
    if found is None:
        raise errors.IndicatorNotFound(indicator=indicator[:80])
    row, version = found
    agency_id = _body(session, agency)
    if actor.role is Role.reporter:
        _check_expected(session, indicator, version, agency, today)
    checked = check_figure(indicator, version, new)
    made = Measurement(
        indicator_id=row.id,
        condition=checked.condition,
        period=period.code,
        agency_id=agency_id,
        on=_day(period, new.on, today),
        unit=checked.unit,
        source=new.source,
        value=checked.value,
        numerator=checked.numerator,
        denominator=checked.denominator,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, "measurement.record", made.id, indicator=row.code, condition=made.condition, agency=agency)
    outbox.announce(session, TOPIC, row.id)
    return _view(made, names(session, order, {agency_id}))


def browse_measurements(
    session: Session,
    order: Sequence[str],
    code: str,
    indicator: str,
    period: str | None,
    agency: str | None,
    *,
    known_at: datetime,
    after: Sequence[str] | None,
    limit: int,
) -> ListedMeasurements:
    """Measurements that had been recorded by an instant, the latest first."""
    plan = structure.find(session, code)
    id = session.scalar(select(Indicator.id).where(Indicator.plan_id == plan.id, Indicator.code == indicator))
    if id is None:
        raise errors.IndicatorNotFound(indicator=indicator[:80])
    rows = session.scalars(queries.measurements(id, known_at, period, agency, after).limit(limit + 1)).all()
    known = names(session, order, {one.agency_id for one in rows})
    items = [_view(one, known) for one in rows[:limit]]
    return ListedMeasurements(items, [str(items[-1].id)] if len(rows) > limit else None)


def _body(session: Session, code: str) -> UUID:
    found = session.execute(select(Agency.id, Agency.type).where(Agency.code == code)).one_or_none()
    if found is None:
        raise UnknownAgency(agency=code, pointer="/agency")
    if found.type == "class":
        raise errors.AgencyIsClass(agency=code, pointer="/agency")
    return found.id  # type: ignore[no-any-return]


def _check_expected(session: Session, indicator: str, version: IndicatorVersion, agency: str, today: date) -> None:
    if not version.expected_known:
        return
    registry = facts.registry(session)
    for one in version.expected:
        if agency in {one.agency.code, *(heir.agency for heir in registry.heirs(one.agency.code, today))}:
            return
    raise errors.NotExpected(indicator=indicator, agency=agency)


def _day(period: Period, on: date | None, today: date) -> date:
    chosen = min(period.last, today) if on is None else on
    if not period.first <= chosen <= min(period.last, today):
        raise errors.MeasuredOutsidePeriod(on=chosen, period=period.code, pointer="/on" if on else "/period")
    return chosen


def _view(one: Measurement, known: Names) -> MeasurementView:
    return MeasurementView(
        id=one.id,
        condition=one.condition,
        period=one.period,
        agency=known.of(one.agency_id),
        on=one.on,
        unit=one.unit,
        value=figure(one.value),
        numerator=figure(one.numerator),
        denominator=figure(one.denominator),
        source=one.source,
        report_revision=one.report_revision_id,
        recorded_at=one.recorded_at,
    )
