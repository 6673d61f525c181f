"""Tasks: who has which role, what they continue, their versions, and what was stated about them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.plans.models import APPEND_ONLY, Assignment, Task, TaskVersion
from tests.builders import a_document, an_agency
from tests.callers import Caller
from tests.plans.making import a_plan, a_statement, a_task, at, new_task
from tests.statements import statements_of

URL = "/api/v1/plans/a-plan/tasks"


def refusal(answer: Any) -> tuple[int, str, list[str]]:
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem["errors"]]


def test_a_task_is_made_with_leads_and_coordinating_agencies(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    a_plan(session)
    an_agency(session, "lead", vi="Sở")
    an_agency(session, "listed", type="class", enumerable=True)
    an_agency(session, "unlisted", type="class", enumerable=False)
    body = new_task(coordinating_printed="listed, unlisted;", titles=[{"language": "en", "title": "Task"}])
    body["assignments"] = [
        {"agency": "unlisted", "role": "coordinating", "printed": "unlisted"},
        {"agency": "lead", "role": "lead", "printed": "Sở"},
        {"agency": "listed", "role": "coordinating", "printed": "listed"},
    ]
    answer = plan_manager.post(URL, json=body)
    assert answer.status_code == 201, answer.text
    assert (answer.headers["Location"], answer.headers["ETag"]) == (f"{URL}/1.1", '"1"')
    shown = anyone.get(f"{URL}/1.1?lang=en").json()
    assert [(one["code"], one["membership"]) for one in shown["leads"]] == [("lead", None)]
    assert [(one["code"], one["membership"]) for one in shown["coordinating"]] == [("unlisted", "unknown"), ("listed", "listed")]
    assert shown["coordinating_printed"] == "listed, unlisted;"
    assert shown["timeframe"] == {"printed": "Hằng năm", "kind": "yearly", "first_year": 2018, "last_year": 2020}
    assert (shown["title"]["text"], shown["title"]["official"]) == ("Task", False)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"assignments": []}, (422, "task-without-lead", ["/assignments"])),
        (
            {"assignments": [{"agency": "lead", "role": "coordinating", "printed": "x"}]},
            (422, "task-without-lead", ["/assignments"]),
        ),
        (
            {"assignments": [{"agency": "nobody", "role": "lead", "printed": "x"}]},
            (422, "unknown-agency", ["/assignments/0/agency"]),
        ),
        (
            {"assignments": [{"agency": "lead", "role": "lead", "printed": one} for one in "xy"]},
            (422, "assignment-twice", ["/assignments/1"]),
        ),
        ({"timeframe_printed": "2020 - 2018"}, (422, "timeframe-reversed", ["/timeframe_printed"])),
        ({"timeframe_printed": "Khi nào rảnh"}, (422, "timeframe-unreadable", ["/timeframe_printed"])),
        ({"group": "9"}, (422, "unknown-group", ["/group"])),
        ({"succeeds": {"plan": "a-plan", "number": "9"}}, (422, "unknown-task", ["/succeeds"])),
        ({"succeeds": {"plan": "nothing", "number": "1"}}, (422, "unknown-task", ["/succeeds"])),
        ({"number": "1.0"}, (409, "task-number-taken", [])),
    ],
)
def test_a_task_that_is_wrong_is_refused_in_three_languages_and_nothing_is_half_written(
    session: Session, plan_manager: Caller, wrong: dict[str, Any], expected: tuple[int, str, list[str]]
) -> None:
    a_plan(session)
    a_task(session, "1.0")
    before = session.scalar(select(func.count()).select_from(Assignment))
    titles = set()
    for tag in ("vi", "en", "zh-Hans"):
        answer = plan_manager.post(f"{URL}?lang={tag}", json={**new_task(), **wrong})
        assert refusal(answer) == expected
        titles.add(answer.json()["title"])
    assert len(titles) == 3
    assert session.scalars(select(Task.number)).all() == ["1.0"]
    assert session.scalar(select(func.count()).select_from(Assignment)) == before


def test_a_task_continues_one_of_an_earlier_plan_and_goes_in_no_circle(session: Session, plan_manager: Caller) -> None:
    a_plan(session)
    a_plan(session, "next", (2021, 2025), predecessor="a-plan")
    a_plan(session, "last", (2026, 2030), predecessor="next")
    a_task(session, "1.1")
    a_task(session, "2.1", plan="next", succeeds={"plan": "a-plan", "number": "1.1"})
    a_task(session, "3.1", plan="last", succeeds={"plan": "next", "number": "2.1"})
    shown = plan_manager.get("/api/v1/plans/next/tasks/2.1").json()
    assert shown["succeeds"] == {"plan": "a-plan", "number": "1.1"}
    assert shown["succeeded_by"] == [{"plan": "last", "number": "3.1"}]
    for plan, number in (("last", "3.1"), ("a-plan", "1.1")):
        turned = {"succeeds": {"plan": plan, "number": number}}
        answer = plan_manager.patch(f"{URL}/1.1", json=turned, headers={"If-Match": '"1"'})
        assert refusal(answer) == (422, "task-cycle", ["/succeeds"])


def test_a_change_is_a_new_version_and_the_old_one_stays(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    a_plan(session)
    a_task(session)
    an_agency(session, "other")
    change = {
        "assignments": [{"agency": "other", "role": "lead", "printed": "other"}],
        "timeframe_printed": "Năm 2019",
        "reason": "Sửa lỗi nhập",
    }
    answer = plan_manager.patch(f"{URL}/1.1", json=change, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    newer, older = anyone.get(f"{URL}/1.1").json()["versions"]
    assert (newer["number"], newer["reason"], newer["timeframe"]["kind"]) == (2, "Sửa lỗi nhập", "year")
    assert [one["code"] for one in newer["leads"]] == ["other"]
    assert (older["number"], older["timeframe"]["kind"]) == (1, "yearly")
    assert [one["code"] for one in older["leads"]] == ["lead"]


def test_a_title_in_another_language_is_no_new_version(session: Session, plan_manager: Caller) -> None:
    a_plan(session)
    a_task(session)
    change = {"titles": [{"language": "zh-CN", "title": "任务"}]}
    shown = plan_manager.patch(f"{URL}/1.1?lang=zh-Hans", json=change, headers={"If-Match": '"1"'}).json()
    assert (shown["title"]["text"], shown["revision"], len(shown["versions"])) == ("任务", 2, 1)


def test_a_task_is_taken_out_of_the_plan_and_put_back(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    a_plan(session)
    a_task(session)
    plan_manager.patch(f"{URL}/1.1", json={"withdrawn": True, "reason": "Trùng"}, headers={"If-Match": '"1"'})
    assert anyone.get(URL).json()["items"] == []
    assert anyone.get(f"{URL}/1.1").json()["withdrawn"] is True
    refused = plan_manager.post(f"{URL}/1.1/statements", json={"state": "done", "on": "2020-01-01"})
    assert refusal(refused) == (409, "task-withdrawn", [])
    plan_manager.patch(f"{URL}/1.1", json={"withdrawn": False}, headers={"If-Match": '"2"'})
    assert [one["number"] for one in anyone.get(URL).json()["items"]] == ["1.1"]


def test_tasks_are_listed_in_the_plans_order_and_narrowed(session: Session, anyone: Caller) -> None:
    a_plan(session)
    a_task(session, "1.9", time="Năm 2018")
    a_task(session, "1.10", leads=("other",), time="2019 - 2020")
    a_task(session, "1.11", time="Thường xuyên")

    def numbers(**query: Any) -> list[str]:
        return [one["number"] for one in anyone.get(URL, params=query).json()["items"]]

    assert numbers() == ["1.9", "1.10", "1.11"]
    assert numbers(year=2018) == ["1.9", "1.11"]
    assert numbers(agency="other") == ["1.10"]
    assert numbers(agency="other", role="coordinating") == []
    assert numbers(group="2") == []
    page = anyone.get(URL, params={"limit": 2, "count": True}).json()
    assert page["total"] == 3
    assert numbers(limit=2, cursor=page["next"]) == ["1.11"]


def test_a_list_takes_as_many_statements_for_many_tasks_as_for_one(session: Session, anyone: Caller) -> None:
    a_plan(session)
    a_task(session, "1")

    few = statements_of(session, lambda: anyone.get(URL))
    for number in range(2, 12):
        a_task(session, str(number))
    assert statements_of(session, lambda: anyone.get(URL)) == few <= 7


def test_what_is_stated_of_a_task_is_kept_with_what_shows_it(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    a_plan(session)
    a_task(session)
    document = a_document(session)
    body = {"state": "done", "on": "2019-11-01", "evidence": "Báo cáo 12/BC", "document": str(document.id), "eid": "art_1"}
    answer = plan_manager.post(f"{URL}/1.1/statements", json=body)
    assert answer.status_code == 201, answer.text
    a_statement(session, "1.1", "under_way", date(2019, 1, 1))
    shown = anyone.get(f"{URL}/1.1").json()["statements"]
    assert [(one["state"], one["on"]) for one in shown] == [("done", "2019-11-01"), ("under_way", "2019-01-01")]
    assert (shown[0]["evidence"], shown[0]["document"]) == ("Báo cáo 12/BC", str(document.id))


def test_nothing_is_stated_of_days_to_come(session: Session, plan_manager: Caller) -> None:
    a_plan(session)
    a_task(session)
    answer = plan_manager.post(f"{URL}/1.1/statements", json={"state": "done", "on": "2199-01-01"})
    assert refusal(answer) == (422, "statement-in-future", ["/on"])


def test_every_write_is_recorded_and_announced(session: Session, plan_manager: Caller) -> None:
    a_plan(session)
    an_agency(session, "lead")
    plan_manager.post(URL, json=new_task())
    plan_manager.patch(f"{URL}/1.1", json={"printed": "Tên khác"}, headers={"If-Match": '"1"'})
    plan_manager.post(f"{URL}/1.1/statements", json={"state": "done", "on": "2020-01-01"})
    acts = session.execute(select(AuditEntry.action, AuditEntry.subject_id).where(AuditEntry.subject == "task")).all()
    assert [tuple(one) for one in acts] == [(f"task.{act}", "a-plan/1.1") for act in ("create", "change", "state")]
    id = session.scalars(select(Task.id)).one()
    assert session.scalars(select(OutboxEntry.key).where(OutboxEntry.topic == "task")).all() == [str(id)] * 3


def test_the_database_refuses_to_alter_what_answers_are_computed_from(session: Session) -> None:
    a_plan(session)
    a_task(session, when=at(2018))
    for statement in ("update plan_task_version set printed = 'x'", "delete from plan_assignment"):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(statement))
    assert session.scalars(select(TaskVersion.printed)).all() == ["Nhiệm vụ 1.1"]


def test_every_table_of_facts_has_the_trigger(session: Session) -> None:
    guarded = set(
        session.scalars(text("select event_object_table from information_schema.triggers where trigger_name = 'append_only'"))
    )
    assert {model.__tablename__ for model in APPEND_ONLY} <= guarded
