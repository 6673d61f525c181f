"""The annexes: the tasks at a glance, and where the evidence can be read."""

from collections.abc import Iterator, Sequence

from docx.document import Document as Sheet
from docx.shared import Length, Mm, Pt

from app.plans.outputs.contents import TaskText
from app.plans.outputs.figures import number, written_day
from app.plans.outputs.report import form, letters, paper, words
from app.plans.outputs.report.letterhead import blank_day, numbered
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.tables import grid
from app.plans.outputs.report.writing import roman, rule, written
from app.plans.outputs.texts import line

_TASKS = "Danh mục nhiệm vụ và tình hình báo cáo"
_EVIDENCE = "Danh mục tài liệu minh chứng"
_SMALL = Pt(2)


def annexes(document: Sheet, matter: Matter) -> None:
    """One annex, or two where there is evidence to list; each has pages of its own."""
    both = bool(matter.evidence)
    _annex(document, matter, 1 if both else 0, _TASKS)
    grid(
        document,
        ("TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Tình trạng", "Báo cáo trong kỳ"),
        _widths(11, 61, 38, 38, 24, 38, 37),
        _rows(matter),
        form.ANNEX_TABLE_SIZE,
    )
    if both:
        _annex(document, matter, 2, _EVIDENCE)
        grid(
            document,
            ("TT", "Tên tài liệu", "Nhiệm vụ", "Địa chỉ"),
            _widths(11, 100, 24, 112),
            _evidence(matter),
            form.ANNEX_TABLE_SIZE,
        )


def reference(matter: Matter) -> str:
    """How the report's text points at its annexes."""
    return "các Phụ lục I và II kèm theo" if matter.evidence else "Phụ lục kèm theo"


def _annex(document: Sheet, matter: Matter, place: int, title: str) -> None:
    report = matter.report
    room = paper.room(paper.annex(document)).pt
    on = blank_day() if report.dated is None else written_day(report.dated)
    name = numbered(report).removeprefix("Số: ")
    written(document, f"Phụ lục {roman(place)}".strip(), form.TITLE_SIZE, bold=True)
    written(document, title.upper(), form.TITLE_SIZE, bold=True)
    of = f"(Kèm theo Báo cáo số {name} {on} của {line(report.office.name)})"
    written(document, of, form.TITLE_SIZE, italic=True)
    length = letters.longest(of, form.TITLE_SIZE.pt, room)
    rule(document, form.LINE_SHARE * length, room).paragraph_format.space_after = form.BETWEEN_PARAGRAPHS


def _widths(*millimetres: int) -> Sequence[Length]:
    return tuple(Mm(one) for one in millimetres)


def _rows(matter: Matter) -> Iterator[Sequence[str]]:
    for group, tasks in matter.groups:
        yield (f"{line(group.mark)}. {line(group.title)}".strip(". "),)
        for task in tasks:
            yield _row(task, matter)


def _row(task: TaskText, matter: Matter) -> Sequence[str]:
    found = matter.task_states.get(task.number)
    return (
        line(task.number),
        line(task.title),
        words.listed(task.leads) or words.listed(map(matter.agency, task.planned.leads)),
        words.listed(task.coordinating) or "–",
        line(task.planned.timeframe.printed),
        words.NO_INFORMATION if found is None else words.TASK[found.state],
        _reported(task, matter),
    )


def _reported(task: TaskText, matter: Matter) -> str:
    owed = matter.by_task.get(task.number, [])
    if not owed:
        return "Không có báo cáo phải gửi"
    counts = [(label, sum(one.state == state for one in owed)) for state, label in words.OBLIGATION.items()]
    return "\n".join([f"Phải gửi: {number(len(owed))}", *(f"{label}: {number(count)}" for label, count in counts if count)])


def _evidence(matter: Matter) -> Iterator[Sequence[str]]:
    used: dict[object, list[str]] = {}
    for task in matter.contents.tasks:
        for narrative in matter.narratives.get(task.number, ()):
            for one in dict.fromkeys(narrative.evidence):
                numbers = used.setdefault(one, [])
                if line(task.number) not in numbers:
                    numbers.append(line(task.number))
    for one, place in matter.evidence.items():
        yield str(place), line(one.title), ", ".join(used[one]), line(one.permalink)
