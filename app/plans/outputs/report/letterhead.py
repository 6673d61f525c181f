"""The first page's head: Quốc hiệu and Tiêu ngữ, who issues, number, place and day, and what the document is."""

from datetime import date

from docx.document import Document as Sheet
from docx.shared import Length, Pt
from docx.table import _Cell

from app.plans.outputs.contents import Office, YearlyReport
from app.plans.outputs.figures import written_day
from app.plans.outputs.report import form, letters, words
from app.plans.outputs.report.tables import columns
from app.plans.outputs.report.writing import rule, written
from app.plans.outputs.texts import line

_LEFT, _RIGHT = Pt(195), Pt(272.5)
_BLANK = "\u00a0" * 6
_DOTS = "…" * 5
#: What titles leave free beside them.
_FREE = Pt(56)
_BESIDE = Pt(6)


def head(document: Sheet, report: YearlyReport) -> None:
    """The letterhead, in two columns."""
    table = columns(document, 2, (_LEFT, _RIGHT))
    issuer, state = table.rows[0].cells
    number, place = table.rows[1].cells
    _issuer(issuer, report.office)
    written(state, form.STATE, form.STATE_SIZE, bold=True)
    written(state, form.MOTTO, form.MOTTO_SIZE, bold=True)
    rule(state, letters.width(form.MOTTO, form.MOTTO_SIZE.pt, bold=True), _RIGHT.pt)
    written(number, numbered(report), form.NUMBER_SIZE, before=Pt(4))
    written(
        place, f"{line(report.office.place or '') or _DOTS}, {_dated(report.dated)}", form.PLACE_SIZE, italic=True, before=Pt(4)
    )


def title(document: Sheet, report: YearlyReport) -> None:
    """BÁO CÁO, and on what."""
    size, room = form.TITLE_SIZE, Length(form.WIDTH - form.LEFT - form.RIGHT).pt
    lines = letters.balanced(subject_of(report), size.pt, room - _FREE.pt, bold=True)
    written(document, form.TYPE, size, bold=True, before=Pt(18))
    written(document, "\n".join(lines), size, bold=True)
    rule(document, _under(lines, size.pt, room), room).paragraph_format.space_after = Pt(12)


def subject_of(report: YearlyReport) -> str:
    """What the report is on."""
    plan = report.contents.plan
    called = f"Kế hoạch số {line(plan.number)}" if plan.number else words.cited(plan)
    return f"Kết quả thực hiện {called} trong {words.period(report.period)}"


def numbered(report: YearlyReport) -> str:
    """Số: 05/BC-SNgV, with blanks for what is not known."""
    number = line(report.number or "")
    number = f"0{number}" if number.isdecimal() and len(number) == 1 else number
    return f"Số: {number or _BLANK}/{symbol(report)}"


def symbol(report: YearlyReport) -> str:
    return f"{form.TYPE_SYMBOL}-{line(report.office.symbol or '') or '……'}"


def blank_day() -> str:
    """A day that is filled in by hand."""
    return f"ngày{_BLANK}tháng{_BLANK}năm 20{_BLANK}"


def _dated(on: date | None) -> str:
    return blank_day() if on is None else written_day(on)


def _issuer(cell: _Cell, office: Office) -> None:
    size, room = form.ISSUER_SIZE, _LEFT.pt - _BESIDE.pt
    if office.superior:
        written(cell, "\n".join(letters.balanced(line(office.superior).upper(), size.pt, room)), size)
    name = letters.balanced(line(office.name).upper(), size.pt, room, bold=True)
    written(cell, "\n".join(name), size, bold=True)
    rule(cell, _under(name, size.pt, room), _LEFT.pt)


def _under(lines: list[str], size: float, room: float) -> float:
    """The length of the line under these lines of bold text."""
    return form.LINE_SHARE * min(room, max(letters.width(one, size, bold=True) for one in lines))
