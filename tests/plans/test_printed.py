"""The seed holds the whole plan as printed: every line, every task with its agencies and time, and the right number of everything."""

import re
from collections import Counter
from pathlib import Path

import pytest

from app import transfer
from app.plans.rules.timeframes import parse
from app.transfer.records import PlanRecord
from tests.plans import printed

SEED = Path(__file__).parents[2] / "seed"


@pytest.fixture(scope="module")
def records() -> transfer.Records:
    return transfer.read(SEED)


@pytest.fixture(scope="module")
def plan(records: transfer.Records) -> PlanRecord:
    (one,) = (read.record for read in records.plans)
    return one


def count(plan: PlanRecord, part: str, kind: str) -> int:
    return sum(one.part == part and one.kind == kind for one in plan.passages)


def test_every_line_beside_the_tasks_stands_in_the_seed_in_its_order(plan: PlanRecord) -> None:
    told = [(one.marker, one.printed) for one in plan.passages if one.part != "recipient"]
    recipients = [(one.marker, one.printed) for one in plan.passages if one.part == "recipient"]
    whole = printed.body()
    start = whole.index(("", "Nơi nhận:"))
    assert told == whole[:start]
    assert recipients == whole[start:]


def test_every_task_has_the_printed_name_agencies_and_time(plan: PlanRecord) -> None:
    told = [
        printed.PrintedTask(one.number, one.printed, one.leads_printed, one.coordinating_printed or "", one.timeframe_printed)
        for one in plan.tasks
    ]
    assert told == printed.tasks()
    assert len(told) == 15


def test_the_groups_have_both_their_wordings(plan: PlanRecord) -> None:
    assert [(one.key, one.printed) for one in plan.groups] == printed.groups()
    lettered = [(marker, line) for marker, line in printed.section("IV") if marker in ("a)", "b)", "c)", "d)")][:4]
    assert [(one.letter, one.body_printed) for one in plan.groups] == lettered


def test_every_agency_of_a_task_is_written_in_its_cell_and_nothing_else_is(plan: PlanRecord) -> None:
    for task in plan.tasks:
        for role, cell in (("lead", task.leads_printed), ("coordinating", task.coordinating_printed or "")):
            rest = cell
            for one in task.assignments:
                if one.role == role:
                    assert one.printed in rest, (task.number, one.printed)
                    rest = rest.replace(one.printed, "", 1)
            assert re.fullmatch(r"[ ,;.\u00a0]*", rest), (task.number, rest)


def test_every_printed_agency_is_one_that_is_called_so(plan: PlanRecord, records: transfer.Records) -> None:
    called = {
        one.record.code: {name.name for name in one.record.names if name.language == "vi"} | set(one.record.aliases)
        for one in records.agencies
    }
    for task in plan.tasks:
        for one in task.assignments:
            assert one.printed.casefold() in {name.casefold() for name in called[one.agency]}, (task.number, one.printed)


def test_the_numbers_of_everything_are_those_of_the_print(plan: PlanRecord) -> None:
    ii, iii, iv, vi = (printed.section(number) for number in ("II", "III", "IV", "VI"))
    second = ii.index(("2.", "Mục tiêu"))
    assert count(plan, "viewpoint", "item") == Counter(marker for marker, _ in ii[:second])["-"] == 2
    assert count(plan, "objective", "item") == Counter(marker for marker, _ in ii[second:])["-"] == 4
    headings = [marker for marker, _ in iii if marker != "-"]
    assert count(plan, "solution", "heading") == len(headings) == 4
    assert count(plan, "solution", "item") == len(iii) - len(headings) == 10
    roadmap = iv[iv.index(("2.", "Lộ trình thực hiện")) + 1 :]
    assert count(plan, "milestone", "heading") == sum(marker != "-" for marker, _ in roadmap) == 3
    assert count(plan, "milestone", "item") == sum(marker == "-" for marker, _ in roadmap) == 9
    assert count(plan, "responsibility", "heading") == sum(marker.endswith(".") for marker, _ in vi) == 11
    assert count(plan, "legal_basis", "item") == sum(line.startswith("Căn cứ") for _, line in printed.section("I")) == 6
    assert count(plan, "funding", "item") == len(printed.section("V")) == 2
    recipients = printed.body()[printed.body().index(("", "Nơi nhận:")) + 1 :]
    assert count(plan, "recipient", "item") == len(recipients) == 9


def test_one_heading_of_responsibilities_names_two_bodies_and_one_a_class(plan: PlanRecord, records: transfer.Records) -> None:
    named = [one.agencies for one in plan.passages if (one.part, one.kind) == ("responsibility", "heading")]
    classes = {one.record.code for one in records.agencies if one.record.type == "class"}
    assert [len(one) for one in named] == [1] * 10 + [2]
    assert [one for one in named if classes.intersection(one)] == [["ubnd-cac-huyen-thanh-pho"]]


