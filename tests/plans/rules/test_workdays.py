"""Working days: weekends and loaded holidays do not count, and a year that is not loaded is named."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.plans.rules.workdays import Holidays, Workday, add_working_days, next_working_day, previous_working_day

TET_2019 = frozenset(date(2019, 2, day) for day in range(4, 9))
LOADED = Holidays({2019: TET_2019 | {date(2019, 1, 1)}, 2020: frozenset({date(2020, 1, 1)})}, frozenset({date(2019, 1, 5)}))

tables = st.builds(
    lambda off, worked: Holidays({2019: frozenset(off), 2020: frozenset(), 2021: frozenset()}, frozenset(worked)),
    st.sets(st.dates(date(2019, 1, 1), date(2019, 12, 31)), max_size=30),
    st.sets(st.dates(date(2019, 1, 1), date(2019, 12, 31)), max_size=10),
)
days = st.dates(date(2019, 3, 1), date(2020, 6, 30))


def test_a_working_day_is_its_own_next_and_previous() -> None:
    assert next_working_day(date(2019, 1, 15), LOADED) == Workday(date(2019, 1, 15))
    assert previous_working_day(date(2019, 1, 15), LOADED) == Workday(date(2019, 1, 15))


def test_weekend_and_tet_are_passed_over() -> None:
    assert next_working_day(date(2019, 2, 2), LOADED) == Workday(date(2019, 2, 11))
    assert previous_working_day(date(2019, 2, 10), LOADED) == Workday(date(2019, 2, 1))


def test_a_saturday_that_was_swapped_is_worked() -> None:
    assert next_working_day(date(2019, 1, 5), LOADED).day == date(2019, 1, 5)
    assert next_working_day(date(2019, 1, 12), LOADED).day == date(2019, 1, 14)


def test_working_days_are_counted_forwards_and_backwards() -> None:
    assert add_working_days(date(2019, 1, 31), 3, LOADED).day == date(2019, 2, 12)
    assert add_working_days(date(2019, 2, 12), -3, LOADED).day == date(2019, 1, 31)
    assert add_working_days(date(2019, 2, 3), 0, LOADED) == next_working_day(date(2019, 2, 3), LOADED)


def test_a_year_that_is_not_loaded_is_named() -> None:
    assert next_working_day(date(2021, 1, 1), LOADED) == Workday(date(2021, 1, 1), (2021,))
    assert add_working_days(date(2020, 12, 30), 3, LOADED) == Workday(date(2021, 1, 4), (2021,))
    assert add_working_days(date(2018, 12, 28), 1, LOADED) == Workday(date(2018, 12, 31), (2018,))


def test_a_year_without_holidays_is_not_a_missing_year() -> None:
    assert next_working_day(date(2021, 1, 1), Holidays({2021: frozenset()})).missing_years == ()


@settings(deadline=None)
@given(days, tables)
def test_the_next_working_day_is_worked_and_nothing_before_it_is(day: date, table: Holidays) -> None:
    found = next_working_day(day, table).day
    assert table.works(found)
    assert not any(table.works(day + timedelta(days=n)) for n in range((found - day).days))


@settings(deadline=None)
@given(days, st.integers(1, 40), tables)
def test_as_many_working_days_lie_between_as_were_added(day: date, count: int, table: Holidays) -> None:
    found = add_working_days(day, count, table).day
    assert table.works(found)
    assert sum(table.works(day + timedelta(days=n)) for n in range(1, (found - day).days + 1)) == count


@settings(deadline=None)
@given(days, st.integers(1, 20), tables)
def test_there_and_back_is_the_same_working_day(day: date, count: int, table: Holidays) -> None:
    start = next_working_day(day, table).day
    assert add_working_days(add_working_days(start, count, table).day, -count, table).day == start
