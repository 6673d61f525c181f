"""Measurements: what one may say, and how those of several agencies become one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from app.core.errors import N_
from app.core.mistakes import mistake
from app.plans.rules.facts import MeasurementFact

Combine = Literal["ratio", "sum", "single"]

PERCENT = "percent"
HUNDRED = Decimal(100)

UNIT_MISMATCH = mistake("unit_mismatch", N_("The measurement is in {unit}, the indicator in {expected}."))
PERCENTAGE_OUT_OF_BOUNDS = mistake("percentage_out_of_bounds", N_("A percentage lies between 0 and 100."))
NUMERATOR_OUT_OF_BOUNDS = mistake(
    "numerator_out_of_bounds", N_("The numerator must not be negative, nor greater than the denominator.")
)
RATIO_INCOMPLETE = mistake("ratio_incomplete", N_("Give both numerator and denominator, or neither."))
RATIO_CONTRADICTS = mistake("ratio_contradicts", N_("The percentage is not what numerator and denominator give."))
MEASUREMENT_EMPTY = mistake("measurement_empty", N_("The measurement has no value."))

#: A percentage that is written beside its numerator and denominator may be rounded to whole percents.
_ROUNDING = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Combined:
    """One value of many. ``uncounted`` are agencies whose figures could not go into it."""

    value: Decimal | None
    counted: tuple[MeasurementFact, ...]
    uncounted: tuple[str, ...] = ()
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def exact(self) -> Fraction | None:
        """The value before any rounding: what is compared with a target."""
        if self.numerator is not None and self.denominator:
            return 100 * Fraction(self.numerator) / Fraction(self.denominator)
        return None if self.value is None else Fraction(self.value)


def check(one: MeasurementFact, unit: str, combine: Combine) -> None:
    """Refuse a measurement that cannot be what it says: raises one of the mistakes above."""
    if one.unit != unit:
        raise UNIT_MISMATCH(unit=one.unit, expected=unit)
    if (one.numerator is None) != (one.denominator is None):
        raise RATIO_INCOMPLETE()
    if one.value is None and (one.numerator is None or combine != "ratio"):
        raise MEASUREMENT_EMPTY()
    if unit == PERCENT and one.value is not None and not 0 <= one.value <= HUNDRED:
        raise PERCENTAGE_OUT_OF_BOUNDS(value=str(one.value))
    if one.numerator is None or one.denominator is None:
        return
    if not 0 <= one.numerator <= one.denominator:
        raise NUMERATOR_OUT_OF_BOUNDS(numerator=str(one.numerator), denominator=str(one.denominator))
    percentage = _percentage(one.numerator, one.denominator)
    if unit == PERCENT and one.value is not None and percentage is not None and abs(one.value - percentage) > _ROUNDING:
        raise RATIO_CONTRADICTS(value=str(one.value), computed=str(percentage))


def combined(measurements: Sequence[MeasurementFact], combine: Combine) -> Combined:
    """The value of several agencies together; each of them comes once."""
    match combine:
        case "ratio":
            return _ratio(measurements)
        case "sum":
            return _sum(measurements)
        case "single":
            if len(measurements) == 1:
                return Combined(measurements[0].value, tuple(measurements))
            return Combined(None, (), tuple(one.agency for one in measurements))


def _sum(measurements: Sequence[MeasurementFact]) -> Combined:
    with localcontext(prec=60):
        total = sum((one.value for one in measurements if one.value is not None), Decimal(0))
    return Combined(total, tuple(measurements))


def _ratio(measurements: Sequence[MeasurementFact]) -> Combined:
    if len(measurements) == 1 and measurements[0].numerator is None:
        # A percentage by itself stands for its own agency; beside others it has no weight.
        return Combined(measurements[0].value, tuple(measurements))
    counted = tuple(one for one in measurements if one.numerator is not None and one.denominator is not None)
    uncounted = tuple(one.agency for one in measurements if one.numerator is None)
    with localcontext(prec=60):
        numerator = sum((one.numerator for one in counted if one.numerator is not None), Decimal(0))
        denominator = sum((one.denominator for one in counted if one.denominator is not None), Decimal(0))
    return Combined(_percentage(numerator, denominator), counted, uncounted, numerator, denominator)


def _percentage(numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """To four places, rounded down, so that 100 is only ever all of them; None of nothing."""
    if not denominator:
        return None
    with localcontext(prec=60, rounding="ROUND_FLOOR"):
        return (HUNDRED * numerator / denominator).quantize(Decimal("0.0001"))
