"""Indicators: what was to be reached, and whether the latest known measurements say so.

An indicator has one condition or several, and is met only when each of them is: officials trained *and* equipped. How the
measurements of several agencies become one value is declared (``combine``):

| combine | value |
|---|---|
| ratio | 100 × the sum of numerators / the sum of denominators, in percent; never a mean of percentages |
| sum | the sum of the values |
| single | the value, which one agency alone measures |

A verdict is "met" or "not_met" only when everything that was expected could be counted; else it is "unknown", with the value of
what could be counted and the names of what could not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from app.plans.rules.facts import MeasurementFact, visible
from app.plans.rules.measuring import Combine, check, combined

Direction = Literal["increase", "decrease", "maintain"]
Verdict = Literal["met", "not_met", "unknown"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing to reach. "increase": at least ``target``; "decrease": at most; "maintain": within ``tolerance`` of it.

    ``unit`` is that of target and measurements; a ratio is in "percent". ``baseline`` is where it began, when known.
    """

    code: str
    unit: str
    combine: Combine
    direction: Direction
    target: Decimal
    baseline: Decimal | None = None
    tolerance: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Indicator:
    """``expected``: the agencies whose measurements are needed for a verdict; None where that is not set down."""

    code: str
    conditions: tuple[Condition, ...]
    expected: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class ConditionState:
    """The latest known period of a condition. ``counted`` went into ``value``; ``missing`` was expected or recorded, and could not."""

    condition: str
    verdict: Verdict
    period: str | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    counted: tuple[MeasurementFact, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict on an indicator and on each of its conditions, in the indicator's order."""

    indicator: str
    verdict: Verdict
    conditions: tuple[ConditionState, ...]


def assess(measurements: Iterable[MeasurementFact], indicator: Indicator, as_of: date, known_at: datetime) -> Assessment:
    """Whether the indicator is met, by what was measured by ``as_of`` and recorded by ``known_at``. Raises what ``check`` raises."""
    known = visible((one for one in measurements if one.indicator == indicator.code), as_of, known_at)
    states = tuple(_condition(known, condition, indicator.expected) for condition in indicator.conditions)
    verdicts = {one.verdict for one in states}
    verdict: Verdict = "not_met" if "not_met" in verdicts else "met" if verdicts == {"met"} else "unknown"
    return Assessment(indicator.code, verdict, states)


def _condition(known: Iterable[MeasurementFact], condition: Condition, expected: frozenset[str] | None) -> ConditionState:
    own = [one for one in known if one.condition == condition.code]
    for one in own:
        check(one, condition.unit, condition.combine)
    if not own:
        return ConditionState(condition.code, "unknown", missing=tuple(sorted(expected or ())))
    period = max(own, key=lambda one: (one.on, one.period)).period
    latest: dict[str, MeasurementFact] = {}
    for one in sorted((one for one in own if one.period == period), key=_standing):
        latest[one.agency] = one
    result = combined([latest[agency] for agency in sorted(latest)], condition.combine)
    missing = set(result.uncounted) | ((expected or frozenset()) - latest.keys())
    verdict: Verdict = "unknown"
    if result.exact is not None and not missing:
        verdict = "met" if _reached(result.exact, condition) else "not_met"
    return ConditionState(
        condition.code,
        verdict,
        period,
        result.value,
        result.numerator,
        result.denominator,
        result.counted,
        tuple(sorted(missing)),
    )


def _reached(value: Fraction, condition: Condition) -> bool:
    match condition.direction:
        case "increase":
            return value >= Fraction(condition.target)
        case "decrease":
            return value <= Fraction(condition.target)
        case "maintain":
            return abs(value - Fraction(condition.target)) <= Fraction(condition.tolerance)


def _standing(one: MeasurementFact) -> tuple[object, ...]:
    figures = tuple((figure is not None, figure or Decimal(0)) for figure in (one.value, one.numerator, one.denominator))
    return one.on, one.recorded_at, figures, one.source
