"""Statements on indicators and measurements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from app.agencies.models import Agency
from app.plans.models import Condition, ExpectedAgency, Indicator, IndicatorVersion, Measurement, Passage

Rows = Select[*tuple[Any, ...]]


def indicators(plan_id: UUID) -> Rows:
    """(indicator with its titles, eId of its passage) in the plan's order."""
    statement: Rows = (
        select(Indicator, Passage.eid)
        .outerjoin(Passage, Passage.id == Indicator.passage_id)
        .where(Indicator.plan_id == plan_id)
        .order_by(Indicator.position, Indicator.code)
        .options(selectinload(Indicator.titles))
    )
    return statement


def versions(indicator_id: UUID) -> Select[IndicatorVersion]:
    """The newest version of an indicator, with its conditions and expected agencies."""
    return (
        select(IndicatorVersion)
        .where(IndicatorVersion.indicator_id == indicator_id)
        .order_by(IndicatorVersion.number.desc())
        .limit(1)
        .options(
            selectinload(IndicatorVersion.conditions).selectinload(Condition.labels),
            selectinload(IndicatorVersion.expected).joinedload(ExpectedAgency.agency),
        )
    )


def last_position(plan_id: UUID) -> Select[Any]:
    return select(func.max(Indicator.position)).where(Indicator.plan_id == plan_id)


def measurements(
    indicator_id: UUID, known_at: datetime, period: str | None, agency: str | None, after: Sequence[str] | None
) -> Select[Measurement]:
    """Measurements by the instant at which they were recorded, the latest first, to be limited."""
    statement = select(Measurement).where(Measurement.indicator_id == indicator_id, Measurement.recorded_at <= known_at)
    if period is not None:
        statement = statement.where(Measurement.period == period)
    if agency is not None:
        statement = statement.join(Agency, Agency.id == Measurement.agency_id).where(Agency.code == agency)
    if after is not None:
        statement = statement.where(Measurement.id < UUID(after[0]))
    return statement.order_by(Measurement.id.desc())
