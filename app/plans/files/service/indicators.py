"""Indicators with their words and what the rules say of them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.facts import KnownIndicator
from app.plans.files.service.asking import Wanted
from app.plans.models import Plan
from app.plans.outputs.contents import IndicatorText
from app.plans.progress import queries as progress
from app.plans.rules.indicators import assess


def indicators(session: Session, plan: Plan, wanted: Wanted) -> tuple[IndicatorText, ...]:
    """Each indicator as it was known: in the plan's own language with its whole printed wording, else by its title."""
    asked = wanted.asked
    measured = facts.measurements(session, plan, asked.known_at)
    titles: dict[str, dict[str, str]] = {}
    printed: dict[str, str | None] = {}
    for row in session.execute(progress.indicator_titles(plan.id)):
        printed[row.code] = row.printed
        if row.language is not None:
            titles.setdefault(row.code, {})[row.language] = row.title
    found = []
    for one in facts.indicators(session, plan, asked.known_at):
        code = one.rule.code
        told = titles.get(code, {}) | ({plan.language: words} if (words := printed[code]) else {})
        assessment = assess(facts.usable(measured, one.rule), one.rule, asked.as_of, asked.known_at)
        found.append(
            IndicatorText(one.rule, assessment, _nearest(told, asked.view.order) or code, _conditions(one, asked.view.order))
        )
    return tuple(found)


def mentioned(given: Sequence[IndicatorText]) -> set[str]:
    """Codes of the agencies that measured something, or have not."""
    codes: set[str] = set()
    for one in given:
        for state in one.assessment.conditions:
            codes |= {fact.agency for fact in state.counted} | set(state.missing)
    return codes


def _conditions(one: KnownIndicator, order: Sequence[str]) -> dict[str, str]:
    labels = {each.code: {label.language: label.label for label in each.labels} for each in one.version.conditions}
    return {code: words for code, told in labels.items() if (words := _nearest(told, order))}


def _nearest(told: dict[str, str], order: Sequence[str]) -> str | None:
    return next((told[tag] for tag in (*order, *sorted(told)) if tag in told), None)
