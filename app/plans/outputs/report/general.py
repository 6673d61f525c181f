"""Part I: the figures, each with how it was counted."""

from docx.document import Document as Sheet
from docx.shared import Mm

from app.plans.outputs.figures import day, moment, number, percent
from app.plans.outputs.report import form, words
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.tables import grid
from app.plans.outputs.report.writing import body, clause, items, part
from app.plans.rules.status import ObligationState


def general(document: Sheet, number_of_part: int, matter: Matter) -> None:
    """What was counted and how, and the counts."""
    part(document, number_of_part, "Tình hình chung")
    clause(document, 1, "Phạm vi và cách tổng hợp")
    items(document, _scope(matter))
    clause(document, 2, "Số liệu về báo cáo của các cơ quan")
    grid(document, ("Nội dung", "Số lượng", "Cách tính"), (Mm(62), Mm(22), Mm(81)), _counts(matter), form.TABLE_SIZE)
    body(document, _overlap(matter)).paragraph_format.space_before = form.BETWEEN_PARAGRAPHS
    body(document, _share(matter))
    clause(document, 3, "Số liệu về nhiệm vụ")
    items(document, _tasks(matter))


def _scope(matter: Matter) -> list[str]:
    contents, period = matter.contents, matter.report.period
    states = contents.states
    told = [
        f"Kỳ báo cáo: {words.period(period)}, từ ngày {day(period.first)} đến ngày {day(period.last)}.",
        (
            f"Số liệu phản ánh tình hình đến hết ngày {day(contents.as_of)}, theo những thông tin đã được ghi nhận đến "
            f"{moment(contents.known_at)}."
        ),
        (
            "Mỗi nhiệm vụ, trong mỗi kỳ, đối với mỗi cơ quan chủ trì được tính là một báo cáo phải gửi; các báo cáo được tính như "
            "nhau, không nhân hệ số. Cơ quan phối hợp không phải gửi báo cáo."
        ),
        (
            "“Chưa có thông tin” nghĩa là đã hết thời hạn gửi báo cáo mà chưa có thông tin nào được ghi nhận; trường hợp này không "
            "được coi là trễ hạn. Chỉ kết luận trễ hạn khi có thông tin đã ghi nhận cho thấy việc trễ hạn."
        ),
    ]
    told.extend(_rules(states))
    if years := sorted({year for one in states for year in one.obligation.missing_years}):
        told.append(
            f"Chưa có dữ liệu về ngày nghỉ, ngày làm bù của năm {words.listed(map(str, years))}; thời hạn liên quan được tính theo "
            "các ngày từ thứ Hai đến thứ Sáu và có thể thay đổi khi bổ sung dữ liệu."
        )
    if any(one.obligation.after_period for one in states):
        told.append("Số liệu bao gồm báo cáo về các nhiệm vụ thường xuyên sau khi kết thúc giai đoạn của Kế hoạch.")
    return told


def _rules(states: tuple[ObligationState, ...]) -> list[str]:
    printed = sum(one.obligation.source == "plan" for one in states)
    if not states:
        return []
    if not printed:
        return [f"Thời hạn gửi báo cáo không do Kế hoạch quy định mà do {words.SOURCE['administrator']}."]
    return [
        (
            f"Về căn cứ của thời hạn gửi báo cáo: {number(printed)} báo cáo theo thời hạn do {words.SOURCE['plan']}; "
            f"{number(len(states) - printed)} báo cáo theo thời hạn do {words.SOURCE['administrator']}."
        )
    ]


def _counts(matter: Matter) -> list[tuple[str, str, str]]:
    found, day_of = matter.figures, day(matter.contents.as_of)
    rows = (
        ("Báo cáo phải gửi trong kỳ", found.owed, "Theo cơ quan chủ trì nêu trong Kế hoạch và thời hạn báo cáo"),
        ("Báo cáo đã hết thời hạn gửi", found.due, f"Thời hạn, kể cả thời gian gia hạn, kết thúc trước ngày {day_of}"),
        ("Báo cáo đã gửi", found.recorded, "Đã gửi ít nhất một lần; không tính dự thảo"),
        ("Báo cáo đã được chấp nhận", found.accepted, "Kể cả báo cáo gửi trễ hạn, được chấp nhận sau đó"),
        (
            "Báo cáo trễ hạn theo thông tin đã ghi nhận",
            found.late,
            "Gửi sau thời hạn; hoặc hết thời hạn mà mới có dự thảo, chưa gửi lại",
        ),
        ("Báo cáo đã trả lại, chưa gửi lại", found.returned, "Trả lại để hoàn thiện; đến nay chưa gửi lại"),
        ("Báo cáo chưa có thông tin", found.no_information, "Đã hết thời hạn, chưa ghi nhận thông tin nào"),
        ("Báo cáo chưa xác định được cơ quan", found.membership_unknown, "Cơ quan chủ trì là một nhóm chưa có danh sách"),
    )
    return [(label, number(count), how) for label, count, how in rows]


def _overlap(matter: Matter) -> str:
    found = matter.figures
    states = "; ".join(f"{words.OBLIGATION[state].lower()}: {number(count)}" for state, count in found.by_state if count)
    text = "Các dòng trong bảng trên có thể trùng nhau nên không cộng lại thành tổng."
    if not states:
        return text
    return f"{text} Phân theo trạng thái (mỗi báo cáo một trạng thái, tổng số {number(found.owed)}): {states}."


def _share(matter: Matter) -> str:
    share = matter.figures.accepted_share
    if share.at_least is None or share.at_most is None:
        return "Chưa tính tỷ lệ báo cáo được chấp nhận, vì chưa có báo cáo nào của cơ quan đã xác định hết thời hạn gửi."
    text = (
        f"Trong {number(share.whole)} báo cáo của các cơ quan đã xác định được và đã hết thời hạn gửi, có {number(share.part)} "
        "báo cáo được chấp nhận, "
    )
    if share.missing:
        text += (
            f"{number(share.missing)} báo cáo chưa có thông tin; do đó tỷ lệ báo cáo được chấp nhận nằm trong khoảng từ "
            f"{percent(share.at_least)} (nếu coi như chưa được chấp nhận) đến {percent(share.at_most)} (nếu coi như đã được chấp nhận)."
        )
    else:
        text += f"đạt tỷ lệ {percent(share.at_least)}."
    if share.left_out:
        text += f" Không tính {number(share.left_out)} báo cáo chưa xác định được cơ quan."
    return text


def _tasks(matter: Matter) -> list[str]:
    states = [found.state for task in matter.contents.tasks if (found := matter.task_states.get(task.number))]
    counts = [(words.TASK[state], states.count(state)) for state in words.TASK]
    told = [f"{label}: {number(count)} nhiệm vụ." for label, count in counts if count]
    silent = len(matter.contents.tasks) - len(states)
    if silent:
        told.append(f"Chưa tổng hợp tình trạng: {number(silent)} nhiệm vụ.")
    return [f"Tổng số nhiệm vụ của Kế hoạch: {number(len(matter.contents.tasks))}.", *told]
