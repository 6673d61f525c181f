"""The view of an agency, the dashboard, two days compared, and what was recorded when."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.models import Plan
from app.plans.progress.policy import Sight
from app.plans.progress.service.standing import seen
from app.plans.rules.progress import owed_by, rollup
from app.plans.rules.registry import ENDING
from tests.builders import a_member, a_succession, an_agency
from tests.callers import Caller
from tests.plans.making import (
    a_measurement,
    a_plan,
    a_report,
    a_rule,
    a_statement,
    a_task,
    an_extension,
    an_indicator,
    at,
)
from tests.statements import statements_of

URL = "/api/v1/plans/a-plan"


@pytest.fixture
def plan(session: Session) -> Plan:
    """Two tasks, three years of reports: one accepted, one returned and left so, one written late, the rest nothing."""
    plan = a_plan(session)
    a_rule(session, plan)
    first, second = a_task(session, "1.1", leads=("a",)), a_task(session, "1.2", leads=("a", "b"))
    a_report(session, first, "2018", "a", ("submitted", date(2019, 1, 9)), ("accepted", date(2019, 1, 20)))
    a_report(session, second, "2018", "a", ("submitted", date(2019, 1, 9)), ("returned", date(2019, 1, 11)))
    a_report(session, second, "2018", "b", ("submitted", date(2019, 2, 9)))
    return plan


def named(view: dict[str, Any], dimension: str) -> dict[str, dict[str, Any]]:
    found = next(one for one in view["rollups"] if one["dimension"] == dimension)
    return {row["name"]: row["figures"] for row in found["rows"]}


def test_an_agency_sees_what_it_owes_what_is_due_late_and_returned(reader: Caller, plan: Plan) -> None:
    def keys(show: str, agency: str = "a") -> list[tuple[str, str]]:
        answer = reader.get(f"{URL}/agencies/{agency}", params={"as_of": "2020-06-01", "show": show}).json()
        return [(one["task"], one["period"]["code"]) for one in answer["items"]]

    assert keys("owed") == [("1.1", "2018"), ("1.2", "2018"), ("1.1", "2019"), ("1.2", "2019"), ("1.1", "2020"), ("1.2", "2020")]
    assert keys("due") == [("1.1", "2018"), ("1.2", "2018"), ("1.1", "2019"), ("1.2", "2019")]
    assert keys("late") == keys("returned") == [("1.2", "2018")]
    assert keys("accepted") == [("1.1", "2018")]
    assert keys("nothing") == [("1.1", "2019"), ("1.2", "2019")]
    assert keys("late", "b") == [("1.2", "2018")]
    figures = reader.get(f"{URL}/agencies/a", params={"as_of": "2020-06-01", "show": "late"}).json()["figures"]
    assert (figures["owed"], figures["due"], figures["late"], figures["returned"], figures["accepted"]) == (6, 4, 1, 1, 1)


def test_the_view_of_an_agency_turns_page_by_page(reader: Caller, plan: Plan) -> None:
    query = {"as_of": "2020-06-01", "limit": 4, "count": True}
    first = reader.get(f"{URL}/agencies/a", params=query).json()
    second = reader.get(f"{URL}/agencies/a", params={**query, "cursor": first["next"]}).json()
    assert (len(first["items"]), len(second["items"]), first["total"], second["next"]) == (4, 2, 6, None)


def test_an_agency_that_is_not_there_is_refused_and_one_that_owes_nothing_is_not(
    session: Session, reader: Caller, plan: Plan
) -> None:
    an_agency(session, "idle")
    assert reader.get(f"{URL}/agencies/idle").json()["figures"]["owed"] == 0
    answer = reader.get(f"{URL}/agencies/nobody")
    assert (answer.status_code, answer.json()["code"]) == (404, "agency-not-found")


def test_a_successor_answers_for_what_it_took_over(session: Session, reader: Caller, plan: Plan) -> None:
    before = next(one for one in (an_agency(session, "a", if_missing=True),))
    before.valid_to = date(2025, 2, 28)
    a_succession(session, before, an_agency(session, "after"), date(2025, 3, 1))
    assert "merger" in ENDING
    assert reader.get(f"{URL}/agencies/after?as_of=2025-06-01").json()["figures"]["owed"] == 6
    assert reader.get(f"{URL}/agencies/a?as_of=2025-06-01").json()["figures"]["owed"] == 0


def test_the_dashboard_adds_up_by_group_agency_year_and_state(reader: Caller, plan: Plan) -> None:
    view = reader.get(f"{URL}/dashboard?as_of=2020-06-01").json()
    total = view["total"]
    assert (total["owed"], total["due"], total["accepted"], total["late"], total["returned"]) == (9, 6, 1, 2, 1)
    for dimension in ("group", "agency", "year", "state"):
        rows = named(view, dimension)
        assert sum(row["owed"] for row in rows.values()) == total["owed"]
        assert sum(row["late"] for row in rows.values()) == total["late"]
    assert {name: row["owed"] for name, row in named(view, "agency").items()} == {"a": 6, "b": 3}
    assert {name: row["owed"] for name, row in named(view, "state").items()} == {
        "accepted": 1,
        "late": 2,
        "no_information": 3,
        "not_due": 3,
    }
    assert total["accepted_share"] == {
        "part": 1,
        "whole": 6,
        "missing": 3,
        "left_out": 0,
        "at_least": "0.1667",
        "at_most": "0.6667",
    }
    assert {one["weights"] for one in view["rollups"]} == {"one_per_obligation"}
    assert view["missing_holiday_years"] == [2019, 2020, 2021]


def test_the_figures_are_those_of_the_pure_rules(session: Session, reader: Caller, plan: Plan) -> None:
    known = facts.known(session, plan, date(2020, 6, 1), at(2026))
    pure = rollup(facts.owed(known).states, "agency", known.as_of)
    view = reader.get(f"{URL}/dashboard?as_of=2020-06-01&known_at=2026-01-01").json()
    shown = {name: (row["owed"], row["due"], row["late"]) for name, row in named(view, "agency").items()}
    assert shown == {name: (row.owed, row.due, row.late) for name, row in pure.rows}
    everything = seen(known, Sight(everything=True, reasons=True))
    assert everything.found == facts.owed(known)


def test_tasks_that_are_stated_done_are_counted_with_what_is_missing(session: Session, reader: Caller, plan: Plan) -> None:
    a_statement(session, "1.1", "done", date(2019, 12, 1))
    view = reader.get(f"{URL}/dashboard?as_of=2022-06-01").json()
    assert {one["state"]: one["count"] for one in view["tasks"]} == {"done": 1, "ended_unknown": 1}
    assert view["done"] == {"done": "1", "whole": "2", "missing": "1", "dropped": "0", "weights": "one_per_task"}


def test_an_indicator_is_met_when_each_condition_is_and_sums_are_not_averaged(
    session: Session, anyone: Caller, plan: Plan
) -> None:
    indicator = an_indicator(session, plan, expected=["a", "b"])
    a_measurement(session, indicator, "trained", "a", 90, 90)
    a_measurement(session, indicator, "trained", "b", 5, 10)
    a_measurement(session, indicator, "equipped", "a", 90, 90)
    (shown,) = anyone.get(f"{URL}/dashboard?as_of=2020-06-01").json()["indicators"]
    trained, equipped = shown["conditions"]
    assert (trained["value"], trained["numerator"], trained["denominator"], trained["verdict"]) == (
        "95.0000",
        "95",
        "100",
        "not_met",
    )
    assert (equipped["verdict"], equipped["missing"], equipped["counted"]) == ("unknown", ["b"], ["a"])
    assert (shown["verdict"], shown["printed"]) == ("not_met", "100% cán bộ được tập huấn và trang bị tài liệu")
    (before,) = anyone.get(f"{URL}/dashboard?as_of=2020-06-01&known_at=2019-06-01").json()["indicators"]
    assert before["verdict"] == "unknown"


def test_a_measurement_in_the_unit_of_an_earlier_version_says_nothing_of_this_one(
    session: Session, anyone: Caller, plan: Plan
) -> None:
    condition = {"code": "trained", "unit": "percent", "combine": "ratio", "direction": "increase", "target": "100"}
    indicator = an_indicator(session, plan, conditions=[condition])
    changed = {**condition, "unit": "người", "combine": "sum"}
    an_indicator(session, plan, conditions=[changed], when=at(2021))
    # Nobody could record it now: it was written before what is measured kept its unit.
    a_measurement(session, indicator, "trained", "a", 1, 1)
    (now,) = anyone.get(f"{URL}/dashboard?as_of=2022-06-01").json()["indicators"]
    assert (now["verdict"], now["conditions"][0]["unit"]) == ("unknown", "người")
    (then,) = anyone.get(f"{URL}/dashboard?as_of=2020-06-01&known_at=2020-06-01").json()["indicators"]
    assert then["verdict"] == "met"
    answer = anyone.get(f"{URL}/indicators/{indicator.code}?as_of=2022-06-01")
    assert (answer.status_code, answer.json()["assessment"]["verdict"]) == (200, "unknown")


def test_two_days_are_compared(session: Session, reader: Caller, plan: Plan) -> None:
    answer = reader.get(f"{URL}/comparison", params={"from": "2018-12-31", "to": "2019-01-20", "count": True}).json()
    changed = {(one["task"], one["period"], one["owed_as"]["code"]): one for one in answer["items"]}
    accepted = changed["1.1", "2018", "a"]
    assert (accepted["before"]["state"], accepted["after"]["state"], accepted["what"]) == (
        "not_due",
        "accepted",
        ["state", "revision"],
    )
    assert changed["1.2", "2019", "b"]["before"] is None
    assert (answer["before"]["accepted"], answer["after"]["accepted"], answer["total"]) == (0, 1, 6)
    assert answer["tasks"] == [{"task": task, "before": "no_information", "after": "under_way"} for task in ("1.1", "1.2")]


def test_the_same_day_twice_shows_no_difference(reader: Caller, plan: Plan) -> None:
    answer = reader.get(f"{URL}/comparison?from=2019-06-01&to=2019-06-01").json()
    assert (answer["items"], answer["tasks"], answer["before"] == answer["after"]) == ([], [], True)


def test_days_in_the_wrong_order_are_refused(reader: Caller, plan: Plan) -> None:
    answer = reader.get(f"{URL}/comparison?from=2020-01-01&to=2019-01-01")
    assert (answer.status_code, answer.json()["code"]) == (422, "days-reversed")
    assert reader.get(f"{URL}/comparison?to=2019-01-01").status_code == 422


def test_everything_recorded_is_in_the_history_the_latest_first(session: Session, reader: Caller, plan: Plan) -> None:
    task = a_task(session, "1.3", leads=("a",), when=at(2018, 2))
    a_statement(session, "1.3", "under_way", date(2021, 1, 1), evidence="Báo cáo")
    an_extension(session, task, "2020", "a", date(2021, 2, 1), when=at(2021, 1, 2))
    indicator = an_indicator(session, plan, when=at(2021, 1, 3))
    a_measurement(session, indicator, "trained", "a", 1, 1, when=at(2021, 1, 4))
    items = reader.get(f"{URL}/changes", params={"since": "2021-01-01"}).json()["items"]
    assert [(one["kind"], one["task"], one["code"]) for one in items] == [
        ("measurement", None, "officials"),
        ("indicator", None, "officials"),
        ("extension", "1.3", None),
        ("statement", "1.3", None),
    ]
    only = reader.get(f"{URL}/changes", params={"task": "1.3"}).json()["items"]
    assert [one["kind"] for one in only] == ["extension", "statement", "task"]
    everything = reader.get(f"{URL}/changes", params={"limit": 100}).json()["items"]
    assert [one["at"] for one in everything] == sorted((one["at"] for one in everything), reverse=True)
    assert {one["kind"] for one in everything} == {"task", "statement", "report", "measurement", "indicator", "rule", "extension"}


def test_the_history_turns_page_by_page_and_ends_at_an_instant(reader: Caller, plan: Plan) -> None:
    whole = reader.get(f"{URL}/changes", params={"limit": 100}).json()["items"]
    turned: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = reader.get(f"{URL}/changes", params={"limit": 2, **cursor}).json()
        turned += page["items"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert turned == whole
    assert reader.get(f"{URL}/changes", params={"count": True}).json()["total"] == len(whole)
    assert reader.get(f"{URL}/changes", params={"known_at": "2017-01-01"}).json()["items"] == []


def test_questions_take_as_many_statements_for_many_tasks_as_for_few(session: Session, reader: Caller, plan: Plan) -> None:
    questions = (
        "dashboard?as_of=2020-06-01",
        "agencies/a?as_of=2020-06-01",
        "comparison?from=2019-01-01&to=2020-01-01",
        "changes",
    )

    def count() -> list[int]:
        return [statements_of(session, lambda one=one: reader.get(f"{URL}/{one}")) for one in questions]  # type: ignore[misc]

    few = count()
    for number in range(10):
        task = a_task(session, f"2.{number}", leads=(f"lead-{number}",))
        a_report(session, task, "2018", f"lead-{number}", ("submitted", date(2019, 1, 2)))
    assert count() == few
    assert max(few) <= 30


def test_an_agency_sees_the_same_whether_all_tasks_are_read_or_those_that_could_be_its_own(
    session: Session, reader: Caller, plan: Plan
) -> None:
    listed = an_agency(session, "listed", type="class", enumerable=True)
    old, heir = an_agency(session, "old", valid_to=date(2019, 6, 30)), an_agency(session, "heir")
    a_member(session, listed, old)
    a_succession(session, old, heir, date(2019, 7, 1))
    a_task(session, "2.1", leads=("listed",))
    a_task(session, "2.2", leads=("heir",))
    states = facts.owed(facts.known(session, plan, date(2020, 6, 1), at(2026))).states
    for agency in ("heir", "old", "listed", "a", "b"):
        items = reader.get(f"{URL}/agencies/{agency}", params={"as_of": "2020-06-01", "limit": 100}).json()["items"]
        told = [(one["task"], one["period"]["code"], one["owed_as"]["code"]) for one in items]
        assert told == [
            (one.obligation.task, one.obligation.period.code, one.obligation.obliged.name) for one in owed_by(states, agency)
        ]
