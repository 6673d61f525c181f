"""The figures of a list of hits, worked out by hand."""

import pytest

from benchmarks.measures import Judged, judge, mean, percentile, reciprocal_rank

TEN = [f"x{place}" for place in range(10)]


def test_the_only_answer_in_the_first_place_is_perfect() -> None:
    assert judge(["a", "b", "c"], {"a"}) == Judged(r1=1.0, r10=1.0, mrr10=1.0, precision=1.0)


def test_the_only_answer_in_the_third_place_is_found_but_is_not_the_first() -> None:
    assert judge(["b", "c", "a"], {"a"}) == Judged(r1=0.0, r10=1.0, mrr10=1 / 3, precision=0.0)


def test_an_answer_behind_the_tenth_hit_is_not_found() -> None:
    assert judge([*TEN, "a"], {"a"}) == Judged(r1=0.0, r10=0.0, mrr10=0.0, precision=0.0)


def test_of_several_answers_each_counts() -> None:
    # Four answers: two among the first four hits, a third among the first ten.
    hits = ["a", "x", "b", "x2", "c", "x3"]
    assert judge(hits, {"a", "b", "c", "d"}) == Judged(r1=1.0, r10=0.75, mrr10=1.0, precision=0.5)


def test_of_more_answers_than_ten_ten_are_all_that_can_be_had() -> None:
    answers = {f"a{number}" for number in range(40)}
    assert judge([f"a{number}" for number in range(10)], answers) == Judged(1.0, 1.0, 1.0, 1.0)
    assert judge([*TEN[:5], *[f"a{number}" for number in range(5)]], answers) == Judged(0.0, 0.5, 1 / 6, 0.5)


def test_hits_that_are_missing_count_as_wrong() -> None:
    assert judge([], {"a"}) == Judged(0.0, 0.0, 0.0, 0.0)
    assert judge(["a"], {"a", "b"}).precision == 0.5


def test_a_document_that_comes_twice_counts_once() -> None:
    assert judge(["a", "a"], {"a", "b"}) == Judged(r1=1.0, r10=0.5, mrr10=1.0, precision=0.5)


def test_the_reciprocal_rank_is_that_of_the_first_answer() -> None:
    assert reciprocal_rank(["x", "b", "a"], {"a", "b"}) == 0.5


@pytest.mark.parametrize(
    ("share", "expected"), [(0.5, 10.0), (0.95, 19.0), (0.99, 20.0), (1.0, 20.0), (0.0, 1.0), (0.05, 1.0), (0.051, 2.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert percentile([float(value) for value in range(20, 0, -1)], share) == expected


def test_of_nothing_there_is_no_figure() -> None:
    assert percentile([], 0.95) is None
    assert mean([]) is None
    assert mean([0.0, 1.0]) == 0.5
