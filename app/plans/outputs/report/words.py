"""The report's words for what the rules compute. A report is written in Vietnamese alone, so they are in no catalogue."""

import re
from collections.abc import Iterable

from app.plans.outputs.contents import PlanHead
from app.plans.outputs.figures import written_day
from app.plans.outputs.texts import line
from app.plans.rules import status, tasks
from app.plans.rules.indicators import Direction, Verdict
from app.plans.rules.periods import Period, Source

NO_INFORMATION = "Chưa có thông tin"

OBLIGATION: dict[status.State, str] = {
    "accepted": "Đã được chấp nhận",
    "submitted": "Đã gửi, chờ xem xét",
    "returned": "Đã trả lại để hoàn thiện",
    "draft": "Đang soạn thảo",
    "late": "Trễ hạn",
    "due": "Đã hết kỳ báo cáo, còn trong thời hạn gửi",
    "not_due": "Chưa hết kỳ báo cáo",
    "no_information": NO_INFORMATION,
    "membership_unknown": "Chưa xác định được cơ quan",
}

LATE: dict[status.Reason, str] = {
    "submitted_late": "gửi sau thời hạn",
    "not_resubmitted": "đã trả lại, chưa gửi lại",
    "still_draft": "mới có dự thảo, chưa gửi",
}

TASK: dict[tasks.State, str] = {
    "planned": "Chưa đến thời gian thực hiện",
    "under_way": "Đang thực hiện",
    "done": "Đã hoàn thành",
    "dropped": "Đã dừng thực hiện",
    "overdue_as_recorded": "Quá thời gian thực hiện theo thông tin đã ghi nhận",
    "ended_unknown": "Đã hết thời gian thực hiện, chưa có thông tin về việc hoàn thành",
    "no_information": NO_INFORMATION,
}

VERDICT: dict[Verdict, str] = {"met": "Đạt", "not_met": "Chưa đạt", "unknown": NO_INFORMATION}

TARGET: dict[Direction, str] = {"increase": "ít nhất", "decrease": "nhiều nhất", "maintain": "duy trì"}

SOURCE: dict[Source, str] = {"plan": "Kế hoạch quy định", "administrator": "người quản trị hệ thống đặt ra"}

_PERIOD = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<last>[0-9]{4})|-H(?P<half>[12])|-Q(?P<quarter>[1-4]))?")
_HALVES = {"1": "6 tháng đầu năm", "2": "6 tháng cuối năm"}
_QUARTERS = {"1": "quý I năm", "2": "quý II năm", "3": "quý III năm", "4": "quý IV năm"}


def period(one: Period | str) -> str:
    """năm 2019, 6 tháng đầu năm 2019, quý III năm 2019, giai đoạn 2018 - 2020"""
    code = one if isinstance(one, str) else one.code
    found = _PERIOD.fullmatch(code)
    if found is None:
        return f"kỳ {line(code)}"
    if found["last"]:
        return f"giai đoạn {found['year']} - {found['last']}"
    if found["half"]:
        return f"{_HALVES[found['half']]} {found['year']}"
    return f"{_QUARTERS[found['quarter']] if found['quarter'] else 'năm'} {found['year']}"


def cited(plan: PlanHead) -> str:
    """Kế hoạch số 3432/KH-UBND ngày 25 tháng 10 năm 2018 của Ủy ban nhân dân tỉnh Cao Bằng"""
    words = ["Kế hoạch"]
    if plan.number:
        words.append(f"số {line(plan.number)}")
    if plan.issued_on:
        words.append(written_day(plan.issued_on))
    if plan.issuer:
        words.append(f"của {line(plan.issuer)}")
    return " ".join(words) if len(words) > 1 else f"Kế hoạch “{line(plan.title)}”"


def listed(names: Iterable[str]) -> str:
    """A, B, C"""
    return ", ".join(line(name) for name in names)


def ended(text: str) -> str:
    """A sentence with exactly one full stop at its end, of a text that may have one, or a sign of its own."""
    bare = line(text).rstrip(" .;,")
    return bare if bare.endswith(("!", "?", "…")) else f"{bare}."
