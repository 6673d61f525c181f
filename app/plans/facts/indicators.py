"""Indicators and measurements as the rules read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, selectinload

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.versions import newest
from app.plans.rules.facts import MeasurementFact
from app.plans.rules.indicators import Condition, Indicator


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator as the rules take it, with its row's id and the version that was known, conditions and labels loaded."""

    id: UUID
    rule: Indicator
    version: models.IndicatorVersion


def indicators(session: Session, plan: models.Plan, known_at: datetime) -> tuple[KnownIndicator, ...]:
    """The plan's indicators in its order, as was known: printed ones at every instant, the others since recorded. Five statements."""
    versions = session.scalars(
        select(models.IndicatorVersion)
        .ext(distinct_on(models.IndicatorVersion.indicator_id))
        .join(models.Indicator, models.Indicator.id == models.IndicatorVersion.indicator_id)
        .where(models.Indicator.plan_id == plan.id)
        .order_by(
            models.IndicatorVersion.indicator_id,
            *newest(models.IndicatorVersion.number, models.IndicatorVersion.recorded_at, known_at),
        )
        .options(
            selectinload(models.IndicatorVersion.conditions).selectinload(models.Condition.labels),
            selectinload(models.IndicatorVersion.expected).joinedload(models.ExpectedAgency.agency),
        )
    )
    by_indicator = {one.indicator_id: one for one in versions}
    rows = session.execute(
        select(models.Indicator.id, models.Indicator.code, models.Indicator.source)
        .where(models.Indicator.plan_id == plan.id)
        .order_by(models.Indicator.position, models.Indicator.code)
    )
    return tuple(
        KnownIndicator(id, as_indicator(code, by_indicator[id]), by_indicator[id])
        for id, code, source in rows
        if id in by_indicator and (source == "plan" or by_indicator[id].recorded_at <= known_at)
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
