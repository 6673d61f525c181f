"""A plan's tasks, reports and indicators as an Excel workbook: values alone, without a formula and without a link."""

from datetime import UTC
from io import BytesIO

from xlsxwriter import Workbook

from app.plans.outputs.archive import settled
from app.plans.outputs.contents import PlanContents
from app.plans.outputs.texts import cut, line
from app.plans.outputs.workbook import reached, reports, tasks
from app.plans.outputs.workbook.about import about
from app.plans.outputs.workbook.sheets import Styles, sheet

#: Rows are written in order and leave memory at once; a text is never taken for a formula, a number or a link.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def render(contents: PlanContents, locale: str) -> bytes:
    """The workbook as XLSX, its headings in ``locale``; the same contents give the same bytes."""
    made = BytesIO()
    book = Workbook(made, dict(_OPTIONS))
    known = contents.known_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": cut(line(contents.plan.number or contents.plan.title), 255), "author": "", "created": known})
    styles = Styles.of(book, locale)
    about(book, styles, locale, contents)
    sheet(book, styles, locale, tasks.TASKS, tasks.tasks(contents, locale), tasks.task_lines(contents))
    sheet(book, styles, locale, reports.REPORTS, reports.reports(contents, locale), contents.states)
    lines = reached.indicator_lines(contents)
    sheet(book, styles, locale, reached.INDICATORS, reached.indicators(contents, locale), lines)
    measured = ((one, fact) for one in lines for fact in one.state.counted)
    sheet(book, styles, locale, reached.MEASUREMENTS, reached.measurements(contents, locale), measured)
    book.close()
    return settled(made.getvalue())
