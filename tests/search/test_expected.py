"""How much is expected to be found, which decides whether it is looked at first in a sixteenth."""

import math
from datetime import date

import pytest

from app.search.engines.postgresql import plan
from app.search.query import Filters, Query
from app.search.ranking import Frequencies
from app.search.understanding import understand

KNOWN = Frequencies(1_000, 150.0, {"quyen": 500, "tre": 100, "em": 200, "quyen tre": 40, "tre em": 90})


def query(typed: str) -> Query:
    return Query(understand(typed), Filters(on=date(2026, 1, 1)), ("vi",))


def test_words_are_expected_together_as_if_they_had_nothing_to_do_with_each_other() -> None:
    assert plan.strict(query("quyền trẻ em"), KNOWN).expected == pytest.approx(1_000 * 0.5 * 0.1 * 0.2)


def test_a_word_that_nobody_has_seen_twice_is_expected_once_at_most() -> None:
    assert plan.strict(query("quyền philaretus"), KNOWN).expected <= 1


def test_of_what_is_only_near_all_ways_are_expected_to_find_other_passages() -> None:
    assert plan.lenient(query("quyền trẻ em"), KNOWN).expected >= 40 + 90


def test_nothing_is_known_before_the_first_count() -> None:
    assert plan.strict(query("quyền trẻ em")).expected == math.inf
