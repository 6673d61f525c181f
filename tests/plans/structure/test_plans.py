"""Plans, what they print, and groups of tasks."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.plans.models import Plan
from tests.builders import a_document, an_agency
from tests.callers import Caller
from tests.plans.making import a_plan, a_task

URL = "/api/v1/plans"


def new(code: str = "ke-hoach-moi", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "number": "12/KH-UBND",
        "language": "vi",
        "printed_title": "KẾ HOẠCH MỚI\u00a0",
        "issuer": "issuer",
        "first_year": 2021,
        "last_year": 2025,
        "source": "The plan",
        **more,
    }


def refusal(answer: Any) -> tuple[int, str, list[str]]:
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem["errors"]]


def test_a_plan_manager_makes_a_plan_that_everybody_reads(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    an_agency(session, "issuer")
    titles = [{"language": "en", "title": "A new plan"}]
    answer = plan_manager.post(URL, json=new(titles=titles, notes=[{"language": "vi", "text": "Ghi chú"}]))
    assert answer.status_code == 201, answer.text
    assert (answer.headers["Location"], answer.headers["ETag"]) == (f"{URL}/ke-hoach-moi", '"1"')
    shown = anyone.get(answer.headers["Location"], params={"lang": "en"}).json()
    assert shown["title"] == {
        "text": "A new plan",
        "language": {"requested": "en", "served": "en", "fallback": False},
        "official": False,
    }
    assert shown["printed_title"] == "KẾ HOẠCH MỚI\u00a0"
    assert shown["note"]["text"] == "Ghi chú"
    assert shown["issuer"]["code"] == "issuer"


def test_what_is_printed_is_kept_to_the_character(session: Session, plan_manager: Caller) -> None:
    plan = a_plan(session)
    odd = "phản bác bác \u00a0, báo chí,."
    passages = [{"eid": "sec_I", "part": "section", "kind": "section", "marker": "I.", "printed": odd}]
    answer = plan_manager.put(f"{URL}/a-plan/passages", json={"passages": passages}, headers={"If-Match": f'"{plan.revision}"'})
    assert answer.status_code == 200, answer.text
    assert [one["printed"] for one in answer.json()["passages"]] == [odd]


def test_several_plans_live_side_by_side_and_one_continues_another(session: Session, anyone: Caller) -> None:
    a_plan(session, "first")
    a_plan(session, "second", (2021, 2025), predecessor="first")
    a_plan(session, "of-a-ministry", (2019, None))
    listed = anyone.get(URL, params={"count": True}).json()
    assert [one["code"] for one in listed["items"]] == ["second", "of-a-ministry", "first"]
    assert listed["total"] == 3
    assert anyone.get(f"{URL}/second").json()["predecessor"] == "first"
    assert anyone.get(f"{URL}/first").json()["successors"] == ["second"]


def test_plans_turn_page_by_page(session: Session, anyone: Caller) -> None:
    for year in (2018, 2019, 2020):
        a_plan(session, f"plan-{year}", (year, year))
    first = anyone.get(URL, params={"limit": 2}).json()
    second = anyone.get(URL, params={"limit": 2, "cursor": first["next"]}).json()
    assert [one["code"] for one in first["items"] + second["items"]] == ["plan-2020", "plan-2019", "plan-2018"]
    assert second["next"] is None


def test_plans_continue_each_other_in_no_circle(session: Session, plan_manager: Caller) -> None:
    a_plan(session, "first")
    a_plan(session, "second", predecessor="first")
    third = a_plan(session, "third", predecessor="second")
    assert third.predecessor_id is not None
    revision = session.scalars(select(Plan.revision).where(Plan.code == "first")).one()
    answer = plan_manager.patch(f"{URL}/first", json={"predecessor": "third"}, headers={"If-Match": f'"{revision}"'})
    assert refusal(answer) == (422, "plan-cycle", ["/predecessor"])
    itself = plan_manager.patch(f"{URL}/first", json={"predecessor": "first"}, headers={"If-Match": f'"{revision}"'})
    assert refusal(itself) == (422, "plan-cycle", ["/predecessor"])


def test_a_refusal_is_told_in_three_languages(session: Session, plan_manager: Caller) -> None:
    an_agency(session, "issuer")
    body = new(first_year=2025, last_year=2021)
    told = {tag: plan_manager.post(f"{URL}?lang={tag}", json=body).json()["title"] for tag in ("vi", "en", "zh-Hans")}
    assert told == {
        "vi": "Kế hoạch kết thúc trước khi bắt đầu.",
        "en": "The plan ends before it starts.",
        "zh-Hans": "计划的结束早于开始。",
    }


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"issuer": "nobody"}, (422, "unknown-agency", ["/issuer"])),
        ({"predecessor": "nothing"}, (422, "unknown-plan", ["/predecessor"])),
        ({"document": "00000000-0000-0000-0000-000000000000"}, (422, "unknown-document", ["/document"])),
        ({"first_year": 2026}, (422, "plan-years-reversed", ["/last_year"])),
        (
            {"titles": [{"language": "en", "title": "A"}, {"language": "en", "title": "B"}]},
            (422, "language-twice", ["/titles/1/language"]),
        ),
        ({"code": "there"}, (409, "plan-code-taken", [])),
    ],
)
def test_a_plan_that_is_wrong_is_refused_and_nothing_of_it_is_kept(
    session: Session, plan_manager: Caller, wrong: dict[str, Any], expected: tuple[int, str, list[str]]
) -> None:
    a_plan(session, "there")
    assert refusal(plan_manager.post(URL, json=new(**wrong))) == expected
    assert session.scalars(select(Plan.code)).all() == ["there"]


def test_the_years_of_a_plan_with_tasks_stay(session: Session, plan_manager: Caller) -> None:
    plan = a_plan(session)
    changed = plan_manager.patch(f"{URL}/a-plan", json={"last_year": 2022}, headers={"If-Match": f'"{plan.revision}"'})
    assert changed.json()["last_year"] == 2022
    a_task(session)
    tag = plan_manager.get(f"{URL}/a-plan").headers["ETag"]
    assert refusal(plan_manager.patch(f"{URL}/a-plan", json={"last_year": 2030}, headers={"If-Match": tag})) == (
        409,
        "plan-years-fixed",
        [],
    )


def test_a_change_names_the_revision_that_it_is_made_from(session: Session, plan_manager: Caller) -> None:
    a_plan(session)
    assert plan_manager.patch(f"{URL}/a-plan", json={"number": "2/KH"}).status_code == 428
    assert plan_manager.patch(f"{URL}/a-plan", json={"number": "2/KH"}, headers={"If-Match": '"99"'}).status_code == 412


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ([{"eid": "a"}, {"eid": "a"}], (422, "passage-twice", ["/passages/1/eid"])),
        ([{"eid": "a", "parent": "b"}, {"eid": "b"}], (422, "unknown-passage", ["/passages/0/parent"])),
        ([{"eid": "a", "agencies": ["nobody"]}], (422, "unknown-agency", ["/passages/0/agencies/0"])),
        ([{"eid": "a", "tasks": [{"number": "9.9"}]}], (422, "unknown-task", ["/passages/0/tasks/0/number"])),
        ([{"eid": "a", "first_year": 2020, "last_year": 2019}], (422, "plan-years-reversed", ["/passages/0/last_year"])),
    ],
)
def test_passages_that_are_wrong_leave_those_there_are(
    session: Session, plan_manager: Caller, wrong: list[dict[str, Any]], expected: tuple[int, str, list[str]]
) -> None:
    a_plan(session)

    def put(passages: list[dict[str, Any]]) -> Any:
        whole = [{"part": "milestone", "kind": "item", "printed": "Dòng", **one} for one in passages]
        tag = plan_manager.get(f"{URL}/a-plan").headers["ETag"]
        return plan_manager.put(f"{URL}/a-plan/passages", json={"passages": whole}, headers={"If-Match": tag})

    assert put([{"eid": "there"}]).status_code == 200
    assert refusal(put(wrong)) == expected
    assert [one["eid"] for one in plan_manager.get(f"{URL}/a-plan").json()["passages"]] == ["there"]


def test_passages_name_documents_agencies_and_tasks(session: Session, plan_manager: Caller) -> None:
    plan = a_plan(session)
    a_task(session)
    document = a_document(session)
    passages = [
        {"eid": "sec_I", "part": "section", "kind": "section", "marker": "I.", "printed": "CĂN CỨ"},
        {
            "eid": "sec_I__para_1",
            "part": "legal_basis",
            "kind": "item",
            "printed": "Căn cứ Luật Báo chí;",
            "parent": "sec_I",
            "document": str(document.id),
            "texts": [{"language": "en", "text": "Pursuant to the Press Law;"}],
        },
        {
            "eid": "sec_IV",
            "part": "milestone",
            "kind": "heading",
            "printed": "Sau năm 2020:",
            "first_year": 2021,
            "agencies": ["lead"],
            "tasks": [{"number": "1.1", "wording": "Tên khác"}],
        },
    ]
    tag = f'"{session.scalars(select(Plan.revision).where(Plan.id == plan.id)).one()}"'
    answer = plan_manager.put(f"{URL}/a-plan/passages?lang=en", json={"passages": passages}, headers={"If-Match": tag})
    assert answer.status_code == 200, answer.text
    _, basis, milestone = answer.json()["passages"]
    assert (basis["document"], basis["parent"], basis["text"]["text"]) == (
        str(document.id),
        "sec_I",
        "Pursuant to the Press Law;",
    )
    assert (milestone["first_year"], milestone["last_year"], milestone["text"]["official"]) == (2021, None, True)
    assert milestone["tasks"] == [{"number": "1.1", "wording": "Tên khác"}]
    assert answer.json()["counts"]["milestones"] == 1
    assert plan_manager.get(f"{URL}/a-plan/tasks/1.1").json()["milestones"][0]["wording"] == "Tên khác"


def test_groups_are_added_and_changed(session: Session, plan_manager: Caller) -> None:
    a_plan(session)
    body = {"key": "I", "printed": "Nhóm", "letter": "a)", "body_printed": "Nhóm, viết khác;"}
    answer = plan_manager.post(f"{URL}/a-plan/groups", json=body)
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert refusal(plan_manager.post(f"{URL}/a-plan/groups", json=body))[1] == "group-key-taken"
    titles = [{"language": "en", "title": "Group"}]
    changed = plan_manager.patch(f"{URL}/a-plan/groups/I?lang=en", json={"titles": titles}, headers={"If-Match": '"1"'})
    assert (changed.json()["title"]["text"], changed.json()["body_printed"]) == ("Group", "Nhóm, viết khác;")
    gone = plan_manager.patch(f"{URL}/a-plan/groups/9", json={"printed": "x"}, headers={"If-Match": '"1"'})
    assert refusal(gone)[1] == "group-not-found"


def test_every_write_is_recorded_and_announced(session: Session, plan_manager: Caller) -> None:
    an_agency(session, "issuer")
    plan_manager.post(URL, json=new())
    plan_manager.patch(f"{URL}/ke-hoach-moi", json={"verified": True}, headers={"If-Match": '"1"'})
    acts = session.execute(select(AuditEntry.action, AuditEntry.subject_id).where(AuditEntry.subject == "plan")).all()
    assert [tuple(act) for act in acts] == [("plan.create", "ke-hoach-moi"), ("plan.change", "ke-hoach-moi")]
    id = session.scalars(select(Plan.id)).one()
    assert session.scalars(select(OutboxEntry.key).where(OutboxEntry.topic == "plan")).all() == [str(id)] * 2
