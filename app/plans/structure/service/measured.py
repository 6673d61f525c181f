"""What was measured keeps its meaning."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.plans.models import Condition, IndicatorVersion, Measurement
from app.plans.structure.errors import ConditionMeasured


class Asked(Protocol):
    """A condition as it is wanted."""

    @property
    def code(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def combine(self) -> str: ...


def check_measured(session: Session, indicator: UUID, wanted: Iterable[Asked]) -> None:
    """ConditionMeasured where a condition that has figures would get another unit or be combined otherwise. One statement.

    What counts is the condition as it was asked for last, also when newer versions do without it: the figures have stayed.
    """
    rows = session.execute(
        select(Condition.code, Condition.unit, Condition.combine)
        .ext(distinct_on(Condition.code))
        .join(IndicatorVersion, IndicatorVersion.id == Condition.version_id)
        .where(IndicatorVersion.indicator_id == indicator)
        .where(Condition.code.in_(select(Measurement.condition).where(Measurement.indicator_id == indicator)))
        .order_by(Condition.code, IndicatorVersion.number.desc())
    )
    measured = {code: (unit, combine) for code, unit, combine in rows}
    for place, one in enumerate(wanted):
        if measured.get(one.code, (one.unit, one.combine)) != (one.unit, one.combine):
            raise ConditionMeasured(condition=one.code, pointer=f"/conditions/{place}")
