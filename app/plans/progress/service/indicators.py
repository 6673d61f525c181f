"""Where the indicators of a plan stand."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.facts import KnownIndicator
from app.plans.models import Condition, Plan
from app.plans.progress import queries
from app.plans.progress.schemas.outgoing import ConditionStanding, IndicatorStanding
from app.plans.progress.service.asking import Asked
from app.plans.rules.facts import MeasurementFact
from app.plans.rules.indicators import ConditionState, assess
from app.web.locale import served


def indicators(session: Session, plan: Plan, asked: Asked) -> list[IndicatorStanding]:
    """Each indicator by what was measured by ``as_of`` and recorded by ``known_at``."""
    measured = facts.measurements(session, plan, asked.known_at)
    rows: dict[str, Any] = {}
    titles: dict[str, dict[str, str]] = {}
    for row in session.execute(queries.indicator_titles(plan.id)):
        rows[row.code] = row
        if row.language is not None:
            titles.setdefault(row.code, {})[row.language] = row.title
    return [
        _standing(one, rows[one.rule.code], titles.get(one.rule.code, {}), facts.usable(measured, one.rule), plan, asked)
        for one in facts.indicators(session, plan, asked.known_at)
    ]


def _standing(
    one: KnownIndicator, row: Any, titles: dict[str, str], measured: Sequence[MeasurementFact], plan: Plan, asked: Asked
) -> IndicatorStanding:
    assessment = assess(measured, one.rule, asked.as_of, asked.known_at)
    tag = next((tag for tag in (*asked.view.order, *sorted(titles)) if tag in titles), None)
    language = plan.language if tag is None else tag
    return IndicatorStanding(
        code=one.rule.code,
        title=(row.printed or one.rule.code) if tag is None else titles[tag],
        language=served(asked.view.order, language),
        source=row.source,
        printed=row.printed,
        verdict=assessment.verdict,
        conditions=[
            _condition(condition, state, asked)
            for condition, state in zip(one.version.conditions, assessment.conditions, strict=True)
        ],
    )


def _condition(condition: Condition, state: ConditionState, asked: Asked) -> ConditionStanding:
    labels = {label.language: label.label for label in condition.labels}
    label = next((labels[tag] for tag in (*asked.view.order, *sorted(labels)) if tag in labels), condition.code)
    direction: Any = condition.direction
    return ConditionStanding(
        code=condition.code,
        label=label,
        unit=condition.unit,
        target=number(condition.target) or "0",
        direction=direction,
        verdict=state.verdict,
        period=state.period,
        value=number(state.value),
        numerator=number(state.numerator),
        denominator=number(state.denominator),
        counted=[fact.agency for fact in state.counted],
        missing=list(state.missing),
    )


def number(value: Decimal | None) -> str | None:
    """A decimal number written out, without an exponent."""
    return None if value is None else format(value, "f")
