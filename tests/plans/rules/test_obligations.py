"""Obligations: one for each task, period and body, due on working days, with their rule and their extension told."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from app.plans.rules.facts import Extension, Key
from app.plans.rules.periods import DayOfYear, FixedDay, Period, ReportingRule, WorkingDaysAfter, due_day, periods, year_period
from app.plans.rules.workdays import Holidays
from tests.plans.rules.facts import (
    HOLIDAYS,
    HUYEN,
    PLAN,
    REVIEW,
    SO_NGANH,
    SO_NGOAI_VU,
    SO_TTTT,
    YEARLY,
    at,
    task,
    the_obligations,
)


@pytest.mark.parametrize(
    ("frequency", "codes", "last"),
    [
        ("yearly", ["2019"], date(2019, 12, 31)),
        ("half_yearly", ["2019-H1", "2019-H2"], date(2019, 6, 30)),
        ("quarterly", ["2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4"], date(2019, 3, 31)),
    ],
)
def test_periods_are_named_by_year_and_part(frequency: str, codes: list[str], last: date) -> None:
    rule = replace(YEARLY, frequency=frequency, valid_from=None)
    found = list(periods(rule, 2019, 2019, date(2019, 12, 31)))
    assert [one.code for one in found] == codes
    assert found[0] == Period(codes[0], date(2019, 1, 1), last)
    assert found[-1].last == date(2019, 12, 31)


def test_a_period_that_ended_before_the_rule_is_not_asked_for() -> None:
    rule = replace(YEARLY, frequency="quarterly")
    assert [one.code for one in periods(rule, 2018, 2019, date(2019, 1, 1))] == ["2018-Q4", "2019-Q1"]


def test_due_days_are_moved_as_the_rule_says() -> None:
    year = year_period(2021)
    on_a_saturday = replace(YEARLY, due=DayOfYear(1, 15))
    assert due_day(on_a_saturday, year, HOLIDAYS).day == date(2022, 1, 17)
    assert due_day(replace(on_a_saturday, shift="previous"), year, HOLIDAYS).day == date(2022, 1, 14)
    assert due_day(replace(YEARLY, due=WorkingDaysAfter(5)), year_period(2019), HOLIDAYS).day == date(2020, 1, 8)
    assert due_day(replace(YEARLY, due=FixedDay(date(2020, 12, 31))), year_period(2020), HOLIDAYS).day == date(2020, 12, 31)
    assert due_day(replace(YEARLY, due=DayOfYear(2, 31)), year_period(2019), HOLIDAYS).day == date(2020, 3, 2)


def test_task_1_4_is_owed_for_2019_alone() -> None:
    (one,) = the_obligations([task("1.4")])
    assert one.key == Key("1.4", "2019", SO_TTTT)
    assert (one.due, one.rule, one.source, one.missing_years) == (date(2020, 1, 15), "yearly", "administrator", ())


def test_task_4_1_is_owed_each_year_by_the_department_of_foreign_affairs() -> None:
    found = the_obligations([task("4.1")])
    assert [(one.period.code, one.obliged.body) for one in found] == [(year, SO_NGOAI_VU) for year in ("2018", "2019", "2020")]


def test_task_3_2_is_owed_by_the_districts_of_each_year_and_by_departments_that_nobody_lists() -> None:
    found = the_obligations([task("3.2")])
    assert Counter(one.period.code for one in found) == {"2018": 14, "2019": 14, "2020": 11}
    unknown = [one for one in found if one.obliged.body is None]
    assert [one.obliged.printed for one in unknown] == [SO_NGANH] * 3
    assert {one.obliged.printed for one in found} == {SO_NGANH, HUYEN}
    assert "ubnd-huyen-ha-lang" in unknown[0].besides


def test_every_lead_owes_for_the_years_of_its_tasks_timeframe() -> None:
    found = the_obligations()
    assert Counter(one.task for one in found if one.obliged.by == "lead") == {
        "1.1": 1, "1.4": 1, "2.1": 2, "2.2": 2, **dict.fromkeys(("1.2", "1.3", "1.5", "1.6", "1.7", "1.8", "2.3", "3.1", "3.2", "4.1", "4.2"), 3)
    }  # fmt: skip


def test_the_review_that_the_plan_prints_is_told_from_what_an_administrator_sets() -> None:
    found = the_obligations([task("1.4")], [YEARLY, REVIEW])
    assert [(one.period.code, one.source, one.due) for one in found] == [
        ("2019", "administrator", date(2020, 1, 15)),
        ("2018-2020", "plan", date(2020, 12, 31)),
    ]


def test_a_period_that_two_rules_ask_for_is_owed_once_and_as_the_plan_says() -> None:
    printed = replace(YEARLY, code="printed", source="plan", due=DayOfYear(12, 31), valid_from=None)
    for rules in ([YEARLY, printed], [printed, YEARLY]):
        (one,) = the_obligations([task("1.4")], rules)
        assert (one.rule, one.source, one.due) == ("printed", "plan", date(2020, 12, 31))


def test_a_rule_may_be_for_some_tasks_alone() -> None:
    rule = replace(YEARLY, tasks=frozenset({"1.4", "4.1"}))
    assert {one.task for one in the_obligations(rules=[rule])} == {"1.4", "4.1"}


def test_continuous_tasks_owe_nothing_after_the_plan_unless_a_rule_goes_on() -> None:
    until = date(2022, 12, 31)
    assert {one.period.code for one in the_obligations([task("1.3")], until=until)} == {"2018", "2019", "2020"}
    going_on = replace(YEARLY, after_period=True)
    found = the_obligations([task("1.3"), task("1.8")], [going_on], until=until)
    assert [(one.task, one.period.code) for one in found if one.after_period] == [("1.3", "2021"), ("1.3", "2022")]


def test_the_latest_known_extension_counts_and_says_why() -> None:
    key = Key("1.4", "2019", SO_TTTT)
    first = Extension(key, date(2020, 2, 15), "bão lũ", at(2020, 1, 10))
    second = Extension(key, date(2020, 3, 2), "chờ số liệu", at(2020, 2, 10))
    due = {}
    for known_at in (at(2020, 1, 1), at(2020, 1, 20), at(2020, 3, 1)):
        (one,) = the_obligations([task("1.4")], extensions=[second, first], known_at=known_at)
        due[one.due] = one.extension and one.extension.reason
        assert one.regular_due == date(2020, 1, 15)
    assert due == {date(2020, 1, 15): None, date(2020, 2, 17): "bão lũ", date(2020, 3, 2): "chờ số liệu"}


def test_holidays_that_are_not_loaded_are_told_with_the_due_day() -> None:
    (one,) = the_obligations([task("1.4")], holidays=Holidays({2019: frozenset()}))
    assert one.missing_years == (2020,)


def test_duties_of_a_merged_department_stand_with_its_successors() -> None:
    (before,) = the_obligations([task("1.4")], as_of=date(2025, 2, 28))
    (after,) = the_obligations([task("1.4")], as_of=date(2025, 3, 1))
    assert (before.key, before.due) == (after.key, after.due)
    assert [one.agency for one in before.owners] == [SO_TTTT]
    assert [one.agency for one in after.owners] == [
        "so-khoa-hoc-va-cong-nghe-cao-bang",
        "so-van-hoa-the-thao-va-du-lich-cao-bang",
    ]


def test_a_plan_without_an_end_asks_year_by_year_and_sorts_tasks_as_numbers() -> None:
    frame = replace(task("1.3").timeframe, last=None)
    tasks = [replace(task("1.3"), number=number, timeframe=frame) for number in ("1.10", "1.9")]
    found = the_obligations(tasks, [YEARLY, REVIEW], plan=replace(PLAN, last_year=None), until=date(2019, 5, 1))
    assert [(one.period.code, one.task) for one in found] == [
        ("2018", "1.9"),
        ("2018", "1.10"),
        ("2019", "1.9"),
        ("2019", "1.10"),
    ]


def test_once_in_a_plan_without_an_end_is_until_the_rule_ends() -> None:
    rule = ReportingRule("review", "plan", "once", FixedDay(date(2020, 12, 31)), valid_to=date(2020, 12, 31))
    (one,) = the_obligations([task("1.4")], [rule], plan=replace(PLAN, last_year=None))
    assert one.period.code == "2018-2020"
