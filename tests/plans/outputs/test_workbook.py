"""The workbook: values that a spreadsheet can reckon with, and nothing that runs."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest

from app.i18n import LOCALES
from app.plans.outputs import workbook
from app.plans.outputs.contents import Narrative
from app.plans.outputs.workbook.sheets import sheet_name
from tests.plans.outputs.files import Cell, column, parts, row, workbook_of
from tests.plans.outputs.given import the_contents
from tests.plans.rules.facts import SO_TTTT


@pytest.fixture(scope="module")
def sheets() -> dict[str, dict[str, Cell]]:
    return workbook_of(workbook.render(the_contents(), "vi"))


def day_of(cell: Cell) -> date:
    return date(1899, 12, 30) + timedelta(days=int(float(cell.value)))


@pytest.mark.parametrize(
    ("locale", "names", "head"),
    [
        ("vi", ["Giới thiệu tệp", "Nhiệm vụ", "Báo cáo", "Chỉ tiêu", "Số liệu được tính"], "Số nhiệm vụ"),
        ("en", ["About this file", "Tasks", "Reports", "Indicators", "Measurements counted"], "Task"),
        ("zh", ["文件说明", "任务", "报告", "指标", "计入的测量值"], "任务编号"),
    ],
)
def test_sheets_and_headings_are_in_the_readers_language(locale: str, names: list[str], head: str) -> None:
    found = workbook_of(workbook.render(the_contents(), locale))
    assert list(found) == names
    assert row(found[names[1]], 1)[0] == row(found[names[2]], 1)[0] == head


def test_the_first_sheet_says_which_plan_when_and_how(sheets: dict[str, dict[str, Cell]]) -> None:
    about = sheets["Giới thiệu tệp"]
    assert row(about, 1) == ["Kế hoạch", "3432/KH-UBND · Ủy ban nhân dân tỉnh Cao Bằng"]
    assert (day_of(about["B3"]), about["B4"].value) == (date(2020, 6, 30), "2020-07-01 08:30+07:00")
    assert row(about, 5)[:2] == ["Báo cáo phải gửi", "40"]
    assert row(about, 11) == [
        "Báo cáo chưa có thông tin",
        "27",
        "Đã hết thời hạn mà chưa ghi nhận thông tin nào; không coi là trễ hạn.",
    ]
    assert [about["B13"].value, about["B14"].value] == ["16.22", "89.19"]


def test_there_is_a_row_for_each_task_report_condition_and_measurement(sheets: dict[str, dict[str, Cell]]) -> None:
    assert [one.value for one in column(sheets["Nhiệm vụ"], "Số nhiệm vụ")][:3] == ["1.1", "1.2", "1.3"]
    lengths = {"Nhiệm vụ": ("Số nhiệm vụ", 15), "Báo cáo": ("Số nhiệm vụ", 40), "Chỉ tiêu": ("Mã chỉ tiêu", 3)}
    for name, (head, length) in {**lengths, "Số liệu được tính": ("Mã chỉ tiêu", 4)}.items():
        assert len(column(sheets[name], head)) == length


def test_a_tasks_number_is_text_and_its_counts_are_numbers(sheets: dict[str, dict[str, Cell]]) -> None:
    assert {one.kind for one in column(sheets["Nhiệm vụ"], "Số nhiệm vụ")} == {"text"}
    assert {one.kind for one in column(sheets["Nhiệm vụ"], "Báo cáo phải gửi")} == {"number"}


def test_days_are_days_and_decimals_are_numbers(sheets: dict[str, dict[str, Cell]]) -> None:
    assert {(one.kind, day_of(one)) for one in column(sheets["Báo cáo"], "Thời hạn")} == {
        ("number", date(2020, 1, 15)),
        ("number", date(2020, 2, 28)),
        ("number", date(2020, 7, 31)),
    }
    assert [(one.kind, one.value) for one in column(sheets["Chỉ tiêu"], "Giá trị")] == [
        ("number", "87.5"),
        ("number", "100"),
        ("number", "70"),
    ]


def test_the_sheets_keep_their_headings_in_view_and_have_filters() -> None:
    held = parts(workbook.render(the_contents(), "vi"))
    for place in (2, 3, 4, 5):
        sheet = held[f"xl/worksheets/sheet{place}.xml"].decode()
        assert 'ySplit="1"' in sheet and 'state="frozen"' in sheet and "<autoFilter" in sheet and "<cols>" in sheet


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "{=", "https://", "mailto:", "file://", "internal:"])
def test_no_text_is_ever_a_formula_or_a_link(sign: str) -> None:
    text = f"{sign}cmd|' /C calc'!A0"
    contents = the_contents()
    tasks = tuple(replace(one, title=text, leads=(text,), coordinating=(text,)) for one in contents.tasks)
    narrative = Narrative("1.4", "2019", SO_TTTT, text)
    hostile = replace(
        contents,
        plan=replace(contents.plan, title=text, number=None, issuer=text),
        tasks=tasks,
        names=dict.fromkeys(contents.names, text),
        narratives=(narrative,),
    )
    file = workbook.render(hostile, "vi")
    kinds = {cell.kind for cells in workbook_of(file).values() for cell in cells.values()}
    assert kinds == {"text", "number"}
    assert {one.value for one in column(workbook_of(file)["Nhiệm vụ"], "Tên nhiệm vụ")} == {text.strip()}
    held = parts(file)
    assert not [name for name in held if "externalLink" in name or "sheet" in name and name.endswith(".rels")]
    assert not [name for name, text in held.items() if b"<hyperlink" in text or b"<f>" in text]


@pytest.mark.parametrize(
    "text", ["<r><t>x</t></r>", "<r>&</r>", "_x0041_", "<b>&amp;</b>", "]]>", "{{ title }}", "\ud800", "\x00\x1b"]
)
def test_markup_in_a_text_is_text(text: str) -> None:
    contents = the_contents()
    tasks = (replace(contents.tasks[0], title=f"{text}"),)
    found = workbook_of(workbook.render(replace(contents, tasks=tasks), "en"))["Tasks"]
    shown = [one.value.replace("_x005F_", "_").rstrip() for one in column(found, "Title of the task")]
    assert shown == [one for one in [text.replace("\ud800", "\ufffd").strip("\x00\x1b")] if one]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    narratives = (Narrative("1.4", "2019", SO_TTTT, "𝒳" * 40_000),)
    found = workbook_of(workbook.render(replace(the_contents(), narratives=narratives), "en"))["Reports"]
    (cell,) = column(found, "Accepted account")
    assert cell.value.endswith("𝒳…") and len(cell.value.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        ("0.0001", "number", "0.0001"),
        ("123456789012345", "number", "123456789012345"),
        ("1234567890.123456", "text", "1234567890.123456"),
        ("1E+400", "text", "1E+400"),
        ("NaN", "text", "NaN"),
    ],
)
def test_a_number_that_a_spreadsheet_would_round_is_text(value: str, kind: str, shown: str) -> None:
    contents = the_contents()
    first = contents.indicators[0]
    condition = replace(first.indicator.conditions[0], target=Decimal(value))
    odd = replace(first, indicator=replace(first.indicator, conditions=(condition,)))
    found = workbook_of(workbook.render(replace(contents, indicators=(odd,)), "en"))["Indicators"]
    (cell,) = column(found, "Target")
    assert (cell.kind, cell.value) == (kind, shown)


def test_a_day_before_spreadsheets_is_text() -> None:
    contents = the_contents()
    first = contents.states[0]
    period = replace(first.obligation.period, first=date(1899, 5, 4))
    old = replace(first, obligation=replace(first.obligation, period=period))
    found = workbook_of(workbook.render(replace(contents, states=(old,)), "en"))["Reports"]
    assert column(found, "Period from") == [Cell("text", "1899-05-04", column(found, "Task")[0].style)]


@pytest.mark.parametrize(("text", "name"), [("a/b:c?", "a b c"), ("'x'", "x"), ("n" * 40, "n" * 30 + "…"), ("[]", "-")])
def test_a_sheet_has_a_name_that_every_program_takes(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_names_of_sheets_are_short_in_every_language() -> None:
    names = [name for locale in LOCALES for name in workbook_of(workbook.render(the_contents(), locale))]
    assert max(map(len, names)) <= 31 and not [name for name, sign in product(names, "[]:*?/\\") if sign in name]


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_five_thousand_tasks_with_eight_years_each_are_written() -> None:
    contents = the_contents()
    first = next(one for one in contents.states if one.state == "no_information")
    tasks = tuple(
        replace(contents.tasks[0], planned=replace(contents.tasks[0].planned, number=f"{one // 100}.{one % 100}"))
        for one in range(5_000)
    )
    many = tuple(replace(first, obligation=replace(first.obligation, task=task.number)) for task in tasks for _ in range(8))
    file = workbook.render(replace(contents, tasks=tasks, states=many, task_states=()), "vi")
    assert b'<row r="40001"' in parts(file)["xl/worksheets/sheet3.xml"]
