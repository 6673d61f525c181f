"""The yearly report has the form that Nghị định 30/2020/NĐ-CP, phụ lục I, prescribes, element by element and in its numbers."""

import re
from dataclasses import replace
from datetime import date

import pytest
from docx.document import Document as Sheet
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from app.plans.outputs import report
from app.plans.outputs.report import letters, paper
from app.plans.rules.periods import year_period
from tests.plans.outputs.files import parts, sheet_of, texts
from tests.plans.outputs.given import signed, the_report


@pytest.fixture(scope="module")
def file() -> bytes:
    return report.render(the_report())


@pytest.fixture(scope="module")
def sheet(file: bytes) -> Sheet:
    return sheet_of(file)


def rendered(**changes: object) -> Sheet:
    return sheet_of(report.render(replace(the_report(), **changes)))


#: Word counts in twentieths of a point.
TWIP = 635


def near(length: Length | None, wanted: Length) -> bool:
    return length is not None and abs(length - wanted) <= TWIP


def within(length: Length | None, least: Length, most: Length) -> bool:
    return length is not None and least <= length <= most


def look(paragraph: Paragraph) -> tuple[float, bool, bool]:
    """Size in points, bold, italic, as the paragraph's first run shows them."""
    run, style = paragraph.runs[0], paragraph.style
    assert style is not None
    size = run.font.size or style.font.size
    assert size is not None
    bold = style.font.bold if run.bold is None else run.bold
    return size.pt, bool(bold), bool(style.font.italic if run.italic is None else run.italic)


def head(sheet: Sheet) -> tuple[_Cell, _Cell, _Cell, _Cell]:
    """The issuer, the state, the number, the place and day."""
    (issuer, state), (number, place) = (row.cells for row in sheet.tables[0].rows)
    return issuer, state, number, place


def line_under(paragraph: Paragraph, room: Length) -> float:
    """The length in points of the line that an empty paragraph draws with its upper border."""
    (border,) = paragraph._p.findall(f".//{qn('w:pBdr')}/{qn('w:top')}")
    assert border.get(qn("w:val")) == "single"
    flow = paragraph.paragraph_format
    assert flow.left_indent == flow.right_indent is not None
    return room.pt - 2 * flow.left_indent.pt


def named(sheet: Sheet, text: str) -> Paragraph:
    (found,) = [one for one in sheet.paragraphs if one.text == text]
    return found


def test_paper_is_a4_with_margins_within_bounds(sheet: Sheet) -> None:
    first, *others = sheet.sections
    assert first.orientation == WD_ORIENT.PORTRAIT
    assert near(first.page_width, Mm(210)) and near(first.page_height, Mm(297))
    for section in sheet.sections:
        for margin in (section.top_margin, section.bottom_margin):
            assert within(margin, Mm(20), Mm(25))
        assert within(section.left_margin, Mm(30), Mm(35)) and within(section.right_margin, Mm(15), Mm(20))
    assert {(one.page_width, one.page_height, one.orientation) for one in others} == {
        (first.page_height, first.page_width, WD_ORIENT.LANDSCAPE)
    }


def test_every_typeface_is_times_new_roman_and_black(file: bytes) -> None:
    held = parts(file)
    for name in ("word/styles.xml", "word/document.xml", "word/header1.xml"):
        text = held[name].decode()
        fonts = " ".join(re.findall("<w:rFonts [^>]+>", text))
        assert set(re.findall('"([^"]+)"', fonts)) <= {"Times New Roman"}
        assert set(re.findall(r'<w:color w:val="([^"]+)"', text)) <= {"000000"}


def test_the_state_and_its_motto(sheet: Sheet) -> None:
    _, state, _, _ = head(sheet)
    name, motto, line = state.paragraphs
    assert name.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" and look(name) == (12, True, False)
    assert motto.text == "Độc lập - Tự do - Hạnh phúc" and look(motto) == (13, True, False)
    assert {name.alignment, motto.alignment} == {WD_ALIGN_PARAGRAPH.CENTER}
    assert state.width is not None
    assert line_under(line, state.width) == pytest.approx(letters.width(motto.text, 13, bold=True), abs=1)


