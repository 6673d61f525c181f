"""Tables of the report: with lines, for figures; and without, to set texts side by side."""

from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.document import Document as Sheet
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.table import Table

from app.plans.outputs.report.writing import written
from app.plans.outputs.texts import line

#: What a cell with lines leaves free above and below its text, and at its sides.
_ABOVE, _BESIDE = Pt(2), Pt(4)


def columns(document: Sheet, rows: int, widths: Sequence[Length]) -> Table:
    """A table without lines, to set texts side by side; rows are not divided between pages."""
    table: Table = document.add_table(rows, len(widths))
    _set(table, widths, Pt(0), Pt(0))
    for row in table.rows:
        _property(row._tr, "w:cantSplit")
    return table


def grid(document: Sheet, heads: Sequence[str], widths: Sequence[Length], rows: Iterable[Sequence[str]], size: Length) -> None:
    """A table with lines, whose heading comes again on each page. A row of one text is a title across the table.

    A cell's text is put on one line for each line break; figures alone stand in the middle.
    """
    table = document.add_table(1, len(heads), "Table Grid")
    _set(table, widths, _ABOVE, _BESIDE)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        written(cell, head, size, bold=True)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    first = table.rows[0]._tr
    _property(first, "w:cantSplit")
    empty = deepcopy(first)
    _property(first, "w:tblHeader")
    for row in rows:
        table._tbl.append(_row(empty, row, len(heads)))


def _row(empty: BaseOxmlElement, texts: Sequence[str], width: int) -> BaseOxmlElement:
    row = deepcopy(empty)
    cells = row.findall(qn("w:tc"))
    if len(texts) == 1:
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(width))
        properties = cells[0].get_or_add_tcPr()
        properties.find(qn("w:tcW")).set(qn("w:w"), str(sum(int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in cells)))
        properties.insert_element_before(span, "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")
        for cell in cells[1:]:
            row.remove(cell)
    for cell, text in zip(cells, texts, strict=False):
        _fill(cell, text, bold=len(texts) == 1)
    return row


def _fill(cell: BaseOxmlElement, text: str, *, bold: bool) -> None:
    (model,) = cell.findall(qn("w:p"))
    side = "center" if text.isdecimal() or len(text) <= 4 else "left"
    for number, one in enumerate(text.split("\n")):
        paragraph = deepcopy(model) if number else model
        paragraph.pPr.find(qn("w:jc")).set(qn("w:val"), side)
        (run,) = paragraph.findall(qn("w:r"))
        run.rPr.find(qn("w:b")).set(qn("w:val"), "1" if bold else "0")
        run.text = line(one)
        if number:
            cell.append(paragraph)


def _set(table: Table, widths: Sequence[Length], above: Length, beside: Length) -> None:
    """Fixed widths: a long word is broken, and never pushes the table off the page."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    margins = OxmlElement("w:tblCellMar")
    for name, free in (("top", above), ("left", beside), ("bottom", above), ("right", beside)):
        side = OxmlElement(f"w:{name}")
        side.set(qn("w:w"), str(int(free.twips)))
        side.set(qn("w:type"), "dxa")
        margins.append(side)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _property(row: BaseOxmlElement, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))
