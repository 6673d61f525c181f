"""Indicators: sums before percentages, both conditions or not met, and mistakes by their names."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from app.plans.rules.facts import MeasurementFact
from app.plans.rules.indicators import Condition, Indicator, assess
from app.plans.rules.measuring import check
from tests.plans.rules.facts import EVER, LATE, at
from tests.plans.rules.given import days, instants

TRAINED = Condition("trained", "percent", "ratio", "increase", Decimal(100))
EQUIPPED = replace(TRAINED, code="equipped")
REPORTERS = Indicator("reporters-trained", (TRAINED,))
OFFICIALS = Indicator("officials-trained-and-equipped", (TRAINED, EQUIPPED))


def measured(
    agency: str, numerator: int | None, denominator: int | None, *, value: str | None = None, condition: str = "trained",
    indicator: Indicator = REPORTERS, on: date = date(2020, 12, 31), unit: str = "percent",
) -> MeasurementFact:  # fmt: skip
    return MeasurementFact(
        indicator.code, condition, str(on.year), agency, on, at(on.year + 1), unit, "Báo cáo",
        None if value is None else Decimal(value), None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
    )  # fmt: skip


def test_a_percentage_is_of_the_sums_and_never_a_mean() -> None:
    (found,) = assess([measured("a", 1, 1), measured("b", 10, 99)], REPORTERS, LATE, EVER).conditions
    assert (found.value, found.numerator, found.denominator) == (Decimal(11), 11, 100)
    assert found.verdict == "not_met"


def test_the_first_indicator_is_met_when_every_reporter_is_trained() -> None:
    assert assess([measured("a", 12, 12), measured("b", 7, 7)], REPORTERS, LATE, EVER).verdict == "met"
    almost = assess([measured("a", 9_999_999, 10_000_000)], REPORTERS, LATE, EVER)
    assert (almost.verdict, almost.conditions[0].value) == ("not_met", Decimal("99.9999"))


@pytest.mark.parametrize(
    ("trained", "equipped", "verdict"),
    [
        (20, 20, "met"),
        (20, 19, "not_met"),
        (19, 20, "not_met"),
        (20, None, "unknown"),
        (19, None, "not_met"),
        (None, None, "unknown"),
    ],
)
def test_the_second_indicator_needs_both_training_and_equipment(trained: int | None, equipped: int | None, verdict: str) -> None:
    given = [
        measured("a", number, 20, condition=condition, indicator=OFFICIALS)
        for condition, number in (("trained", trained), ("equipped", equipped))
        if number is not None
    ]
    assert assess(given, OFFICIALS, LATE, EVER).verdict == verdict


def test_who_was_expected_and_did_not_measure_is_named_and_leaves_the_verdict_open() -> None:
    indicator = replace(REPORTERS, expected=frozenset({"a", "b"}))
    found = assess([measured("a", 12, 12)], indicator, LATE, EVER)
    assert (found.verdict, found.conditions[0].value, found.conditions[0].missing) == ("unknown", Decimal(100), ("b",))
    assert assess([], indicator, LATE, EVER).conditions[0].missing == ("a", "b")


def test_a_bare_percentage_stands_alone_and_has_no_weight_beside_others() -> None:
    assert assess([measured("a", None, None, value="100")], REPORTERS, LATE, EVER).verdict == "met"
    beside = assess([measured("a", None, None, value="50"), measured("b", 3, 3)], REPORTERS, LATE, EVER)
    assert (beside.verdict, beside.conditions[0].missing) == ("unknown", ("a",))


def test_nobody_to_train_is_not_everybody_trained() -> None:
    assert assess([measured("a", 0, 0)], REPORTERS, LATE, EVER).verdict == "unknown"


def test_the_latest_known_period_counts_and_the_latest_record_of_it() -> None:
    old, new = measured("a", 1, 4, on=date(2019, 12, 31)), measured("a", 2, 4)
    corrected = replace(new, numerator=Decimal(4), recorded_at=at(2022))
    given = [corrected, old, new]
    values = [assess(given, REPORTERS, day, known).conditions[0].value for day, known in
              ((date(2020, 6, 1), EVER), (LATE, at(2020, 6)), (LATE, at(2021, 6)), (LATE, EVER))]  # fmt: skip
    assert values == [25, 25, 50, 100]


def test_counts_are_summed_and_single_values_are_not() -> None:
    count = Condition("articles", "article", "sum", "increase", Decimal(100))
    given = [measured(a, None, None, value=v, condition="articles", unit="article") for a, v in (("a", "60"), ("b", "40"))]
    assert assess(given, replace(REPORTERS, conditions=(count,)), LATE, EVER).verdict == "met"
    single = assess(given, replace(REPORTERS, conditions=(replace(count, combine="single"),)), LATE, EVER)
    assert (single.verdict, single.conditions[0].missing) == ("unknown", ("a", "b"))


@pytest.mark.parametrize(
    ("direction", "value", "verdict"),
    [("decrease", "5", "met"), ("decrease", "5.1", "not_met"), ("maintain", "4.5", "met"), ("maintain", "5.6", "not_met")],
)
def test_a_target_may_be_below_or_around(direction: str, value: str, verdict: str) -> None:
    condition = Condition("days", "day", "single", direction, Decimal(5), tolerance=Decimal("0.5"))  # type: ignore[arg-type]
    given = [measured("a", None, None, value=value, condition="days", unit="day")]
    assert assess(given, replace(REPORTERS, conditions=(condition,)), LATE, EVER).verdict == verdict


@pytest.mark.parametrize(
    ("changed", "type"),
    [
        ({"unit": "person"}, "unit_mismatch"),
        ({"value": Decimal("100.1")}, "percentage_out_of_bounds"),
        ({"value": Decimal(-1)}, "percentage_out_of_bounds"),
        ({"numerator": Decimal(21)}, "numerator_out_of_bounds"),
        ({"numerator": Decimal(-1)}, "numerator_out_of_bounds"),
        ({"denominator": None}, "ratio_incomplete"),
        ({"value": Decimal(90)}, "ratio_contradicts"),
        ({"numerator": None, "denominator": None}, "measurement_empty"),
    ],
)
def test_a_measurement_that_cannot_be_is_refused_by_name(changed: dict[str, Decimal], type: str) -> None:
    wrong = replace(measured("a", 10, 20), **changed)  # type: ignore[arg-type]
    with pytest.raises(PydanticCustomError) as refused:
        check(wrong, "percent", "ratio")
    assert refused.value.type == type
    with pytest.raises(PydanticCustomError):
        assess([wrong], REPORTERS, LATE, EVER)


def test_a_percentage_beside_its_figures_may_be_rounded() -> None:
    check(measured("a", 2, 3, value="67"), "percent", "ratio")


figures = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda two: (min(two), max(two)))
measurements = st.builds(
    lambda agency, two, condition, on, recorded: replace(
        measured(agency, two[0], two[1], condition=condition, indicator=OFFICIALS, on=on), recorded_at=recorded
    ),
    st.sampled_from("abc"), figures, st.sampled_from(("trained", "equipped")), st.dates(date(2018, 1, 1), date(2021, 12, 31)), instants,
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(measurements, max_size=12), st.lists(measurements, max_size=4), days, instants, st.data())
def test_order_and_later_records_change_no_verdict(
    given: list[MeasurementFact], more: list[MeasurementFact], as_of: date, known_at: datetime, data: st.DataObject
) -> None:
    later = [replace(one, recorded_at=max(one.recorded_at, known_at + timedelta(seconds=1))) for one in more]
    mixed = data.draw(st.permutations(given + later))
    assert assess(mixed, OFFICIALS, as_of, known_at) == assess(given, OFFICIALS, as_of, known_at)


@settings(deadline=None)
@given(st.lists(measurements, min_size=1, max_size=12), days, instants)
def test_a_percentage_is_what_its_counted_figures_sum_to(given: list[MeasurementFact], as_of: date, known_at: datetime) -> None:
    for one in assess(given, OFFICIALS, as_of, known_at).conditions:
        numerator = sum(fact.numerator for fact in one.counted if fact.numerator is not None)
        denominator = sum(fact.denominator for fact in one.counted if fact.denominator is not None)
        assert len({fact.agency for fact in one.counted}) == len(one.counted)
        assert (one.value is None) == (denominator == 0)
        if one.value is not None:
            assert 0 <= 100 * Decimal(numerator) / denominator - one.value < Decimal("0.0001")
            assert (one.verdict == "met") == (numerator == denominator)
