"""Part IV: lateness, missing information and extensions, each apart from the others."""

from collections import defaultdict
from collections.abc import Iterable

from docx.document import Document as Sheet

from app.plans.outputs.figures import day, number
from app.plans.outputs.report import words
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.writing import body, clause, items, part
from app.plans.outputs.texts import line
from app.plans.rules.status import ObligationState


def deadlines(document: Sheet, number_of_part: int, matter: Matter) -> None:
    """What is late by the record, what nothing is known of, and what was extended with which reason."""
    states = matter.contents.states
    part(document, number_of_part, "Thời hạn gửi báo cáo")
    clause(document, 1, "Báo cáo trễ hạn theo thông tin đã ghi nhận")
    _said(document, (_late(one, matter) for one in states if one.late), "Không ghi nhận trường hợp nào.")
    clause(document, 2, "Báo cáo chưa có thông tin (không coi là trễ hạn)")
    silent = [one for one in states if one.state == "no_information"]
    _said(document, _by_agency(silent, matter), "Không có trường hợp nào.")
    clause(document, 3, "Báo cáo được gia hạn")
    _said(document, (_extended(one, matter) for one in states if one.obligation.extension), "Không ghi nhận trường hợp nào.")


def tasks_of(states: Iterable[ObligationState], matter: Matter) -> str:
    """nhiệm vụ 1.2, 3.2 (quý I năm 2019)"""
    told = (
        f"{line(one.obligation.task)}{f' ({period})' if (period := matter.period_of(one.obligation)) else ''}" for one in states
    )
    return f"nhiệm vụ {', '.join(dict.fromkeys(told))}"


def _said(document: Sheet, told: Iterable[str], otherwise: str) -> None:
    found = list(told)
    items(document, found)
    if not found:
        body(document, otherwise)


def _late(one: ObligationState, matter: Matter) -> str:
    why = words.LATE[one.reason] if one.reason else ""
    if one.reason == "submitted_late" and one.submitted_on:
        why = f"gửi ngày {day(one.submitted_on)}"
    count = f"trễ {number(one.days_late)} ngày{'' if one.reason == 'submitted_late' else ' tính đến ngày ' + day(matter.contents.as_of)}"
    since = "; đã được chấp nhận" if one.state == "accepted" else ""
    return f"{matter.bearer(one.obligation)}, {tasks_of([one], matter)}: thời hạn ngày {day(one.obligation.due)}, {why}, {count}{since}."


def _by_agency(states: Iterable[ObligationState], matter: Matter) -> list[str]:
    found: dict[str, list[ObligationState]] = defaultdict(list)
    for one in states:
        found[matter.bearer(one.obligation)].append(one)
    return [f"{bearer}: {tasks_of(own, matter)}." for bearer, own in found.items()]


def _extended(one: ObligationState, matter: Matter) -> str:
    extension = one.obligation.extension
    reason = line(extension.reason) if extension else ""
    return words.ended(
        f"{matter.bearer(one.obligation)}, {tasks_of([one], matter)}: từ ngày {day(one.obligation.regular_due)} đến ngày "
        f"{day(one.obligation.due)}; lý do: {reason or 'không ghi'}"
    )
