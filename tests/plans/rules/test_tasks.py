"""How a task stands: what was stated, what reports show, and what nobody knows."""

from datetime import date
from decimal import Decimal

import pytest

from app.plans.rules.facts import Facts, ReportFact, Stated, TaskStateFact
from app.plans.rules.status import states
from app.plans.rules.tasks import TaskState, done_counted, done_share, task_state
from tests.plans.rules.facts import EVER, SO_TTTT, a_report, at, task, the_obligations

IN_2019, IN_2021 = date(2019, 7, 1), date(2021, 7, 1)


def state(number: str, as_of: date, *stated: tuple[Stated, date], reports: tuple[ReportFact, ...] = ()) -> str:
    statements = tuple(TaskStateFact(number, what, on, at(on.year, on.month, on.day), "Báo cáo") for what, on in stated)
    facts = Facts(reports, statements)
    owed = the_obligations([task(number)], as_of=as_of)
    return task_state(task(number), states(owed, facts, as_of, EVER), facts, as_of, EVER).state


@pytest.mark.parametrize(
    ("number", "as_of", "stated", "expected"),
    [
        ("1.4", date(2018, 12, 31), [], "planned"),
        ("1.4", IN_2019, [], "no_information"),
        ("1.4", IN_2021, [], "no_information"),
        ("1.4", IN_2019, [("under_way", IN_2019)], "under_way"),
        ("1.4", IN_2021, [("under_way", IN_2019)], "ended_unknown"),
        ("1.4", IN_2021, [("under_way", date(2020, 2, 1))], "overdue_as_recorded"),
        ("1.4", IN_2021, [("under_way", date(2020, 2, 1)), ("done", date(2020, 6, 1))], "done"),
        ("1.4", date(2020, 3, 1), [("under_way", date(2020, 2, 1)), ("done", date(2020, 6, 1))], "overdue_as_recorded"),
        ("4.1", IN_2021, [("dropped", IN_2019)], "dropped"),
        ("4.1", IN_2019, [("under_way", date(2018, 11, 1))], "under_way"),
        ("3.2", IN_2021, [("under_way", IN_2019)], "ended_unknown"),
        ("3.2", IN_2021, [("under_way", date(2020, 12, 31))], "ended_unknown"),
        ("3.2", IN_2021, [("under_way", date(2021, 2, 1))], "under_way"),
        ("3.2", date(2026, 1, 1), [], "no_information"),
    ],
)
def test_the_table_of_task_states(number: str, as_of: date, stated: list[tuple[Stated, date]], expected: str) -> None:
    assert state(number, as_of, *stated) == expected


def test_a_report_shows_that_something_is_done_and_a_draft_does_not() -> None:
    drafted = a_report("1.8", "2018", SO_TTTT, ("draft", date(2019, 1, 5)))
    submitted = a_report("1.8", "2018", SO_TTTT, ("submitted", date(2019, 1, 5)))
    assert state("1.8", IN_2019, reports=(drafted,)) == "no_information"
    assert state("1.8", IN_2019, reports=(submitted,)) == "under_way"
    assert state("1.8", IN_2021, reports=(submitted,)) == "ended_unknown"


def test_the_share_of_done_tasks_says_weights_and_what_is_missing() -> None:
    given = [
        TaskState("1.1", "done"),
        TaskState("1.4", "no_information"),
        TaskState("2.1", "under_way"),
        TaskState("4.1", "dropped"),
    ]
    plain = done_share(given)
    assert (plain.done, plain.whole, plain.missing, plain.dropped, plain.weights) == (1, 3, 1, 1, "one_per_task")
    assert done_counted({"done": 1, "no_information": 1, "under_way": 1, "dropped": 1}) == plain
    weighed = done_share(given, {"1.1": Decimal(3), "1.4": Decimal("0.5")})
    assert (weighed.done, weighed.whole, weighed.missing, weighed.dropped, weighed.weights) == (
        3,
        Decimal("3.5"),
        Decimal("0.5"),
        0,
        "given",
    )
