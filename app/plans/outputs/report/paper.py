"""An empty sheet in the decree's form: paper, margins, typeface, styles and page numbers."""

from datetime import UTC, datetime

from docx import Document
from docx.document import Document as Sheet
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from app.plans.outputs.report import form

BODY = "Body Text"
HEADINGS = ("Heading 1", "Heading 2", "Heading 3")
CELL = "Cell"

_LANGUAGE = "vi-VN"
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Header", "Footer", BODY, *HEADINGS}
_NEEDLESS = ("thumbnail", "customXml", "stylesWithEffects", "extended-properties", "numbering")
#: The mode of Word 2013 and later; below it Word shows a document as one of an older time.
_MODE = "15"


def sheet(title: str, author: str, made: datetime) -> Sheet:
    """A document without a word, with one section. ``made`` is an aware instant."""
    document = Document()
    _slim(document)
    _styles(document)
    page(document.sections[0])
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title[:255], author[:255], ""
    about.subject = about.keywords = about.comments = about.category = ""
    about.language = _LANGUAGE
    about.created = about.modified = made.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1
    return document


def annex(document: Sheet) -> Section:
    """A new section on broad paper, whose pages are counted from 1 anew, as the decree asks for an annex."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = form.HEIGHT, form.WIDTH
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    count = OxmlElement("w:pgNumType")
    count.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(count, "w:cols", "w:titlePg", "w:docGrid")
    return section


def room(section: Section) -> Length:
    """The width between the margins."""
    return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def page(section: Section) -> None:
    """Paper, margins, and the page's number in the top margin of every page but the first."""
    section.page_width, section.page_height = form.WIDTH, form.HEIGHT
    section.top_margin, section.bottom_margin = form.TOP, form.BOTTOM
    section.left_margin, section.right_margin = form.LEFT, form.RIGHT
    section.header_distance = section.footer_distance = form.NUMBER_FROM_EDGE
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = number.add_run()
    run.font.size = form.PAGE_NUMBER_SIZE
    for kind, text in (("begin", ""), ("", " PAGE "), ("separate", ""), ("shown", "2"), ("end", "")):
        run._r.append(_field(kind, text))


def _field(kind: str, text: str) -> BaseOxmlElement:
    if kind == "shown":
        element = OxmlElement("w:t")
    elif text:
        element = OxmlElement("w:instrText")
        element.set(qn("xml:space"), "preserve")
    else:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
        return element
    element.text = text
    return element


def _slim(document: Sheet) -> None:
    """The library's template without what a report has no use for: a picture of another document, styles of other typefaces."""
    for rels in (document.part.rels, document.part.package.rels):
        for name, one in list(rels.items()):
            if any(word in one.reltype for word in _NEEDLESS):
                del rels[name]
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for link in list(document.styles.element.iter(qn("w:link"))):
        link.getparent().remove(link)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _MODE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.attrib.clear()
        language.set(qn("w:val"), _LANGUAGE)


def _styles(document: Sheet) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for element in defaults.iter(qn("w:lang")):
        element.set(qn("w:val"), _LANGUAGE)
        element.set(qn("w:eastAsia"), _LANGUAGE)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), form.TYPEFACE)
    for name in ("Normal", BODY, *HEADINGS, "Header"):
        _plain(_paragraphs(document, name))
    _plain(_paragraphs(document, CELL))
    for name in (BODY, *HEADINGS):
        flow = _paragraphs(document, name).paragraph_format
        flow.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        flow.first_line_indent = form.FIRST_LINE
        flow.space_after, flow.line_spacing = form.BETWEEN_PARAGRAPHS, form.LINE_SPACING
    for name in HEADINGS:
        style = _paragraphs(document, name)
        style.paragraph_format.keep_with_next = True
        style.font.bold = name != HEADINGS[2]


def _paragraphs(document: Sheet, name: str) -> ParagraphStyle:
    styles = document.styles
    found = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(found, ParagraphStyle)
    return found


def _plain(style: ParagraphStyle) -> None:
    style.font.name, style.font.size = form.TYPEFACE, form.BODY_SIZE
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.font.bold = style.font.italic = False
    flow = style.paragraph_format
    flow.space_before = flow.space_after = Pt(0)
    flow.line_spacing = 1.0
    flow.widow_control = True
    flow.keep_with_next = flow.keep_together = False
