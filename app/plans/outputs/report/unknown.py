"""Part V: what is not known. Shortcomings that nobody recorded are not invented; gaps in what is known are named."""

from collections.abc import Iterator

from docx.document import Document as Sheet

from app.plans.outputs.report import words
from app.plans.outputs.report.deadlines import tasks_of
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.writing import body, items, part
from app.plans.outputs.texts import line


def unknown(document: Sheet, number_of_part: int, matter: Matter) -> None:
    """Every gap in what this report could be made from."""
    part(document, number_of_part, "Tồn tại: những nội dung chưa có thông tin")
    told = [*_duties(matter), *_tasks(matter), *_reports(matter), *_indicators(matter)]
    items(document, told)
    if not told:
        body(document, "Các thông tin cần để lập báo cáo này đã được ghi nhận đủ.")


def _duties(matter: Matter) -> Iterator[str]:
    states = matter.contents.states
    for code in dict.fromkeys(one.obligation.obliged.printed for one in states if one.state == "membership_unknown"):
        own = [one for one in states if one.state == "membership_unknown" and one.obligation.obliged.printed == code]
        yield (
            f"{matter.agency(code)} ({tasks_of(own, matter)}): chưa có danh sách các cơ quan thuộc nhóm, nên chưa xác định được "
            "cơ quan phải gửi báo cáo."
        )
    if orphans := [one for one in states if one.obligation.obliged.body and not one.obligation.owners]:
        names = words.listed(dict.fromkeys(matter.agency(one.obligation.obliged.name) for one in orphans))
        yield f"{names}: đã kết thúc hoạt động, chưa ghi nhận cơ quan kế thừa ({tasks_of(orphans, matter)})."
    if unsure := [one for one in states if any(not owner.certain for owner in one.obligation.owners)]:
        names = words.listed(dict.fromkeys(matter.agency(one.obligation.obliged.name) for one in unsure))
        yield f"{names}: chưa rõ ngày chuyển giao nhiệm vụ, nên chưa xác định chắc chắn cơ quan chịu trách nhiệm."
    if silent := [one for one in states if one.state == "no_information"]:
        yield f"Chưa có thông tin về báo cáo của {len(silent)} trường hợp: {tasks_of(silent, matter)}."


def _tasks(matter: Matter) -> Iterator[str]:
    for state in ("no_information", "ended_unknown"):
        numbers = [
            line(one.number) for one in matter.contents.tasks if (s := matter.task_states.get(one.number)) and s.state == state
        ]
        if numbers:
            yield f"Tình trạng nhiệm vụ {', '.join(numbers)}: {words.TASK[state].lower()}."


def _reports(matter: Matter) -> Iterator[str]:
    accepted = [one for one in matter.contents.states if one.state == "accepted"]
    told = matter.accounts
    if without := [one for one in accepted if not any(line(n.text or "") for n in told.of(one))]:
        yield f"Báo cáo đã được chấp nhận nhưng chưa có nội dung bằng tiếng Việt: {tasks_of(without, matter)}."
    if bare := [one for one in accepted if not any(n.evidence for n in told.of(one))]:
        yield f"Báo cáo đã được chấp nhận nhưng chưa kèm tài liệu minh chứng: {tasks_of(bare, matter)}."


def _indicators(matter: Matter) -> Iterator[str]:
    for one in matter.contents.indicators:
        if one.assessment.verdict == "unknown":
            missing = sorted({matter.agency(code) for state in one.assessment.conditions for code in state.missing})
            of = f", còn thiếu số liệu của {', '.join(missing)}" if missing else ""
            yield f"Chỉ tiêu “{line(one.wording).rstrip(' ;.')}”: chưa đủ thông tin để đánh giá{of}."
