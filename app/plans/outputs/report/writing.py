"""Writing on the sheet: paragraphs of the body, headings, lines under texts, and tables."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Literal

from docx.document import Document as Sheet
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from app.plans.outputs.report import paper
from app.plans.outputs.texts import line

Where = Literal["left", "centre", "right", "justified"]

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justified": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
#: What a cell of a grid leaves free above and below its text, and at its sides.
_ABOVE, _BESIDE = Pt(2), Pt(4)


def roman(number: int) -> str:
    """I, II, III …, as parts are counted."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def letter(number: int) -> str:
    """a, b, c, d, đ …: points are counted by the Vietnamese alphabet; after y comes aa."""
    written = ""
    while number:
        number, rest = divmod(number - 1, len(_ALPHABET))
        written = _ALPHABET[rest] + written
    return written


def body(document: Sheet, text: str, *, italic: bool = False) -> Paragraph:
    """A paragraph of the body. The text is ours or has been put on one line: it is written as it is."""
    paragraph = document.add_paragraph(style=paper.BODY)
    paragraph.add_run(text).italic = True if italic else None
    return paragraph


def part(document: Sheet, number: int, title: str) -> None:
    """I. TITLE"""
    document.add_paragraph(f"{roman(number)}. {title.upper()}", paper.HEADINGS[0])


def clause(document: Sheet, number: int, title: str) -> None:
    """1. Title"""
    document.add_paragraph(f"{number}. {title}", paper.HEADINGS[1])


def point(document: Sheet, number: int, title: str) -> None:
    """a) Title"""
    document.add_paragraph(f"{letter(number)}) {title}", paper.HEADINGS[2])


def items(document: Sheet, texts: Iterable[str], mark: str = "-") -> None:
    """One paragraph an item, each with a mark."""
    for text in texts:
        body(document, f"{mark} {text}")


def written(
    where: Sheet | _Cell,
    text: str,
    size: Length,
    side: Where = "centre",
    *,
    bold: bool = False,
    italic: bool = False,
    before: Length | None = None,
) -> Paragraph:
    """A line outside the body: in the letterhead, a signature, a title."""
    fresh = isinstance(where, _Cell) and len(where.paragraphs) == 1 and not where.paragraphs[0].runs and where.paragraphs[0]
    paragraph = fresh or where.add_paragraph()
    paragraph.style = paper.CELL
    paragraph.alignment = _SIDES[side]
    paragraph.paragraph_format.space_before = before
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = size, bold, italic
    return paragraph


def rule(where: Sheet | _Cell, length: float, room: float) -> Paragraph:
    """A line of ``length`` points in the middle of a column ``room`` points wide: the upper border of an empty paragraph."""
    paragraph = where.add_paragraph(style=paper.CELL)
    flow = paragraph.paragraph_format
    flow.left_indent = flow.right_indent = Pt(round((room - length) / 2, 1))
    flow.line_spacing_rule, flow.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    flow.space_before = Pt(2)
    border = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    return paragraph


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
