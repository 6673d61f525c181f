"""Indicators and measurements as the rules read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic_core import PydanticCustomError
from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, selectinload

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.versions import in_print
from app.plans.rules.facts import MeasurementFact
from app.plans.rules.indicators import Condition, Indicator
from app.plans.rules.measuring import check


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator as the rules take it, with its row's id and the version that was known, conditions and labels loaded."""

    id: UUID
    rule: Indicator
    version: models.IndicatorVersion


def indicators(session: Session, plan: models.Plan, known_at: datetime) -> tuple[KnownIndicator, ...]:
    """The plan's indicators in its order, as was known: printed ones since the plan was in print, the others since recorded. Five statements."""
    one, version = models.Indicator, models.IndicatorVersion
    known = case((one.source == "plan", in_print(plan, known_at)), else_=known_at)
    versions = session.scalars(
        select(version)
        .ext(distinct_on(version.indicator_id))
        .join(one, one.id == version.indicator_id)
        .where(one.plan_id == plan.id, version.recorded_at <= known)
        .order_by(version.indicator_id, version.number.desc())
        .options(
            selectinload(version.conditions).selectinload(models.Condition.labels),
            selectinload(version.expected).joinedload(models.ExpectedAgency.agency),
        )
    )
    by_indicator = {some.indicator_id: some for some in versions}
    rows = session.execute(select(one.id, one.code).where(one.plan_id == plan.id).order_by(one.position, one.code))
    return tuple(
        KnownIndicator(id, as_indicator(code, by_indicator[id]), by_indicator[id]) for id, code in rows if id in by_indicator
    )


def as_indicator(code: str, version: models.IndicatorVersion) -> Indicator:
    """A version as the rules take it; conditions and expected agencies must be loaded."""
    conditions = tuple(
        Condition(
            one.code,
            one.unit,
            one.combine,  # type: ignore[arg-type]
            one.direction,  # type: ignore[arg-type]
            one.target,
            one.baseline,
            one.tolerance,
        )
        for one in version.conditions
    )
    return Indicator(code, conditions, frozenset(one.agency.code for one in version.expected) if version.expected_known else None)


def measurements(session: Session, plan: models.Plan, known_at: datetime) -> tuple[MeasurementFact, ...]:
    """Everything measured for the plan's indicators and recorded by an instant. One statement."""
    one = models.Measurement
    rows = session.execute(
        select(
            models.Indicator.code,
            one.condition,
            one.period,
            Agency.code,
            one.on,
            one.recorded_at,
            one.unit,
            one.source,
            one.value,
            one.numerator,
            one.denominator,
        )
        .join(models.Indicator, models.Indicator.id == one.indicator_id)
        .join(Agency, Agency.id == one.agency_id)
        .where(models.Indicator.plan_id == plan.id, one.recorded_at <= known_at)
        .order_by(one.recorded_at, one.id)
    )
    return tuple(MeasurementFact(*row) for row in rows)


def usable(measured: Iterable[MeasurementFact], indicator: Indicator) -> list[MeasurementFact]:
    """Measurements that fit the indicator as it was known: one in the unit of an earlier version says nothing of this one."""
    conditions = {condition.code: condition for condition in indicator.conditions}
    found = []
    for fact in measured:
        condition = conditions.get(fact.condition)
        if fact.indicator != indicator.code or condition is None:
            continue
        try:
            check(fact, condition.unit, condition.combine)
        except PydanticCustomError:
            continue
        found.append(fact)
    return found
