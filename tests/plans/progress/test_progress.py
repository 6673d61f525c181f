"""Progress task by task: planned time, who owed, what was due, what is recorded, state, evidence, and what is unknown."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.builders import a_document, a_member, a_succession, a_translation, an_agency
from tests.callers import Caller
from tests.plans.making import (
    a_plan,
    a_report,
    a_rule,
    a_statement,
    a_task,
    an_extension,
    at,
    recorded,
)
from tests.statements import statements_of

URL = "/api/v1/plans/a-plan/progress"


def progress(who: Caller, number: str = "1.1", **query: Any) -> dict[str, Any]:
    answer = who.get(URL, params={"task": number, "lang": "en", **query})
    assert answer.status_code == 200, answer.text
    (task,) = answer.json()["items"]
    found: dict[str, Any] = task
    return found


def states(task: dict[str, Any]) -> dict[str, str]:
    return {one["period"]["code"]: one["state"] for one in task["obligations"]}


def test_a_task_tells_its_time_its_owner_its_due_days_and_that_nothing_is_recorded(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    a_task(session)
    a_rule(session, plan)
    task = progress(reader, as_of="2019-02-01")
    assert task["planned"] == {"printed": "Hằng năm", "kind": "yearly", "first_year": 2018, "last_year": 2020}
    assert [owner["agency"]["code"] for owner in task["owners"]] == ["lead"]
    assert [(one["period"]["code"], one["due"], one["state"]) for one in task["obligations"]] == [
        ("2018", "2019-01-15", "no_information"),
        ("2019", "2020-01-15", "not_due"),
    ]
    assert task["obligations"][0]["rule"] == {
        "code": "yearly",
        "source": "administrator",
        "label": "Báo cáo hằng năm",
    }
    assert task["state"] == "no_information"
    told = {one["code"]: one["about"] for one in task["unknown"]}
    assert told == {"no_information": ["2018"], "holidays_not_loaded": ["2019", "2020"]}


def test_the_same_dates_give_the_same_answer_whatever_is_recorded_later(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    task = a_task(session)
    a_rule(session, plan)
    a_report(session, task, "2018", "lead", ("draft", date(2018, 12, 1)))
    query = {"as_of": "2019-06-01", "known_at": "2019-06-01"}
    before = progress(reader, **query)
    a_report(session, task, "2018", "lead", ("submitted", date(2019, 1, 10)), when=at(2026))
    a_statement(session, "1.1", "done", date(2019, 1, 20), when=at(2026))
    a_rule(session, plan, "other", when=at(2026), frequency="half_yearly")
    an_extension(session, task, "2018", "lead", date(2019, 12, 1), when=at(2026))
    assert progress(reader, **query) == before
    later = progress(reader, as_of="2019-06-01")
    assert states(later)["2018"] == "submitted"
    assert later["state"] == "done"


def test_a_task_that_was_changed_since_is_answered_for_as_it_was_known(
    session: Session, reader: Caller, plan_manager: Caller
) -> None:
    plan = a_plan(session)
    a_task(session)
    a_rule(session, plan)
    an_agency(session, "other")
    with recorded(at(2022)):
        change = {"assignments": [{"agency": "other", "role": "lead", "printed": "other"}]}
        answer = plan_manager.patch("/api/v1/plans/a-plan/tasks/1.1", json=change, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    then = progress(reader, as_of="2021-06-01", known_at="2021-06-01")
    now = progress(reader, as_of="2021-06-01")
    assert [one["agency"]["code"] for one in then["owners"]] == ["lead"]
    assert [one["agency"]["code"] for one in now["owners"]] == ["other"]


def test_a_printed_task_is_known_before_it_was_typed_in_and_an_administrators_rule_is_not(
    session: Session, reader: Caller
) -> None:
    plan = a_plan(session, when=at(2026))
    a_task(session, when=at(2026))
    a_rule(session, plan, when=at(2026))
    a_rule(
        session,
        plan,
        "review",
        when=at(2026),
        source="plan",
        printed="Năm 2020, tổ chức đánh giá",
        frequency="once",
        due={"on": "2020-12-31"},
    )
    task = progress(reader, as_of="2021-06-01", known_at="2021-06-01")
    assert [(one["period"]["code"], one["rule"]["source"]) for one in task["obligations"]] == [("2018-2020", "plan")]
    assert {one["rule"]["source"] for one in progress(reader, as_of="2021-06-01")["obligations"]} == {"plan", "administrator"}


def test_a_task_that_is_added_later_changes_no_earlier_answer(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    a_task(session)
    a_rule(session, plan)
    asked = {"as_of": "2021-06-01", "known_at": "2021-06-01"}
    before = reader.get(URL, params=asked).json()
    a_task(session, "1.2", when=at(2022))
    assert reader.get(URL, params=asked).json() == before
    assert [one["number"] for one in reader.get(URL, params={"as_of": "2021-06-01"}).json()["items"]] == ["1.1", "1.2"]


def test_duties_pass_to_successors_step_by_step(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    before, after = an_agency(session, "lead", valid_to=date(2025, 2, 28)), an_agency(session, "after")
    a_succession(session, before, after, date(2025, 3, 1))
    a_task(session)
    a_rule(session, plan)
    (owner,) = progress(reader, as_of="2025-06-01")["owners"]
    assert (owner["agency"]["code"], owner["by"]) == ("after", "successor")
    assert [(step["agency"]["code"], step["successor"]["code"], step["on"]) for step in owner["chain"]] == [
        ("lead", "after", "2025-03-01")
    ]
    assert [owner["agency"]["code"] for owner in progress(reader, as_of="2020-06-01")["owners"]] == ["lead"]


def test_classes_expand_or_say_that_their_members_are_unknown(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    listed = an_agency(session, "listed", type="class", enumerable=True)
    for code in ("a", "b"):
        a_member(session, listed, an_agency(session, code))
    an_agency(session, "unlisted", type="class", enumerable=False, en="Departments")
    a_task(session, leads=("listed", "unlisted"))
    a_rule(session, plan)
    task = progress(reader, as_of="2019-02-01")
    told = [(one["owed_as"]["code"], one["state"]) for one in task["obligations"] if one["period"]["code"] == "2018"]
    assert told == [("a", "no_information"), ("b", "no_information"), ("unlisted", "membership_unknown")]
    unknown = {one["code"]: one for one in task["unknown"]}
    assert unknown["membership_unknown"]["about"] == ["unlisted"]
    assert unknown["membership_unknown"]["statement"] == "Who belongs to these classes of agencies cannot be listed: unlisted."


def test_a_body_that_ended_without_a_successor_leaves_its_duty_to_nobody(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    an_agency(session, "lead", valid_to=date(2020, 6, 30))
    a_task(session)
    a_rule(session, plan)
    task = progress(reader, as_of="2021-06-01")
    assert task["owners"] == []
    assert {one["code"]: one["about"] for one in task["unknown"]}["no_owner"] == ["lead"]


def test_evidence_comes_with_reports_and_statements_and_can_be_read_by_everybody(session: Session, anyone: Caller) -> None:
    plan = a_plan(session)
    task = a_task(session)
    a_rule(session, plan)
    report = a_document(session, title="Bản tin")
    a_translation(session, report, "en", "Bulletin")
    draft = a_document(session, title="Bản thảo", published=False)
    stated = a_document(session, title="Biên bản")
    a_report(
        session,
        task,
        "2018",
        "lead",
        ("submitted", date(2019, 1, 2)),
        ("accepted", date(2019, 1, 9)),
        evidence=[report.id, draft.id],
    )
    a_report(session, task, "2019", "lead", ("submitted", date(2020, 1, 2)), evidence=[stated.id])
    a_statement(session, "1.1", "done", date(2020, 2, 1), document=stated.id, evidence="Biên bản họp")
    shown = progress(anyone, as_of="2020-06-01")["evidence"]
    assert [(one["title"], one["period"], one["agency"] and one["agency"]["code"]) for one in shown] == [
        ("Bulletin", "2018", "lead"),
        ("Biên bản", None, None),
    ]
    assert progress(anyone, as_of="2020-01-31")["evidence"] == shown[:1]


def test_a_task_without_a_rule_says_so(session: Session, reader: Caller) -> None:
    a_plan(session)
    a_task(session)
    assert [one["code"] for one in progress(reader)["unknown"]] == ["outcome_unknown", "no_rule"]


def test_continuous_work_has_no_end_and_the_plan_asks_for_no_report_after_its_years(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    a_task(session, time="Thường xuyên")
    rule = {"after_period": True}
    a_rule(session, plan)
    assert list(states(progress(reader, as_of="2023-06-01"))) == ["2018", "2019", "2020"]
    a_rule(session, plan, "going-on", **rule)
    going_on = progress(reader, as_of="2023-06-01")["obligations"]
    assert [one["period"]["code"] for one in going_on if one["after_period"]] == ["2021", "2022", "2023"]


def test_progress_turns_page_by_page(session: Session, anyone: Caller) -> None:
    plan = a_plan(session)
    for number in ("1.9", "1.10", "1.11"):
        a_task(session, number)
    a_rule(session, plan)
    first = anyone.get(URL, params={"limit": 2, "count": True}).json()
    second = anyone.get(URL, params={"limit": 2, "count": True, "cursor": first["next"]}).json()
    assert [one["number"] for one in first["items"] + second["items"]] == ["1.9", "1.10", "1.11"]
    assert (first["total"], second["next"]) == (3, None)


def test_questions_that_cannot_be_answered_are_refused(session: Session, anyone: Caller) -> None:
    a_plan(session)

    def code(**query: str) -> tuple[int, str]:
        answer = anyone.get(URL, params=query)
        return answer.status_code, answer.json()["code"]

    assert code(as_of="2019-02-30") == (422, "invalid")
    assert code(as_of="9999-12-31") == (422, "day-out-of-bounds")
    assert code(known_at="yesterday") == (422, "instant-unreadable")
    assert code(known_at="0001-01-01T00:00:00+14:00") == (422, "day-out-of-bounds")
    assert code(known_at="2020-01-01T25:00") == (422, "instant-unreadable")
    assert code(task="9.9") == (404, "task-not-found")
    assert anyone.get("/api/v1/plans/nothing/progress").json()["code"] == "plan-not-found"


def test_an_instant_is_read_in_the_services_zone(session: Session, anyone: Caller) -> None:
    a_plan(session)
    told = {
        written: anyone.get(URL, params={"known_at": written}).json()["known_at"]
        for written in (
            "2020-12-31",
            "2020-12-31T17:00",
            "2020-12-31T17:00:00+07:00",
            "2020-12-31T10:00:00Z",
            "2020-12-31T17:00:00 07:00",
        )
    }
    assert list(told.values()) == ["2020-12-31T16:59:59.999999Z"] + ["2020-12-31T10:00:00Z"] * 4


def test_progress_takes_as_many_statements_for_many_tasks_as_for_one(session: Session, reader: Caller) -> None:
    plan = a_plan(session)
    a_rule(session, plan)
    document = a_document(session)

    def add(number: str) -> None:
        task = a_task(session, number, leads=(f"lead-{number}",))
        a_report(session, task, "2018", f"lead-{number}", ("submitted", date(2019, 1, 2)), evidence=[document.id])
        a_statement(session, number, "under_way", date(2019, 1, 3), document=document.id)

    add("1")
    few = statements_of(session, lambda: reader.get(URL, params={"limit": 100}))
    for number in range(2, 12):
        add(str(number))
    assert statements_of(session, lambda: reader.get(URL, params={"limit": 100})) == few