def test_the_issuing_bodies(sheet: Sheet) -> None:
    issuer, _, _, _ = head(sheet)
    superior, name, line = issuer.paragraphs
    assert superior.text.replace("\n", " ") == "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG" and look(superior) == (12, False, False)
    assert name.text == "SỞ NGOẠI VỤ" and look(name) == (12, True, False)
    assert issuer.width is not None
    share = line_under(line, issuer.width) / letters.width(name.text, 12, bold=True)
    assert 1 / 3 <= share <= 1 / 2


def test_an_office_without_a_superior_stands_alone() -> None:
    issuer, _, _, _ = head(rendered(office=replace(the_report().office, superior=None)))
    assert [one.text for one in issuer.paragraphs] == ["SỞ NGOẠI VỤ", ""]


def test_number_place_and_day_are_blanks_until_they_are_known(sheet: Sheet) -> None:
    _, _, number, place = head(sheet)
    assert re.fullmatch(r"Số:\s{4,}/BC-SNgV", number.text) and look(number.paragraphs[0]) == (13, False, False)
    assert re.fullmatch(r"Cao Bằng, ngày\s{4,}tháng\s{4,}năm 20\s{2,}", place.text)
    assert look(place.paragraphs[0]) == (13, False, True)


@pytest.mark.parametrize(
    ("on", "shown"), [(date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"), (date(2020, 7, 15), "ngày 15 tháng 7 năm 2020")]
)
def test_number_place_and_day_when_they_are_known(on: date, shown: str) -> None:
    _, _, number, place = head(rendered(number="5", dated=on))
    assert (number.text, place.text) == ("Số: 05/BC-SNgV", f"Cao Bằng, {shown}")


def test_the_type_and_the_subject(sheet: Sheet) -> None:
    at = [one.text for one in sheet.paragraphs].index("BÁO CÁO")
    kind, subject, line = sheet.paragraphs[at : at + 3]
    assert look(kind) == look(subject) == (14, True, False)
    assert subject.text == "Kết quả thực hiện Kế hoạch số 3432/KH-UBND trong năm 2019"
    share = line_under(line, Mm(165)) / letters.width(subject.text, 14, bold=True)
    assert 1 / 3 <= share <= 1 / 2


def test_the_body(sheet: Sheet) -> None:
    style = sheet.styles["Body Text"]
    flow = style.paragraph_format
    assert style.font.size == Pt(14) and flow.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert near(flow.first_line_indent, Cm(1.27))
    assert flow.space_after is not None and flow.space_after >= Pt(6)
    assert isinstance(flow.line_spacing, float) and 1 <= flow.line_spacing <= 1.5
    body = [one for one in sheet.paragraphs if one.style is not None and one.style.name == "Body Text"]
    assert len(body) > 50
    assert {one.alignment for one in body} | {one.paragraph_format.first_line_indent for one in body} == {None}


def test_the_bases_are_in_italics_and_end_as_the_decree_says(sheet: Sheet) -> None:
    bases = [one for one in sheet.paragraphs if one.text.startswith("Căn cứ ")]
    assert [one.text[-1] for one in bases] == [";", "."]
    assert {look(one) for one in bases} == {(14, False, True)}


def test_parts_clauses_and_points_are_counted_as_the_decree_says(sheet: Sheet) -> None:
    level = {name: [one for one in sheet.paragraphs if one.style and one.style.name == name] for name in paper.HEADINGS}
    parts_, clauses, points = (level[name] for name in paper.HEADINGS)
    assert [one.text.split(".")[0] for one in parts_] == ["I", "II", "III", "IV", "V"]
    assert all(one.text.split(". ", 1)[1].isupper() for one in parts_)
    assert {look(one) for one in parts_ + clauses} == {(14, True, False)}
    assert {look(one) for one in points} == {(14, False, False)}
    assert [one.text[:2] for one in points[:8]] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "h)"]


def test_the_signature_is_blank_until_it_is_known(sheet: Sheet) -> None:
    _, signature = sheet.tables[-3].rows[0].cells
    post, name = signature.paragraphs
    assert set(post.text) == set(name.text) == {"…"}


def test_the_signature() -> None:
    _, signature = rendered(signer=signed()).tables[-3].rows[0].cells
    authority, post, name = signature.paragraphs
    assert [authority.text, post.text, name.text] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Thử Nghiệm"]
    assert {look(one) for one in (authority, post, name)} == {(14, True, False)}
    assert name.paragraph_format.space_before is not None and name.paragraph_format.space_before >= Pt(60)


def test_the_recipients(sheet: Sheet) -> None:
    recipients, _ = sheet.tables[-3].rows[0].cells
    to, *others = recipients.paragraphs
    assert to.text == "Nơi nhận:" and look(to) == (12, True, True)
    assert {look(one) for one in others} == {(11, False, False)}
    assert all(one.text.startswith("- ") for one in others)
    assert [one.text[-1] for one in others] == [";", ";", ";", ";", "."]
    assert others[-1].text == "- Lưu: VT, TTĐN."


def test_pages_are_numbered_in_the_top_margin_but_the_first(sheet: Sheet) -> None:
    for section in sheet.sections:
        assert section.different_first_page_header_footer
        assert [one.text for one in section.first_page_header.paragraphs] == [""]
        (number,) = section.header.paragraphs
        assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER and look(number)[0] == 13
        assert "PAGE" in "".join(one.text or "" for one in number._p.iter(qn("w:instrText")))
        assert section.header_distance is not None and section.header_distance < Mm(15)


def test_an_annex_counts_its_own_pages_and_says_what_it_belongs_to(sheet: Sheet) -> None:
    starts = [one._sectPr.find(qn("w:pgNumType")) for one in sheet.sections]
    assert [None if one is None else one.get(qn("w:start")) for one in starts] == [None, "1", "1"]
    assert look(named(sheet, "Phụ lục I")) == look(named(sheet, "DANH MỤC TÀI LIỆU MINH CHỨNG")) == (14, True, False)
    (*_, of) = [one for one in sheet.paragraphs if one.text.startswith("(Kèm theo Báo cáo số")]
    assert look(of) == (14, False, True) and of.text.endswith("của Sở Ngoại vụ)")


def test_one_annex_alone_has_no_number_and_the_text_points_at_it() -> None:
    bare = the_report()
    told = texts(report.render(replace(bare, contents=replace(bare.contents, narratives=()))))
    assert "Phụ lục" in told and "Phụ lục I" not in told
    assert any(one.endswith("(chi tiết tại Phụ lục kèm theo)./.") for one in told)


def test_a_table_repeats_its_heading_and_divides_no_row(sheet: Sheet) -> None:
    for table in sheet.tables:
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
        layout = table._tbl.tblPr.find(qn("w:tblLayout"))
        assert layout is not None and layout.get(qn("w:type")) == "fixed"
    assert sheet.tables[1].rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None


def test_the_file_tells_its_title_and_office_and_nothing_of_the_library(file: bytes, sheet: Sheet) -> None:
    about = sheet.core_properties
    assert (about.author, about.language, about.comments) == ("Sở Ngoại vụ", "vi-VN", "")
    assert about.title.startswith("Kết quả thực hiện Kế hoạch số 3432/KH-UBND")
    assert not [name for name in parts(file) if re.search("thumbnail|custom|app.xml|numbering", name)]


def test_a_report_on_several_years_says_so() -> None:
    several = replace(the_report(), period=year_period(2018, 2020))
    assert "Kết quả thực hiện Kế hoạch số 3432/KH-UBND trong giai đoạn 2018 - 2020" in texts(report.render(several))
