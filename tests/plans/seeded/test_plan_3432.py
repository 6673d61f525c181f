"""The plan of the seed, as it is answered for: Kế hoạch 3432/KH-UBND."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import transfer
from app.core.config import Settings
from app.plans import facts
from app.plans.models import Plan
from app.plans.rules.obligations import obligations
from tests.callers import Caller
from tests.plans import printed
from tests.plans.rules.facts import REVIEW, TASKS, YEARLY, the_registry
from tests.plans.seeded.conftest import FOLDER

URL = "/api/v1/plans/3432-kh-ubnd"


def progress(who: Caller, as_of: str, **query: Any) -> dict[str, dict[str, Any]]:
    answer = who.get(f"{URL}/progress", params={"as_of": as_of, "limit": 100, **query})
    assert answer.status_code == 200, answer.text
    return {one["number"]: one for one in answer.json()["items"]}


def owed_as(task: dict[str, Any], period: str) -> list[str]:
    return [one["owed_as"]["code"] for one in task["obligations"] if one["period"]["code"] == period]


def test_the_counts_are_those_of_the_print(anyone: Caller) -> None:
    assert anyone.get(URL).json()["counts"] == {
        "legal_bases": 6,
        "viewpoints": 2,
        "objectives": 4,
        "solutions": 4,
        "groups": 4,
        "tasks": 15,
        "milestones": 3,
        "responsibilities": 11,
        "recipients": 9,
    }


def test_every_task_is_listed_as_printed(anyone: Caller) -> None:
    items = anyone.get(f"{URL}/tasks", params={"limit": 100}).json()["items"]
    told = [
        printed.PrintedTask(
            one["number"], one["printed"], one["leads_printed"], one["coordinating_printed"], one["timeframe"]["printed"]
        )
        for one in items
    ]
    assert told == printed.tasks()


def test_at_the_end_of_2020_every_task_says_what_was_planned_owed_due_recorded_and_unknown(reader: Caller) -> None:
    tasks = progress(reader, "2020-12-31")
    assert list(tasks) == [one.number for one in printed.tasks()]
    for one in tasks.values():
        assert one["planned"]["first_year"] <= 2020
        assert one["owners"]
        assert one["obligations"]
        assert one["state"] == "no_information"
        assert one["evidence"] == []
        assert one["unknown"]
    assert owed_as(tasks["1.4"], "2019") == ["so-tttt-cao-bang"]
    assert {one["period"]["code"]: one["state"] for one in tasks["4.1"]["obligations"]} == {
        "2018": "no_information",
        "2019": "no_information",
        "2020": "not_due",
        "2018-2020": "not_due",
    }


def test_no_information_is_never_called_late(reader: Caller) -> None:
    for as_of in ("2020-12-31", "2021-06-30", "2026-11-01"):
        for task in progress(reader, as_of).values():
            assert not any(one["late"] for one in task["obligations"])


def test_a_task_without_coordinators_and_tasks_led_by_classes_say_who_owes(reader: Caller) -> None:
    tasks = progress(reader, "2020-12-31")
    assert owed_as(tasks["4.1"], "2019") == ["so-ngoai-vu-cao-bang"]
    for number in ("1.2", "3.2"):
        owed = owed_as(tasks[number], "2019")
        assert "cac-so-nganh-cao-bang" in owed
        assert len(owed) == 14
        unknown = {one["code"]: one["about"] for one in tasks[number]["unknown"]}
        assert unknown["membership_unknown"] == ["cac-so-nganh-cao-bang"]


def test_the_departments_duties_passed_on_in_2025(anyone: Caller) -> None:
    (owner, other) = progress(anyone, "2025-12-31")["1.4"]["owners"]
    assert {owner["agency"]["code"], other["agency"]["code"]} == {
        "so-khoa-hoc-va-cong-nghe-cao-bang",
        "so-van-hoa-the-thao-va-du-lich-cao-bang",
    }


def test_what_the_plan_asks_is_told_from_what_an_administrator_asks(anyone: Caller) -> None:
    rules = {
        (one["rule"]["code"], one["rule"]["source"], one["due"])
        for one in progress(anyone, "2021-12-31")["4.1"]["obligations"]
        if one["period"]["code"] in ("2018-2020", "2019")
    }
    assert rules == {("review-2020", "plan", "2020-12-31"), ("yearly", "administrator", "2020-01-15")}
    # In 2020 nobody had set a yearly rule yet: only the plan's own was known.
    then = progress(anyone, "2020-12-31", known_at="2020-12-31")
    assert {one["rule"]["source"] for task in then.values() for one in task["obligations"]} == {"plan"}


def test_both_indicators_stand_unknown_with_their_whole_wording(anyone: Caller) -> None:
    shown = anyone.get(f"{URL}/dashboard?as_of=2021-06-30&lang=en").json()["indicators"]
    assert [(one["code"], one["verdict"], len(one["conditions"])) for one in shown] == [
        ("reporters-trained", "unknown", 1),
        ("officials-trained-and-equipped", "unknown", 2),
    ]
    assert all(one["printed"].startswith("100%") for one in shown)


def test_titles_are_served_in_three_languages_and_say_that_ours_are_unofficial(anyone: Caller) -> None:
    for language, official in (("vi", True), ("en", False), ("zh-Hans", False)):
        shown = anyone.get(f"{URL}/tasks/4.1", params={"lang": language}).json()["title"]
        assert (shown["language"]["served"], shown["official"]) == (language, official)


@pytest.mark.parametrize("as_of", [date(2019, 6, 30), date(2020, 12, 31), date(2025, 12, 31)])
def test_what_is_loaded_gives_the_rules_what_the_file_gives_them(session: Session, as_of: date) -> None:
    plan = session.scalars(select(Plan)).one()
    now = datetime(2099, 1, 1, tzinfo=UTC)
    known = facts.known(session, plan, as_of, now)
    assert {task.number: task.leads for task in known.tasks} == {task.number: task.leads for task in TASKS}
    rules = (YEARLY, REVIEW)
    assert {rule.code: rule for rule in known.rules} == {rule.code: rule for rule in rules}
    expected = obligations(known.plan, TASKS, rules, the_registry(), known.holidays, (), as_of, as_of, now)
    told = {(one.key, one.due, one.owners) for one in (state.obligation for state in facts.owed(known).states)}
    assert told == {(one.key, one.due, one.owners) for one in expected}


def test_loading_the_seed_again_changes_nothing(session: Session, settings: Settings) -> None:
    loaded = transfer.load(session, transfer.SEED, transfer.read(FOLDER), settings.offered, keep=True)
    assert loaded.nothing_new
    assert loaded.plans.unchanged == 1
