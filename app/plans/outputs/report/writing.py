"""Writing on the sheet: paragraphs of the body, headings, and lines under texts."""

from collections.abc import Iterable
from typing import Literal

from docx.document import Document as Sheet
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.plans.outputs.report import paper

Where = Literal["left", "centre", "right", "justified"]

_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justified": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


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
