"""Roll-ups and comparison: rows add up to the total, shares say what is missing, changes say what changed."""

from datetime import date
from decimal import Decimal

from app.plans.rules.comparison import compare
from app.plans.rules.facts import Facts
from app.plans.rules.progress import Share, figures, owed_by, rollup
from app.plans.rules.status import ObligationState, states
from tests.plans.rules.facts import EVER, SO_NGOAI_VU, SO_TTTT, a_report, task, the_obligations

DAY = date(2021, 6, 30)
FACTS = Facts(
    (
        a_report("1.4", "2019", SO_TTTT, ("submitted", date(2020, 1, 10)), ("accepted", date(2020, 1, 14))),
        a_report("4.1", "2018", SO_NGOAI_VU, ("submitted", date(2019, 2, 1)), ("accepted", date(2019, 2, 2))),
        a_report("4.1", "2019", SO_NGOAI_VU, ("submitted", date(2020, 1, 10)), ("returned", date(2020, 1, 12))),
    )
)


def three_tasks(as_of: date = DAY) -> tuple[ObligationState, ...]:
    """1.4 once, 4.1 three times, and 3.2 with its districts and its unknown departments."""
    return states(the_obligations([task(n) for n in ("1.4", "3.2", "4.1")], as_of=as_of), FACTS, as_of, EVER)


def test_figures_are_counts_and_states_sum_to_what_is_owed() -> None:
    found = figures(three_tasks(), DAY)
    assert (found.owed, found.due, found.recorded, found.accepted) == (43, 43, 3, 2)
    assert (found.late, found.returned, found.no_information, found.membership_unknown) == (2, 1, 37, 3)
    assert sum(number for _, number in found.by_state) == found.owed


def test_a_share_says_what_counted_and_what_is_missing() -> None:
    share = figures(three_tasks(), DAY).accepted_share
    assert share == Share(part=2, whole=40, missing=37, left_out=3)
    assert (share.at_least, share.at_most) == (Decimal("0.05"), Decimal("0.975"))
    assert figures([], DAY).accepted_share.at_least is None


def test_what_is_not_due_yet_is_in_no_share() -> None:
    for day, due in ((date(2020, 1, 15), 15), (date(2020, 1, 16), 31)):
        found = figures(three_tasks(day), day)
        assert (found.owed, found.due, found.accepted_share.whole) == (43, due, due - due // 15)


def test_rows_are_sorted_and_told_with_their_weights() -> None:
    by_year = rollup(three_tasks(), "year", DAY)
    assert [(name, row.owed) for name, row in by_year.rows] == [("2018", 15), ("2019", 16), ("2020", 12)]
    assert by_year.weights == "one_per_obligation"
    assert [name for name, _ in rollup(three_tasks(), "group", DAY).rows] == ["1", "3", "4"]


def test_by_agency_a_duty_stands_with_the_body_it_fell_on_and_a_successor_sees_it_too() -> None:
    given = three_tasks(date(2025, 6, 1))
    rows = dict(rollup(given, "agency", date(2025, 6, 1)).rows)
    assert rows[SO_TTTT].owed == 1
    assert [one.obligation.task for one in owed_by(given, "so-khoa-hoc-va-cong-nghe-cao-bang")] == ["1.4"]
    assert owed_by(given, SO_TTTT) == ()


def test_a_district_that_others_were_merged_into_answers_for_their_years_and_its_own() -> None:
    held = owed_by(three_tasks(date(2025, 6, 1)), "ubnd-huyen-quang-hoa")
    assert sorted((one.obligation.period.code, one.obligation.obliged.name) for one in held) == [
        ("2018", "ubnd-huyen-phuc-hoa"),
        ("2018", "ubnd-huyen-quang-uyen"),
        ("2018", "ubnd-huyen-tra-linh"),
        ("2019", "ubnd-huyen-phuc-hoa"),
        ("2019", "ubnd-huyen-quang-uyen"),
        ("2019", "ubnd-huyen-tra-linh"),
        ("2020", "ubnd-huyen-quang-hoa"),
    ]


def test_two_dates_differ_by_what_was_recorded_between_them() -> None:
    before, after = three_tasks(date(2020, 1, 11)), three_tasks(date(2020, 1, 16))
    changes = {(one.key.task, one.key.period): one for one in compare(before, after) if one.key.task != "3.2"}
    assert {key: (c.before and c.before.state, c.after and c.after.state, c.what) for key, c in changes.items()} == {
        ("1.4", "2019"): ("submitted", "accepted", ("state",)),
        ("4.1", "2019"): ("submitted", "late", ("state",)),
    }
    assert compare(before, before) == ()


def test_an_obligation_that_came_or_went_is_a_change_without_its_other_side() -> None:
    (came,) = compare((), three_tasks()[:1])
    (went,) = compare(three_tasks()[:1], ())
    assert came.before is None and came.after == went.before and went.after is None


def test_a_merger_changes_owners_and_nothing_else() -> None:
    before, after = three_tasks(date(2025, 2, 28)), three_tasks(date(2025, 3, 1))
    (change,) = compare(before, after)
    assert (change.key.task, change.what) == ("1.4", ("owners",))
