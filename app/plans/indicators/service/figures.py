"""What a figure must be to stand for a condition of an indicator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic_core import PydanticCustomError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plans.indicators import errors, queries
from app.plans.indicators.schemas.incoming import NewMeasured
from app.plans.models import Condition, Indicator, IndicatorVersion
from app.plans.rules.facts import MeasurementFact
from app.plans.rules.measuring import check

_NO_DAY = date(2000, 1, 1)
_NO_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Checked:
    """A figure that fits its condition."""

    condition: str
    unit: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


def to_measure(session: Session, plan_id: UUID, codes: Iterable[str]) -> dict[str, tuple[Indicator, IndicatorVersion]]:
    """Indicators by their codes in their newest versions, kept from being changed until the end of the transaction."""
    rows = session.scalars(
        select(Indicator)
        .where(Indicator.plan_id == plan_id, Indicator.code.in_(set(codes)))
        .order_by(Indicator.id)
        .with_for_update(read=True)
    ).all()
    return {one.code: (one, session.scalars(queries.versions(one.id)).one()) for one in rows}


def check_figure(code: str, version: IndicatorVersion, given: NewMeasured, pointer: str = "") -> Checked:
    """The figure as exact numbers; a named refusal, with its place in the body, where it cannot be what it says."""
    condition = _condition(code, version, given.condition, pointer)
    figure = Checked(given.condition, given.unit, _number(given.value), _number(given.numerator), _number(given.denominator))
    if figure.denominator is not None and not figure.denominator:
        raise errors.DenominatorNought(pointer=f"{pointer}/denominator")
    if condition.combine != "ratio" and (figure.numerator is not None or figure.denominator is not None):
        raise errors.RatioNotAsked(condition=given.condition, pointer=f"{pointer}/numerator")
    fact = MeasurementFact(
        code, given.condition, "", "", _NO_DAY, _NO_INSTANT, figure.unit, "", figure.value, figure.numerator, figure.denominator
    )
    try:
        check(fact, condition.unit, condition.combine)  # type: ignore[arg-type]
    except PydanticCustomError as mistake:
        raise errors.of(mistake, pointer or "/value") from None
    return figure


def _condition(code: str, version: IndicatorVersion, wanted: str, pointer: str) -> Condition:
    for one in version.conditions:
        if one.code == wanted:
            return one
    there = ", ".join(one.code for one in version.conditions)
    raise errors.UnknownCondition(indicator=code, condition=wanted, conditions=there, pointer=f"{pointer}/condition")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