def test_every_legal_basis_names_a_document_of_the_seed(plan: PlanRecord, records: transfer.Records) -> None:
    keys = {one.record.key for one in records.documents}
    named = [one.document for one in plan.passages if (one.part, one.kind) == ("legal_basis", "item")]
    assert len(set(named)) == 6
    assert keys.issuperset(filter(None, named))


def test_the_addresses_are_those_of_the_plans_document(plan: PlanRecord, records: transfer.Records) -> None:
    document = next(one.record for one in records.documents if one.record.key == plan.document)
    eids = {one.eid for one in document.translations[0].provisions}
    told = {one.eid for one in plan.passages} | {one.eid for one in plan.tasks} | {one.eid for one in plan.groups}
    assert {eid for eid in told - eids if eid} == {f"sec_VI__para_{number}__text" for number in (3, 8, 9)}


def test_printed_times_are_typed(plan: PlanRecord) -> None:
    kinds = {one.number: parse(one.timeframe_printed, plan.first_year, plan.last_year).kind for one in plan.tasks}
    assert [number for number, kind in kinds.items() if kind == "year"] == ["1.1", "1.4"]
    assert [number for number, kind in kinds.items() if kind == "span"] == ["1.7", "2.1", "2.2", "3.1", "4.1"]
    assert [number for number, kind in kinds.items() if kind == "yearly"] == ["1.8", "2.3"]
    assert [number for number, kind in kinds.items() if kind == "continuous"] == ["1.2", "1.3", "1.5", "1.6", "3.2", "4.2"]


def test_the_department_of_information_leads_nine_tasks(plan: PlanRecord) -> None:
    leads = Counter(one.agency for task in plan.tasks for one in task.assignments if one.role == "lead")
    assert leads["so-tttt-cao-bang"] == 9
    assert [task.number for task in plan.tasks if not any(one.role == "coordinating" for one in task.assignments)] == ["4.1"]


@pytest.mark.parametrize(
    "odd",
    [
        "Thông tư số 09/2017/NĐ-CP",
        "Quyết định số 25/2015/QĐ-UBND ngày 19 tháng 10 năm 2017",
        "sai lệnh",
        "Chỉ trì",
        "hiện quả",
        "báo chí,.",
    ],
)
def test_what_is_printed_oddly_is_kept_with_a_note(plan: PlanRecord, odd: str) -> None:
    (passage,) = (one for one in plan.passages if odd in one.printed)
    assert passage.note is not None
    assert set(passage.note) == {"vi", "en", "zh-Hans"}


def test_odd_things_of_tasks_are_kept_with_a_note(plan: PlanRecord) -> None:
    tasks = {one.number: one for one in plan.tasks}
    assert "phản bác bác" in tasks["1.2"].printed and tasks["1.2"].note is not None
    assert tasks["4.1"].coordinating_printed == "\u00a0" and tasks["4.1"].note is not None
    wording = next(one.wording for passage in plan.passages for one in passage.tasks if one.number == "2.2")
    assert wording == "Xây dựng hệ thống tài liệu, xuất bản phẩm phục vụ công tác tuyên truyền về nhân quyền"
    assert wording not in tasks["2.2"].printed and tasks["2.2"].note is not None
    assert plan.note is not None and "3432/KH-UBND" in plan.note["vi"]


def test_both_indicators_have_their_whole_wording(plan: PlanRecord) -> None:
    lines = [line for _, line in printed.section("II")]
    assert [one.printed for one in plan.indicators] == [line for line in lines if line.startswith("100%")]
    assert [[condition.code for condition in one.conditions] for one in plan.indicators] == [["trained"], ["trained", "equipped"]]
    assert {(c.target, c.unit, c.combine) for one in plan.indicators for c in one.conditions} == {(100, "percent", "ratio")}
    assert all(condition.baseline is None for one in plan.indicators for condition in one.conditions)


def test_the_only_rule_of_the_plan_is_the_review_and_every_other_says_who_set_it(plan: PlanRecord) -> None:
    rules = {one.code: one for one in plan.rules}
    assert rules["review-2020"].printed in [line for _, line in printed.section("IV")]
    assert [one.code for one in plan.rules if one.source == "plan"] == ["review-2020"]
    assert rules["yearly"].source == "administrator"
    assert "administrator" in next(one.label for one in rules["yearly"].labels if one.language == "en")


def test_translations_say_that_they_are_not_official(plan: PlanRecord) -> None:
    titles = [*plan.titles, *(title for one in (*plan.tasks, *plan.groups) for title in one.titles)]
    assert not any(one.official for one in titles)
    for one in (plan, *plan.tasks, *plan.groups):
        assert [title.language for title in one.titles] == ["en", "zh-Hans"]
