"""Adding agencies and changing them."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.outbox.models import OutboxEntry
from tests.builders import a_member, a_succession, an_agency
from tests.callers import Caller

URL = "/api/v1/agencies"


def new(code: str = "so-moi", **more: Any) -> dict[str, Any]:
    return {"code": code, "type": "body", "names": [{"language": "vi", "name": "Sở Mới"}], "source": "A decree", **more}


def refusal(answer: Any) -> tuple[int, str, list[str]]:
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem["errors"]]


def test_an_admin_adds_an_agency(session: Session, admin: Caller, anyone: Caller) -> None:
    an_agency(session, "so-cu", vi="Sở Cũ")
    body = new(
        names=[{"language": "vi", "name": " Sở\u00a0 Mới ", "short_name": "SM"}, {"language": "zh-CN", "name": "新局"}],
        aliases=["Sở mới", "Sở mới"],
        valid_from="2025-03-01",
        notes=[{"language": "en", "text": "New."}],
        predecessors=[{"code": "so-cu", "manner": "merger", "on": "2025-03-01"}],
    )
    answer = admin.post(URL, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{URL}/so-moi"
    assert answer.headers["ETag"] == '"1"'
    shown = anyone.get(answer.headers["Location"]).json()
    assert shown == answer.json()
    assert shown["name"] == "Sở Mới"
    assert [name["language"] for name in shown["names"]] == ["vi", "zh-Hans"]
    assert shown["aliases"] == ["Sở mới"]
    assert [one["code"] for one in shown["predecessors"]] == ["so-cu"]
    assert shown["verified"] is False


def test_a_class_is_added_with_its_members(session: Session, admin: Caller) -> None:
    an_agency(session, "member")
    body = new(type="class", enumerable=True, members=[{"code": "member", "since": "2020-01-01", "until": None}])
    answer = admin.post(URL, json=body, params={"on": "2020-01-01"})
    assert answer.status_code == 201, answer.text
    assert [one["code"] for one in answer.json()["members"]["items"]] == ["member"]


def test_every_write_is_recorded_and_announced(session: Session, admin: Caller) -> None:
    admin.post(URL, json=new())
    admin.patch(f"{URL}/so-moi", json={"verified": True}, headers={"If-Match": '"1"'})
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == "agency").order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.subject_id, entry.role) for entry in entries] == [
        ("agency.create", "so-moi", "admin"),
        ("agency.change", "so-moi", "admin"),
    ]
    assert entries[1].detail == {"revision": 2, "fields": ["verified"]}
    announced = session.execute(select(OutboxEntry.topic, OutboxEntry.key).where(OutboxEntry.topic == "agency")).all()
    assert [tuple(row) for row in announced] == [("agency", "so-moi")] * 2


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (new(type="class"), "enumerable-for-classes", "/enumerable"),
        (new(enumerable=True), "enumerable-for-classes", "/enumerable"),
        (new(valid_from="2025-01-02", valid_to="2025-01-01"), "validity-reversed", "/valid_to"),
        (new(names=[{"language": "vi", "name": "A"}, {"language": "vi-VN", "name": "B"}]), "language-twice", "/names/1/language"),
        (new(names=[{"language": "ko", "name": "A"}]), "unknown-language", None),
        (new(predecessors=[{"code": "nowhere", "manner": "merger"}]), "unknown-agency", "/predecessors/0/code"),
        (new(predecessors=[{"code": "so-moi", "manner": "merger"}]), "succession-cycle", "/predecessors/0/code"),
        (new(members=[{"code": "there"}]), "members-not-listed", "/members"),
        (new(type="class", enumerable=False, members=[{"code": "there"}]), "members-not-listed", "/members"),
        (new(type="class", enumerable=True, members=[{"code": "so-moi"}]), "unknown-agency", "/members/0/code"),
        (
            new(
                type="class",
                enumerable=True,
                members=[{"code": "there", "until": "2020-01-01"}, {"code": "there", "since": "2020-01-01"}],
            ),
            "membership-overlaps",
            "/members/1",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_place(
    session: Session, admin: Caller, body: dict[str, Any], code: str, pointer: str | None
) -> None:
    an_agency(session, "there")
    status, told, pointers = refusal(admin.post(URL, json=body))
    assert (status, told) == (422, code)
    assert pointers == ([] if pointer is None else [pointer])


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/code"),
        (new(code="Sở Mới"), "/code"),
        (new(names=[]), "/names"),
        (new(names=[{"language": "vi", "name": "  "}]), "/names/0/name"),
        (new(names=[{"language": "xx", "name": "A"}]), "/names/0/language"),
        (new(type="person"), "/type"),
        (new(verified="yes"), "/verified"),
        (new(valid_from=0), "/valid_from"),
        (new(valid_from="yesterday"), "/valid_from"),
        (new(colour="red"), "/colour"),
        (new(source="x" * 1001), "/source"),
        (new(aliases=["a"] * 51), "/aliases"),
    ],
)
def test_what_does_not_fit_the_form_is_refused_with_its_place(admin: Caller, body: dict[str, Any], pointer: str) -> None:
    status, code, pointers = refusal(admin.post(URL, json=body))
    assert (status, code) == (422, "invalid")
    assert pointer in pointers


def test_a_code_is_given_once(session: Session, admin: Caller) -> None:
    an_agency(session, "so-moi")
    assert refusal(admin.post(URL, json=new())) == (409, "agency-code-taken", [])
    assert admin.get(f"{URL}/so-moi").json()["source"] == "Made for a test"


def test_a_change_leaves_alone_what_it_does_not_name(session: Session, admin: Caller) -> None:
    agency = an_agency(session, "one", vi="Một", en="One", note={"vi": "Ghi chú"})
    a_succession(session, an_agency(session, "before"), agency, None)
    answer = admin.patch(f"{URL}/one", json={"names": [{"language": "vi", "name": "Số một"}]}, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.text
    assert answer.headers["ETag"] == '"2"'
    shown = answer.json()
    assert [(name["language"], name["name"]) for name in shown["names"]] == [("vi", "Số một")]
    assert shown["note"]["text"] == "Ghi chú"
    assert [one["code"] for one in shown["predecessors"]] == ["before"]


def test_a_validity_can_be_closed_and_opened_again(session: Session, admin: Caller) -> None:
    an_agency(session, "one")
    closed = admin.patch(f"{URL}/one", json={"valid_to": "2025-06-30"}, headers={"If-Match": '"1"'})
    assert closed.json()["valid_to"] == "2025-06-30"
    opened = admin.patch(f"{URL}/one", json={"valid_to": None}, headers={"If-Match": '"2"'})
    assert opened.json()["valid_to"] is None


def test_lists_that_are_given_replace_the_present_ones(session: Session, admin: Caller) -> None:
    group = an_agency(session, "group", type="class")
    a_member(session, group, an_agency(session, "one"))
    a_succession(session, an_agency(session, "before"), group, None)
    an_agency(session, "two")
    body = {"members": [{"code": "two"}], "predecessors": [{"code": "before", "manner": "renaming", "note": "Only the name"}]}
    shown = admin.patch(f"{URL}/group", json=body, headers={"If-Match": '"1"'}).json()
    assert [one["code"] for one in shown["members"]["items"]] == ["two"]
    assert [(one["code"], one["manner"], one["note"]) for one in shown["predecessors"]] == [
        ("before", "renaming", "Only the name")
    ]


@pytest.mark.parametrize(
    ("header", "status", "code"), [('"2"', 412, "precondition-failed"), (None, 428, "precondition-required")]
)
def test_a_change_names_the_revision_it_is_made_from(
    session: Session, admin: Caller, header: str | None, status: int, code: str
) -> None:
    an_agency(session, "one")
    answer = admin.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": header} if header else {})
    assert refusal(answer)[:2] == (status, code)
    assert admin.get(f"{URL}/one").json()["verified"] is False


@pytest.mark.parametrize("body", [{}, {"names": None}, {"verified": None}, {"code": "other"}, {"type": "class"}])
def test_a_change_of_nothing_or_of_what_stays_is_refused(session: Session, admin: Caller, body: dict[str, Any]) -> None:
    an_agency(session, "one")
    assert refusal(admin.patch(f"{URL}/one", json=body, headers={"If-Match": '"1"'}))[:2] == (422, "invalid")


def test_a_change_is_checked_together_with_what_stays(session: Session, admin: Caller) -> None:
    an_agency(session, "one")
    assert (
        refusal(admin.patch(f"{URL}/one", json={"enumerable": True}, headers={"If-Match": '"1"'}))[1] == "enumerable-for-classes"
    )


@pytest.mark.parametrize("role", ["reader", "editor", "publisher", "reporter", "plan_manager"])
def test_only_an_admin_writes(session: Session, request: pytest.FixtureRequest, role: str) -> None:
    an_agency(session, "one")
    caller: Caller = request.getfixturevalue(role)
    assert caller.post(URL, json=new()).status_code == 403
    assert caller.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": '"1"'}).status_code == 403


def test_the_public_is_asked_for_a_key(anyone: Caller) -> None:
    assert refusal(anyone.post(URL, json=new()))[:2] == (401, "unauthenticated")
