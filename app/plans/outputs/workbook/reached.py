"""The sheets of indicators and of the measurements that went into them."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.errors import N_
from app.i18n import translate
from app.plans.outputs import phrases
from app.plans.outputs.contents import IndicatorText, PlanContents
from app.plans.outputs.workbook.sheets import Column
from app.plans.rules.facts import MeasurementFact
from app.plans.rules.indicators import Condition, ConditionState
from app.plans.rules.measuring import PERCENT

INDICATORS, MEASUREMENTS = N_("Indicators"), N_("Measurements counted")


@dataclass(frozen=True, slots=True)
class Line:
    """A condition of an indicator, with its state."""

    text: IndicatorText
    condition: Condition
    state: ConditionState

    @property
    def unit(self) -> str:
        code = self.condition.unit
        return "%" if code == PERCENT else self.text.units.get(code) or code


def indicator_lines(contents: PlanContents) -> list[Line]:
    """Each condition of each indicator."""
    return [
        Line(one, condition, state)
        for one in contents.indicators
        for condition, state in zip(one.indicator.conditions, one.assessment.conditions, strict=True)
    ]


def indicators(contents: PlanContents, locale: str) -> list[Column[Line]]:
    def listed(codes: Iterable[str]) -> str:
        return "; ".join(map(contents.name, codes))

    return [
        Column(N_("Indicator"), 16, lambda one: one.text.indicator.code),
        Column(N_("Wording of the indicator"), 60, lambda one: one.text.wording, True),
        Column(N_("Condition"), 40, lambda one: one.text.conditions.get(one.condition.code) or one.condition.code, True),
        Column(N_("Unit"), 10, lambda one: one.unit),
        Column(N_("Direction"), 12, lambda one: translate(phrases.DIRECTION[one.condition.direction], locale)),
        Column(N_("Target"), 10, lambda one: one.condition.target),
        Column(N_("Baseline"), 10, lambda one: one.condition.baseline),
        Column(N_("Period"), 18, lambda one: phrases.period(one.state.period, locale) if one.state.period else None),
        Column(N_("Value"), 12, lambda one: one.state.value),
        Column(N_("Numerator"), 12, lambda one: one.state.numerator),
        Column(N_("Denominator"), 12, lambda one: one.state.denominator),
        Column(N_("Verdict on the condition"), 18, lambda one: translate(phrases.VERDICT[one.state.verdict], locale)),
        Column(N_("Verdict on the indicator"), 18, lambda one: translate(phrases.VERDICT[one.text.assessment.verdict], locale)),
        Column(N_("Agencies counted"), 40, lambda one: listed(fact.agency for fact in one.state.counted), True),
        Column(N_("Agencies without a figure"), 40, lambda one: listed(one.state.missing), True),
    ]


def measurements(contents: PlanContents, locale: str) -> list[Column[tuple[Line, MeasurementFact]]]:
    return [
        Column(N_("Indicator"), 16, lambda one: one[1].indicator),
        Column(N_("Condition"), 40, lambda one: one[0].text.conditions.get(one[1].condition) or one[1].condition, True),
        Column(N_("Period"), 18, lambda one: phrases.period(one[1].period, locale)),
        Column(N_("Agency"), 36, lambda one: contents.name(one[1].agency)),
        Column(N_("Measured on"), 12, lambda one: one[1].on),
        Column(N_("Value"), 12, lambda one: one[1].value),
        Column(N_("Numerator"), 12, lambda one: one[1].numerator),
        Column(N_("Denominator"), 12, lambda one: one[1].denominator),
        Column(N_("Unit"), 10, lambda one: one[0].unit),
        Column(N_("Source of the figure"), 50, lambda one: one[1].source, True),
    ]
