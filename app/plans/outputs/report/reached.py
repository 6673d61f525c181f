"""Part III: the indicators, in their printed words, with the value that could be counted and the verdict."""

from decimal import Decimal

from docx.document import Document as Sheet

from app.plans.outputs.contents import IndicatorText
from app.plans.outputs.figures import number
from app.plans.outputs.report import words
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.writing import body, clause, items, part, point
from app.plans.outputs.texts import line
from app.plans.rules.indicators import Condition, ConditionState
from app.plans.rules.measuring import PERCENT


def indicators(document: Sheet, number_of_part: int, matter: Matter) -> None:
    """Every indicator of the plan with each of its conditions."""
    part(document, number_of_part, "Kết quả thực hiện các chỉ tiêu")
    if not matter.contents.indicators:
        body(document, "Chưa có chỉ tiêu nào được đưa vào theo dõi.")
    for place, one in enumerate(matter.contents.indicators, 1):
        clause(document, place, f"Chỉ tiêu: “{line(one.wording).rstrip(' ;.')}”")
        for count, (condition, state) in enumerate(zip(one.indicator.conditions, one.assessment.conditions, strict=True), 1):
            point(document, count, line(one.conditions.get(condition.code) or one.wording).rstrip(" ;."))
            items(document, _condition(one, condition, state, matter))
        if len(one.indicator.conditions) > 1:
            body(
                document,
                f"Đánh giá chung (đạt khi tất cả các điều kiện đều đạt): {words.VERDICT[one.assessment.verdict].lower()}.",
            )


def verdict(state: ConditionState) -> str:
    """Met, not met, or why neither can be said."""
    if state.verdict != "unknown":
        return words.VERDICT[state.verdict].lower()
    return "chưa có thông tin" if state.value is None else "chưa đủ thông tin để đánh giá"


def _condition(one: IndicatorText, condition: Condition, state: ConditionState, matter: Matter) -> list[str]:
    told = [f"Mục tiêu: {words.TARGET[condition.direction]} {_measured(one, condition, condition.target)}."]
    if condition.baseline is not None:
        told.append(f"Giá trị ban đầu: {_measured(one, condition, condition.baseline)}.")
    told.append(_value(one, condition, state))
    if sources := sorted({line(fact.source) for fact in state.counted if line(fact.source)}):
        told.append(words.ended(f"Nguồn số liệu: {'; '.join(sources)}"))
    if state.missing:
        told.append(f"Chưa có số liệu tính được của: {words.listed(map(matter.agency, state.missing))}.")
    told.append(f"Đánh giá: {verdict(state)}.")
    return told


def _value(one: IndicatorText, condition: Condition, state: ConditionState) -> str:
    if state.value is None or state.period is None:
        return "Kết quả: chưa có thông tin."
    parts = ""
    if state.numerator is not None and state.denominator is not None:
        parts = f" (tử số {number(state.numerator)}, mẫu số {number(state.denominator)})"
    return f"Kết quả {words.period(state.period)}: {_measured(one, condition, state.value)}{parts}."


def _measured(one: IndicatorText, condition: Condition, value: Decimal) -> str:
    if condition.unit == PERCENT:
        return f"{number(value)}%"
    return f"{number(value)} {line(one.units.get(condition.unit) or condition.unit)}"
