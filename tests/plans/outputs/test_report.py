"""What the yearly report says, and what it never says."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.plans.outputs import report
from app.plans.outputs.contents import Narrative, PlanContents
from app.plans.outputs.figures import number, percent
from app.plans.outputs.report import letters, words
from app.plans.outputs.report.writing import letter, roman
from app.plans.rules.registry import AgencyFact, Registry
from app.plans.rules.status import states
from tests.plans.outputs.files import sheet_of, texts
from tests.plans.outputs.given import AS_OF, FACTS, HEAD, KNOWN_AT, TEXTS, the_contents, the_report
from tests.plans.rules.facts import SO_TTTT, the_obligations


@pytest.fixture(scope="module")
def told() -> list[str]:
    return texts(report.render(the_report()))


def written(contents: PlanContents | None = None, **changes: object) -> list[str]:
    return texts(report.render(replace(the_report(contents), **changes)))


def between(told: list[str], first: str, last: str) -> list[str]:
    return told[told.index(first) + 1 : told.index(last)]


def test_the_opening_cites_the_plan_and_the_bases(told: list[str]) -> None:
    start = told.index("Kết quả thực hiện Kế hoạch số 3432/KH-UBND trong năm 2019")
    assert told[start + 2].startswith("Căn cứ Quyết định số 16/QĐ-TTg ngày 02 tháng 3 năm 2018")
    assert told[start + 3] == "Căn cứ Kế hoạch số 3432/KH-UBND ngày 25 tháng 10 năm 2018 của Ủy ban nhân dân tỉnh Cao Bằng."
    assert told[start + 4].endswith("Sở Ngoại vụ báo cáo kết quả thực hiện trong năm 2019 như sau:")


def test_the_figures_are_those_of_the_rules_and_say_how_they_were_counted() -> None:
    table = sheet_of(report.render(the_report())).tables[1]
    rows = {row.cells[0].text: (row.cells[1].text, row.cells[2].text) for row in table.rows}
    assert rows["Báo cáo phải gửi trong kỳ"][0] == "40"
    assert rows["Báo cáo đã được chấp nhận"][0] == "6"
    assert rows["Báo cáo trễ hạn theo thông tin đã ghi nhận"][0] == "4"
    assert rows["Báo cáo chưa có thông tin"] == ("27", "Đã hết thời hạn, chưa ghi nhận thông tin nào")
    assert all(how for _, how in rows.values())


def test_the_share_has_two_ends_and_names_what_is_left_out(told: list[str]) -> None:
    (share,) = [one for one in told if one.startswith("Trong 37 báo cáo")]
    assert "từ 16,22% (nếu coi như chưa được chấp nhận) đến 89,19%" in share
    assert share.endswith("Không tính 2 báo cáo chưa xác định được cơ quan.")


def test_no_share_is_told_of_nothing() -> None:
    told = written(replace(the_contents(), states=()))
    assert any(one.startswith("Chưa tính tỷ lệ báo cáo được chấp nhận") for one in told)


def test_every_task_stands_under_its_group_with_what_the_plan_prints(told: list[str]) -> None:
    results = between(told, "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ", "III. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU")
    assert sum(") Nhiệm vụ " in one for one in results) == 15
    at = results.index(f"a) Nhiệm vụ 4.1. {TEXTS[13].title}")
    assert (
        "Thời gian thực hiện theo Kế hoạch: 2018-2020; cơ quan chủ trì: Sở Ngoại vụ; cơ quan phối hợp: Kế hoạch không nêu."
        in (results[at + 1])
    )
    assert results[at + 2] == "- Tình trạng: đang thực hiện (thông tin mới nhất ngày 15/01/2020)."
    assert results[at + 3].startswith("- Báo cáo phải gửi trong kỳ: 1; đã được chấp nhận (thời hạn ngày 15/01/2020): Sở Ngoại vụ")


def test_a_task_outside_the_period_owes_nothing(told: list[str]) -> None:
    at = next(place for place, one in enumerate(told) if "Nhiệm vụ 1.1." in one)
    assert told[at + 3] == "- Báo cáo: không có báo cáo nào phải gửi trong kỳ này."


def test_an_accepted_account_is_told_with_its_agency_revision_translation_and_evidence(told: list[str]) -> None:
    assert any("(chấp nhận ngày 20/01/2020, bản điều chỉnh lần 1): [Dữ liệu thử nghiệm] Đã hoàn thành" in one for one in told)
    assert any("(chấp nhận ngày 15/01/2020, bản dịch từ tiếng Anh)" in one for one in told)
    assert any(one.startswith("Tài liệu minh chứng: [1] [Dữ liệu thử nghiệm] Tổng hợp điểm báo năm 2019; [2]") for one in told)
    annex = sheet_of(report.render(the_report())).tables[-1]
    assert [cell.text for cell in annex.rows[1].cells][2:] == ["1.3, 1.4", "https://example.org/vi/documents/0190-diem-bao"]


def test_an_accepted_report_without_vietnamese_words_says_so(told: list[str]) -> None:
    assert any(one.endswith("(chấp nhận ngày 28/02/2020): chưa có nội dung bằng tiếng Việt.") for one in told)
    assert "- Báo cáo đã được chấp nhận nhưng chưa có nội dung bằng tiếng Việt: nhiệm vụ 2.3." in told


def test_an_indicator_is_told_with_its_wording_parts_source_and_verdict(told: list[str]) -> None:
    reached = between(told, "III. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU", "IV. THỜI HẠN GỬI BÁO CÁO")
    assert reached[0].startswith("1. Chỉ tiêu: “100% phóng viên, nhà báo chuyên viết")
    assert reached[2:6] == [
        "- Mục tiêu: ít nhất 100%.",
        "- Kết quả năm 2019: 87,5% (tử số 7, mẫu số 8).",
        "- Nguồn số liệu: [Dữ liệu thử nghiệm] Báo cáo tập huấn.",
        "- Đánh giá: chưa đạt.",
    ]
    assert "- Đánh giá: chưa đủ thông tin để đánh giá." in reached
    assert "- Chưa có số liệu tính được của: Sở Ngoại vụ tỉnh Cao Bằng." in reached


def test_an_indicator_without_a_measurement_has_no_information() -> None:
    first = the_contents().indicators[0]
    state = replace(first.assessment.conditions[0], verdict="unknown", period=None, value=None, counted=())
    silent = replace(first, assessment=replace(first.assessment, verdict="unknown", conditions=(state,)))
    told = written(replace(the_contents(), indicators=(silent,)))
    assert "- Kết quả: chưa có thông tin." in told and "- Đánh giá: chưa có thông tin." in told


def test_what_is_late_and_what_is_not_known_stand_apart(told: list[str]) -> None:
    late = between(told, "1. Báo cáo trễ hạn theo thông tin đã ghi nhận", "2. Báo cáo chưa có thông tin (không coi là trễ hạn)")
    silent = between(told, "2. Báo cáo chưa có thông tin (không coi là trễ hạn)", "3. Báo cáo được gia hạn")
    assert len(late) == 4
    assert late[0].endswith("nhiệm vụ 1.3: thời hạn ngày 15/01/2020, gửi ngày 03/02/2020, trễ 19 ngày; đã được chấp nhận.")
    assert late[3].endswith(
        "nhiệm vụ 2.1: thời hạn ngày 15/01/2020, mới có dự thảo, chưa gửi, trễ 167 ngày tính đến ngày 30/06/2020."
    )
    assert "- Ủy ban nhân dân huyện Bảo Lạc: nhiệm vụ 1.2, 3.2." in silent
    assert not any("trễ" in one for one in silent)


def test_no_information_is_never_called_late_anywhere() -> None:
    told = written(the_contents(reports=()))
    assert not any("trễ" in one and "Chưa có thông tin" in one and "không" not in one for one in told)
    assert between(
        told, "1. Báo cáo trễ hạn theo thông tin đã ghi nhận", "2. Báo cáo chưa có thông tin (không coi là trễ hạn)"
    ) == ["Không ghi nhận trường hợp nào."]


def test_an_extension_is_told_with_both_days_and_its_reason(told: list[str]) -> None:
    assert (
        "- Sở Thông tin và Truyền thông tỉnh Cao Bằng, nhiệm vụ 2.3: từ ngày 15/01/2020 đến ngày 28/02/2020; "
        "lý do: lùi lớp tập huấn do dịch bệnh." in told
    )


def test_a_class_without_a_list_is_named_as_a_gap(told: list[str]) -> None:
    assert any(one.startswith("- Các sở, ngành (nhiệm vụ 1.2, 3.2): chưa có danh sách các cơ quan thuộc nhóm") for one in told)


def test_a_duty_that_passed_on_names_both(told: list[str]) -> None:
    assert any("Ủy ban nhân dân huyện Thông Nông (nay do Ủy ban nhân dân huyện Hà Quảng chịu trách nhiệm)" in one for one in told)


def test_a_body_that_ended_without_an_heir_is_a_gap() -> None:
    registry = Registry((AgencyFact(SO_TTTT, None, date(2020, 3, 1)),))
    owed = the_obligations(registry=registry, until=date(2019, 12, 31), as_of=AS_OF, known_at=KNOWN_AT)
    told = written(replace(the_contents(), states=states(owed, FACTS, AS_OF, KNOWN_AT)))
    assert any(
        one.startswith("- Sở Thông tin và Truyền thông tỉnh Cao Bằng: đã kết thúc hoạt động, chưa ghi nhận cơ quan kế thừa")
        for one in told
    )


def test_nothing_is_missing_when_everything_is_known() -> None:
    told = written(PlanContents(HEAD, AS_OF, KNOWN_AT))
    assert "Các thông tin cần để lập báo cáo này đã được ghi nhận đủ." in told


def test_years_without_holidays_and_years_after_the_plan_are_told() -> None:
    contents = the_contents()
    first = contents.states[0]
    odd = replace(first, obligation=replace(first.obligation, missing_years=(2021,), after_period=True, source="plan"))
    told = written(replace(contents, states=(odd, *contents.states[1:])))
    assert any(one.startswith("- Chưa có dữ liệu về ngày nghỉ, ngày làm bù của năm 2021") for one in told)
    assert "- Số liệu bao gồm báo cáo về các nhiệm vụ thường xuyên sau khi kết thúc giai đoạn của Kế hoạch." in told
    assert any("1 báo cáo theo thời hạn do Kế hoạch quy định; 39 báo cáo" in one for one in told)


def test_proposals_are_the_offices_own_and_without_any_there_is_no_such_part(told: list[str]) -> None:
    assert not any("KIẾN NGHỊ" in one for one in told)
    proposed = written(proposals=("Đề nghị các sở, ngành gửi báo cáo",))
    assert proposed[proposed.index("VI. KIẾN NGHỊ, ĐỀ XUẤT") + 1] == "- Đề nghị các sở, ngành gửi báo cáo."


def test_a_narrative_of_several_lines_is_so_many_paragraphs() -> None:
    told = written(replace(the_contents(), narratives=(Narrative("1.4", "2019", SO_TTTT, "Một.\r\n\r\nHai.\nBa."),)))
    at = told.index("+ Sở Thông tin và Truyền thông tỉnh Cao Bằng: Một.")
    assert told[at + 1 : at + 3] == ["Hai.", "Ba."]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("2019", "năm 2019"),
        ("2018-2020", "giai đoạn 2018 - 2020"),
        ("2019-H1", "6 tháng đầu năm 2019"),
        ("2019-Q3", "quý III năm 2019"),
        ("lần 2", "kỳ lần 2"),
    ],
)
def test_a_period_in_words(code: str, shown: str) -> None:
    assert words.period(code) == shown


def test_points_are_counted_by_the_vietnamese_alphabet() -> None:
    assert "".join(map(letter, range(1, 24))) == "abcdđeghiklmnopqrstuvxy"
    assert [letter(24), letter(25), letter(47)] == ["aa", "ab", "ba"]
    assert [roman(one) for one in (1, 4, 6, 9, 14)] == ["I", "IV", "VI", "IX", "XIV"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1234567.5", "1.234.567,5"), ("100", "100"), ("0.0001", "0,0001"), ("87.5000", "87,5"), ("1E+30", "1E+30"), ("NaN", "NaN")],
)
def test_numbers_have_a_vietnamese_comma_and_every_digit(value: str, shown: str) -> None:
    assert number(Decimal(value)) == shown


def test_a_percentage_has_two_places_at_most() -> None:
    assert [percent(Decimal(one)) for one in ("0.1622", "1", "0")] == ["16,22%", "100%", "0%"]


def test_titles_are_broken_into_lines_of_like_width() -> None:
    assert letters.balanced("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", 12, 189) == ["ỦY BAN NHÂN DÂN", "TỈNH CAO BẰNG"]
    assert letters.balanced("SỞ NGOẠI VỤ", 12, 189, bold=True) == ["SỞ NGOẠI VỤ"]
    assert letters.balanced("W" * 500, 12, 189) == ["W" * 500]
