"""Numbers, conditions and verdicts put into views."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from app.plans.indicators.schemas.outgoing import (
    AssessmentView,
    ConditionLabelView,
    ConditionStateView,
    ConditionView,
    CountedView,
)
from app.plans.models import Condition
from app.plans.rules.indicators import Assessment, ConditionState
from app.plans.structure.schemas.outgoing import AgencyLabel


def figure(number: Decimal | None) -> str | None:
    """A number written out, without an exponent and without noughts at its end."""
    if number is None:
        return None
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact(number: Decimal) -> str:
    """The same for a number that is always there."""
    return figure(number) or "0"


def condition(one: Condition, order: Sequence[str]) -> ConditionView:
    """A condition with its label in the reader's language."""
    labels = {row.language: row.label for row in one.labels}
    return ConditionView(
        code=one.code,
        label=next((labels[tag] for tag in (*order, *sorted(labels)) if tag in labels), one.code),
        unit=one.unit,
        combine=one.combine,  # type: ignore[arg-type]
        direction=one.direction,  # type: ignore[arg-type]
        target=exact(one.target),
        baseline=figure(one.baseline),
        tolerance=exact(one.tolerance),
        labels=[
            ConditionLabelView(language=row.language, label=row.label, numerator=row.numerator, denominator=row.denominator)
            for row in one.labels
        ],
    )


def assessment(
    one: Assessment, named: Mapping[str, AgencyLabel], seen: Callable[[str], bool], as_of: date, known_at: datetime
) -> AssessmentView:
    """A verdict; ``seen`` says of which agencies this reader is told that they have given no figure."""
    return AssessmentView(
        as_of=as_of,
        known_at=known_at,
        verdict=one.verdict,
        conditions=[_state(state, named, seen) for state in one.conditions],
    )


def _state(one: ConditionState, named: Mapping[str, AgencyLabel], seen: Callable[[str], bool]) -> ConditionStateView:
    return ConditionStateView(
        condition=one.condition,
        verdict=one.verdict,
        period=one.period,
        value=figure(one.value),
        numerator=figure(one.numerator),
        denominator=figure(one.denominator),
        counted=[
            CountedView(
                agency=named[fact.agency],
                on=fact.on,
                value=figure(fact.value),
                numerator=figure(fact.numerator),
                denominator=figure(fact.denominator),
                source=fact.source,
            )
            for fact in one.counted
        ],
        missing_count=len(one.missing),
        missing=[named[code] for code in one.missing if seen(code)],
    )
