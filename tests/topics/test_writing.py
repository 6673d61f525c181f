"""Adding topics, changing them, moving them, deleting them."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.actor import SYSTEM, Actor, Role
from app.core.errors import Forbidden, PreconditionFailed
from app.outbox.models import OutboxEntry
from app.topics import service
from app.topics.errors import TopicInUse, TopicNotFound
from app.topics.models import Topic, TopicMapping, TopicName
from tests.builders import a_document, a_topic
from tests.callers import Caller

URL = "/api/v1/topics"


def new(code: str = "new", **more: Any) -> dict[str, Any]:
    return {"code": code, "names": [{"language": "vi", "name": "Mới"}], **more}


def refusal(answer: Any) -> tuple[int, str, list[str]]:
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem["errors"]]


@pytest.mark.parametrize("role", ["publisher", "admin"])
def test_publishers_and_admins_add_topics(session: Session, request: pytest.FixtureRequest, anyone: Caller, role: str) -> None:
    a_topic(session, "parent")
    body = new(
        names=[{"language": "vi", "name": " Tự do ", "description": "Nói và viết"}, {"language": "en", "name": "Freedom"}],
        parent="parent",
        position=3,
        mappings=[{"instrument": "SDG", "reference": "16.b"}],
    )
    answer = request.getfixturevalue(role).post(URL, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{URL}/new"
    shown = anyone.get(answer.headers["Location"]).json()
    assert shown == answer.json()
    assert (shown["name"], shown["description"], shown["position"]) == ("Tự do", "Nói và viết", 3)
    assert shown["parent"]["code"] == "parent"
    assert shown["mappings"] == [{"instrument": "SDG", "reference": "16.b"}]


@pytest.mark.parametrize("role", ["reader", "editor", "reporter", "plan_manager"])
def test_other_roles_do_not(session: Session, request: pytest.FixtureRequest, role: str) -> None:
    a_topic(session, "one")
    caller: Caller = request.getfixturevalue(role)
    assert caller.post(URL, json=new()).status_code == 403
    assert caller.patch(f"{URL}/one", json={"position": 1}, headers={"If-Match": '"1"'}).status_code == 403


def test_a_third_level_is_refused(session: Session, publisher: Caller) -> None:
    first = a_topic(session, "first")
    a_topic(session, "second", parent=first)
    a_topic(session, "other")
    assert refusal(publisher.post(URL, json=new(parent="second"))) == (422, "third-level", ["/parent"])
    for topic, parent in [("other", "second"), ("first", "other"), ("other", "other")]:
        answer = publisher.patch(f"{URL}/{topic}", json={"parent": parent}, headers={"If-Match": '"1"'})
        assert refusal(answer) == (422, "third-level", ["/parent"])


def test_a_topic_moves_to_another_parent_and_to_the_first_level(session: Session, publisher: Caller) -> None:
    first = a_topic(session, "first")
    a_topic(session, "child", parent=first)
    a_topic(session, "other")
    moved = publisher.patch(f"{URL}/child", json={"parent": "other"}, headers={"If-Match": '"1"'})
    assert moved.json()["parent"]["code"] == "other"
    raised = publisher.patch(f"{URL}/child", json={"parent": None}, headers={"If-Match": '"2"'})
    assert raised.json()["parent"] is None


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (new(parent="nowhere"), "unknown-topic", "/parent"),
        (new(names=[{"language": "vi", "name": "A"}, {"language": "vi-VN", "name": "B"}]), "language-twice", "/names/1/language"),
        (new(mappings=[{"instrument": "UDHR", "reference": "1"}] * 2), "mapping-twice", "/mappings/1"),
        (new(mappings=[{"instrument": "UDHR", "reference": "art 1"}]), "invalid", "/mappings/0/reference"),
        (new(mappings=[{"instrument": "CEDAW", "reference": "1"}]), "invalid", "/mappings/0/instrument"),
        (new(position=-1), "invalid", "/position"),
        (new(position="1"), "invalid", "/position"),
        (new(names=[]), "invalid", "/names"),
        (new(code="Tự do"), "invalid", "/code"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(publisher: Caller, body: dict[str, Any], code: str, pointer: str) -> None:
    assert refusal(publisher.post(URL, json=body)) == (422, code, [pointer])


def test_a_code_is_given_once(session: Session, publisher: Caller) -> None:
    a_topic(session, "new")
    assert refusal(publisher.post(URL, json=new())) == (409, "topic-code-taken", [])


def test_lists_that_are_given_replace_the_present_ones(session: Session, publisher: Caller) -> None:
    a_topic(session, "one", vi="Một", en="One", position=5, mappings=(("UDHR", "1"), ("UDHR", "2")))
    body = {
        "names": [{"language": "vi", "name": "Số một"}, {"language": "zh-Hans", "name": "一"}],
        "mappings": [{"instrument": "UDHR", "reference": "2"}, {"instrument": "ICCPR", "reference": "3"}],
    }
    shown = publisher.patch(f"{URL}/one", json=body, headers={"If-Match": '"1"'}).json()
    assert [(name["language"], name["name"]) for name in shown["names"]] == [("vi", "Số một"), ("zh-Hans", "一")]
    assert [(one["instrument"], one["reference"]) for one in shown["mappings"]] == [("UDHR", "2"), ("ICCPR", "3")]
    assert (shown["position"], shown["revision"]) == (5, 2)


@pytest.mark.parametrize(("header", "status"), [({"If-Match": '"7"'}, 412), ({"If-Match": 'W/"1"'}, 412), ({}, 428)])
def test_a_change_names_the_revision_it_is_made_from(
    session: Session, publisher: Caller, header: dict[str, str], status: int
) -> None:
    a_topic(session, "one")
    assert publisher.patch(f"{URL}/one", json={"position": 1}, headers=header).status_code == status
    assert publisher.get(f"{URL}/one").json()["position"] == 0


@pytest.mark.parametrize("body", [{}, {"names": None}, {"position": None}, {"code": "two"}])
def test_a_change_of_nothing_or_of_what_stays_is_refused(session: Session, publisher: Caller, body: dict[str, Any]) -> None:
    a_topic(session, "one")
    assert refusal(publisher.patch(f"{URL}/one", json=body, headers={"If-Match": '"1"'}))[:2] == (422, "invalid")


def test_every_write_is_recorded_and_announced(session: Session, publisher: Caller) -> None:
    publisher.post(URL, json=new())
    publisher.patch(f"{URL}/new", json={"position": 1}, headers={"If-Match": '"1"'})
    service.delete(session, SYSTEM, "new", 2)
    session.flush()
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == "topic").order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.subject_id) for entry in entries] == [
        ("topic.create", "new"),
        ("topic.change", "new"),
        ("topic.delete", "new"),
    ]
    assert session.scalar(select(func.count()).where(OutboxEntry.topic == "topic", OutboxEntry.key == "new")) == 3


def test_a_topic_that_nothing_uses_is_deleted_with_its_names(session: Session) -> None:
    a_topic(session, "one", mappings=(("UDHR", "1"),))
    service.delete(session, SYSTEM, "one", 1)
    assert [session.scalar(select(func.count()).select_from(table)) for table in (Topic, TopicName, TopicMapping)] == [0, 0, 0]


def test_a_topic_in_use_is_not_deleted(session: Session) -> None:
    parent = a_topic(session, "parent")
    a_topic(session, "child", parent=parent)
    a_document(session, topics=("child",))
    for code in ("parent", "child"):
        with pytest.raises(TopicInUse):
            service.delete(session, SYSTEM, code, None)
    assert session.scalar(select(func.count()).select_from(Topic)) == 2


def test_deleting_asks_for_the_right_role_and_revision(session: Session) -> None:
    a_topic(session, "one")
    with pytest.raises(Forbidden):
        service.delete(session, Actor(name="editor", role=Role.editor), "one", 1)
    with pytest.raises(PreconditionFailed):
        service.delete(session, SYSTEM, "one", 2)
    with pytest.raises(TopicNotFound):
        service.delete(session, SYSTEM, "nowhere", None)
