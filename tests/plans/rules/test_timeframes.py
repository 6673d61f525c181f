"""Timeframes: the plan's printed words become years, and "Thường xuyên" says what it means after 2020."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from app.plans.rules.timeframes import Timeframe, covers, parse
from tests.plans.rules.facts import TASKS


@pytest.mark.parametrize(
    ("printed", "kind", "first", "last"),
    [
        ("Năm 2018", "year", 2018, 2018),
        ("Năm 2019.", "year", 2019, 2019),
        ("2018-2020", "span", 2018, 2020),
        ("2018 - 2019", "span", 2018, 2019),
        ("Năm 2018 - 2020", "span", 2018, 2020),
        ("Năm 2019 - 2020:", "span", 2019, 2020),
        ("Năm\u00a02018\u00a0– 2020", "span", 2018, 2020),
        ("Từ năm 2018 đến năm 2020", "span", 2018, 2020),
        ("Hằng năm", "yearly", 2018, 2020),
        ("Hàng  năm", "yearly", 2018, 2020),
        (" thường xuyên\u00a0", "continuous", 2018, 2020),
        (unicodedata.normalize("NFD", "Thường xuyên"), "continuous", 2018, 2020),
    ],
)
def test_printed_words_are_read_and_kept(printed: str, kind: str, first: int, last: int) -> None:
    frame = parse(printed, 2018, 2020)
    assert (frame.kind, frame.first, frame.last, frame.printed) == (kind, first, last, printed)


@pytest.mark.parametrize(
    "printed", ["", "sớm", "Năm", "Năm 18", "2018-", "-2020", "2018 2020", "2018 - 2019 - 2020", "Năm 2018x"]
)
def test_other_words_are_refused_by_name(printed: str) -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse(printed, 2018, 2020)
    assert refused.value.type == "timeframe_unreadable"


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        parse("2020 - 2018", 2018, 2020)
    assert refused.value.type == "timeframe_reversed"
    with pytest.raises(PydanticCustomError):
        parse("Hằng năm", 2020, 2018)


def test_a_year_without_its_number_is_refused() -> None:
    with pytest.raises(PydanticCustomError) as refused:
        Timeframe("year", None, None, "Năm")
    assert refused.value.type == "timeframe_incomplete"


def test_continuous_goes_on_after_the_plan_and_nothing_else_does() -> None:
    said = {
        printed: covers(parse(printed, 2018, 2020), 2021) for printed in ("Năm 2018", "2018-2020", "Hằng năm", "Thường xuyên")
    }
    assert said == {"Năm 2018": "outside", "2018-2020": "outside", "Hằng năm": "outside", "Thường xuyên": "after_period"}
    assert covers(parse("Thường xuyên", 2018, 2020), 2017) == "outside"
    assert covers(parse("Thường xuyên", 2018, None), 2050) == "within"


def test_the_fifteen_tasks_are_of_four_kinds() -> None:
    count = {kind: sum(task.timeframe.kind == kind for task in TASKS) for kind in ("year", "span", "yearly", "continuous")}
    assert count == {"year": 2, "span": 5, "yearly": 2, "continuous": 6}


@settings(deadline=None)
@given(st.integers(1900, 2100), st.integers(0, 99), st.integers(1890, 2210))
def test_a_span_covers_its_own_years_alone(first: int, more: int, year: int) -> None:
    frame = parse(f"{first} - {first + more}", 2018, 2020)
    assert (covers(frame, year) == "within") == (first <= year <= first + more)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(printed: str) -> None:
    with suppress(PydanticCustomError):
        assert parse(printed, 2018, 2020).printed == printed
