"""Part II: what was reported, group by group and task by task."""

from collections.abc import Iterator

from docx.document import Document as Sheet

from app.plans.outputs.contents import Narrative, TaskText
from app.plans.outputs.figures import day, number
from app.plans.outputs.report import words
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.writing import body, clause, items, part, point
from app.plans.outputs.texts import line, lines
from app.plans.rules.status import ObligationState

_ORDER = tuple(words.OBLIGATION)


def results(document: Sheet, number_of_part: int, matter: Matter) -> None:
    """For each task: when it was planned, who owed, what was reported, and where that can be read."""
    part(document, number_of_part, "Kết quả thực hiện nhiệm vụ")
    for place, (group, tasks) in enumerate(matter.groups, 1):
        clause(document, place, line(group.title) or f"Nhóm nhiệm vụ {line(group.mark)}".strip())
        for count, task in enumerate(tasks, 1):
            point(document, count, f"Nhiệm vụ {line(task.number)}. {line(task.title)}")
            _task(document, task, matter)


def _task(document: Sheet, task: TaskText, matter: Matter) -> None:
    leads = words.listed(task.leads) or words.listed(map(matter.agency, task.planned.leads)) or "Kế hoạch không nêu"
    coordinating = words.listed(task.coordinating) or "Kế hoạch không nêu"
    when = f"Thời gian thực hiện theo Kế hoạch: {line(task.planned.timeframe.printed)}"
    who = f"cơ quan chủ trì: {leads}; cơ quan phối hợp: {coordinating}"
    items(document, (words.ended(f"{when}; {who}"), state_of(task, matter)))
    owed = matter.by_task.get(task.number, [])
    if not owed:
        items(document, ["Báo cáo: không có báo cáo nào phải gửi trong kỳ này."])
        return
    told = list(_by_state(owed, matter))
    if len(told) == 1:
        items(document, [f"Báo cáo phải gửi trong kỳ: {number(len(owed))}; {told[0][0].lower()}{told[0][1:]}"])
    else:
        _before(document, f"- Báo cáo phải gửi trong kỳ: {number(len(owed))}, trong đó:")
        items(document, told, "+")
    if narratives := matter.narratives.get(task.number):
        _before(document, "- Nội dung báo cáo đã được chấp nhận:")
        for narrative in narratives:
            _narrative(document, narrative, matter)


def _before(document: Sheet, text: str) -> None:
    """A line that belongs to what follows it."""
    body(document, text).paragraph_format.keep_with_next = True


def state_of(task: TaskText, matter: Matter) -> str:
    """How the task stands, and since when that is known."""
    found = matter.task_states.get(task.number)
    told = words.NO_INFORMATION if found is None else words.TASK[found.state]
    if found is None or found.since is None:
        return f"Tình trạng: {told.lower()}."
    evidence = found.statement.evidence if found.statement else ""
    where = f"; nguồn: {line(evidence)}" if line(evidence) else ""
    return words.ended(f"Tình trạng: {told.lower()} (thông tin mới nhất ngày {day(found.since)}{where})")


def _by_state(owed: list[ObligationState], matter: Matter) -> Iterator[str]:
    """The obligations, those in one state, of one period and with one due day together."""
    together: dict[tuple[str, str], list[ObligationState]] = {}
    for one in sorted(owed, key=lambda one: _ORDER.index(one.state)):
        period = matter.period_of(one.obligation)
        when = f"{period + ', ' if period else ''}thời hạn ngày {day(one.obligation.due)}"
        together.setdefault((words.OBLIGATION[one.state], when), []).append(one)
    for (label, when), own in together.items():
        names = "; ".join(_one(one, matter) for one in own)
        yield words.ended(
            f"{label} ({when}): {names}" if len(own) == 1 else f"{label}: {number(len(own))} ({when}), gồm: {names}"
        )


def _one(one: ObligationState, matter: Matter) -> str:
    told = []
    if one.submitted_on:
        told.append(f"gửi ngày {day(one.submitted_on)}")
    if one.reason:
        told.append(words.LATE[one.reason])
    if one.reporter and one.reporter != one.obligation.obliged.name:
        told.append(f"cơ quan gửi: {matter.agency(one.reporter)}")
    return ", ".join([matter.bearer(one.obligation), *told])


def _narrative(document: Sheet, narrative: Narrative, matter: Matter) -> None:
    told = lines(narrative.text or "")
    first = told[0] if told else "chưa có nội dung bằng tiếng Việt."
    body(document, f"+ {matter.agency(narrative.agency)}{_note(narrative)}: {first}")
    for text in told[1:]:
        body(document, text)
    if narrative.evidence:
        shown = "; ".join(
            f"[{matter.evidence[one]}] {line(one.title)}"
            for one in sorted(set(narrative.evidence), key=matter.evidence.__getitem__)
        )
        body(document, words.ended(f"Tài liệu minh chứng: {shown}"))


def _note(narrative: Narrative) -> str:
    notes = []
    if narrative.accepted_on:
        notes.append(f"chấp nhận ngày {day(narrative.accepted_on)}")
    if narrative.revision > 1:
        notes.append(f"bản điều chỉnh lần {narrative.revision - 1}")
    if narrative.written_in:
        notes.append(f"bản dịch từ {line(narrative.written_in)}")
    return f" ({', '.join(notes)})" if notes else ""
