"""The yearly report as a Word document, in the form of Nghị định 30/2020/NĐ-CP; ``form`` has its numbers."""

from io import BytesIO

from docx.document import Document as Sheet

from app.plans.outputs.archive import settled
from app.plans.outputs.contents import YearlyReport
from app.plans.outputs.report import letterhead, paper, words
from app.plans.outputs.report.annexes import annexes, reference
from app.plans.outputs.report.closing import closing
from app.plans.outputs.report.deadlines import deadlines
from app.plans.outputs.report.general import general
from app.plans.outputs.report.matter import Matter
from app.plans.outputs.report.reached import indicators
from app.plans.outputs.report.results import results
from app.plans.outputs.report.unknown import unknown
from app.plans.outputs.report.writing import body, items, part
from app.plans.outputs.texts import line


def render(report: YearlyReport) -> bytes:
    """The report as DOCX; the same report gives the same bytes. What is not known of number, day and signer stays a blank."""
    matter = Matter(report)
    document = paper.sheet(letterhead.subject_of(report), line(report.office.name), report.contents.known_at)
    letterhead.head(document, report)
    letterhead.title(document, report)
    _opening(document, report)
    parts = [general, results, indicators, deadlines, unknown]
    for number, write in enumerate(parts, 1):
        write(document, number, matter)
    if report.proposals:
        part(document, len(parts) + 1, "Kiến nghị, đề xuất")
        items(document, map(words.ended, report.proposals))
    _end(document, matter)
    closing(document, report)
    annexes(document, matter)
    made = BytesIO()
    document.save(made)
    return settled(made.getvalue())


def _opening(document: Sheet, report: YearlyReport) -> None:
    bases = [f"Căn cứ {line(one).removeprefix('Căn cứ ').rstrip(' ;.,')}" for one in report.bases]
    for base in bases:
        body(document, f"{base}{'.' if base is bases[-1] else ';'}", italic=True)
    plan = report.contents.plan
    # A title in capitals alone cannot stand within a sentence; the number and the day name the plan as well.
    said = bool(plan.number and line(plan.title)) and not plan.title.isupper()
    about = f" {line(plan.title)}" if said else ""
    body(
        document,
        f"Thực hiện {words.cited(plan)}{about}, {line(report.office.name)} báo cáo kết quả thực hiện trong "
        f"{words.period(report.period)} như sau:",
    )


def _end(document: Sheet, matter: Matter) -> None:
    report = matter.report
    last = body(
        document,
        f"Trên đây là báo cáo của {line(report.office.name)} về kết quả thực hiện {words.cited(report.contents.plan)} trong "
        f"{words.period(report.period)} (chi tiết tại {reference(matter)})./.",
    )
    last.paragraph_format.keep_with_next = True
