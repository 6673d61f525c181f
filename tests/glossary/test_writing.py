"""Adding terms, changing them, deleting them."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.actor import SYSTEM, Actor, Role
from app.core.errors import Forbidden
from app.glossary import service
from app.glossary.models import Term, TermDefinition, TermForm
from app.outbox.models import OutboxEntry
from tests.builders import a_term
from tests.callers import Caller

URL = "/api/v1/glossary"


def form(text: str, language: str = "vi", kind: str = "preferred") -> dict[str, str]:
    return {"language": language, "text": text, "kind": kind}


def new(code: str = "new", **more: Any) -> dict[str, Any]:
    return {"code": code, "domain": "human_rights", "forms": [form("Mới")], "source": {"title": "Hiến pháp"}, **more}


def refusal(answer: Any) -> tuple[int, str, list[str]]:
    problem = answer.json()
    return answer.status_code, problem["code"], [error["pointer"] for error in problem["errors"]]


@pytest.mark.parametrize("role", ["editor", "publisher", "admin"])
def test_editors_publishers_and_admins_add_terms(request: pytest.FixtureRequest, anyone: Caller, role: str) -> None:
    body = new(
        forms=[form(" quyền  con người"), form("nhân quyền", kind="synonym"), form("human rights", "en-US")],
        definitions=[{"language": "vi", "text": "Quyền của mọi người.", "source": "UDHR, Điều 1"}],
        source={"title": "Tuyên ngôn", "reference": "Điều 1", "url": "https://example.org/udhr"},
        verified=True,
        note="Đã đối chiếu",
    )
    answer = request.getfixturevalue(role).post(URL, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{URL}/new"
    shown = anyone.get(answer.headers["Location"]).json()
    assert shown == answer.json()
    assert (shown["name"], shown["verified"], shown["note"], shown["revision"]) == ("quyền con người", True, "Đã đối chiếu", 1)
    assert [forms["language"] for forms in shown["forms"]] == ["vi", "en"]
    assert shown["source"] == {"title": "Tuyên ngôn", "reference": "Điều 1", "url": "https://example.org/udhr"}
    assert shown["definition"] == {"language": "vi", "text": "Quyền của mọi người.", "source": "UDHR, Điều 1"}


@pytest.mark.parametrize("role", ["reader", "reporter", "plan_manager"])
def test_other_roles_do_not(session: Session, request: pytest.FixtureRequest, role: str) -> None:
    a_term(session, "one")
    caller: Caller = request.getfixturevalue(role)
    assert caller.post(URL, json=new()).status_code == 403
    assert caller.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": '"1"'}).status_code == 403
    assert caller.delete(f"{URL}/one", headers={"If-Match": '"1"'}).status_code == 403


def test_an_editor_changes_a_term_and_does_not_delete_it(session: Session, editor: Caller) -> None:
    a_term(session, "one")
    assert editor.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": '"1"'}).status_code == 200
    assert editor.delete(f"{URL}/one", headers={"If-Match": '"2"'}).status_code == 403
    with pytest.raises(Forbidden):
        service.delete(session, Actor(name="editor", role=Role.editor), "one", 2)


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (new(forms=[]), "invalid", "/forms"),
        (new(forms=[form("Một", kind="synonym")]), "not-one-preferred", "/forms"),
        (new(forms=[form("Một"), form("Hai")]), "not-one-preferred", "/forms/1/kind"),
        (new(forms=[form("Một"), form("Một ", "vi-VN", "synonym")]), "form-twice", "/forms/1/text"),
        (new(forms=[form("Một", kind="nickname")]), "invalid", "/forms/0/kind"),
        (new(forms=[form("x" * 201)]), "invalid", "/forms/0/text"),
        (new(forms=[form(" ")]), "invalid", "/forms/0/text"),
        (
            new(definitions=[{"language": "vi", "text": "A"}, {"language": "vi", "text": "B"}]),
            "language-twice",
            "/definitions/1/language",
        ),
        (new(source={"title": "A", "url": "javascript:alert(1)"}), "invalid", "/source/url"),
        (new(source={}), "invalid", "/source/title"),
        (new(domain="poetry"), "invalid", "/domain"),
        (new(verified="yes"), "invalid", "/verified"),
        (new(code="Tự do"), "invalid", "/code"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(editor: Caller, body: dict[str, Any], code: str, pointer: str) -> None:
    assert refusal(editor.post(URL, json=body)) == (422, code, [pointer])


def test_a_language_that_is_not_offered_is_refused(editor: Caller) -> None:
    assert refusal(editor.post(URL, json=new(forms=[form("Eins", "de")])))[:2] == (422, "unknown-language")


def test_a_code_is_given_once(session: Session, editor: Caller) -> None:
    a_term(session, "new")
    assert refusal(editor.post(URL, json=new())) == (409, "term-code-taken", [])


def test_lists_that_are_given_replace_the_present_ones(session: Session, editor: Caller) -> None:
    a_term(session, "one", vi=("Một", "Số một"), en=("One",), definitions={"vi": "Nghĩa."})
    body = {
        "forms": [form("Số một"), form("Một", kind="variant"), form("一", "zh-Hans")],
        "definitions": [{"language": "en", "text": "Meaning."}],
    }
    shown = editor.patch(f"{URL}/one", json=body, headers={"If-Match": '"1"'}).json()
    assert [(one["language"], one["preferred"], one["variants"]) for one in shown["forms"]] == [
        ("vi", "Số một", ["Một"]),
        ("zh-Hans", "一", []),
    ]
    assert [one["language"] for one in shown["definitions"]] == ["en"]
    assert (shown["source"]["title"], shown["revision"]) == ("Made for a test", 2)


def test_a_note_is_taken_away_by_null(session: Session, editor: Caller) -> None:
    editor.post(URL, json=new(note="Chưa đối chiếu"))
    assert editor.patch(f"{URL}/new", json={"note": None}, headers={"If-Match": '"1"'}).json()["note"] is None


@pytest.mark.parametrize(("header", "status"), [({"If-Match": '"7"'}, 412), ({"If-Match": 'W/"1"'}, 412), ({}, 428)])
def test_a_change_and_a_deletion_name_the_revision_they_are_made_from(
    session: Session, publisher: Caller, header: dict[str, str], status: int
) -> None:
    a_term(session, "one")
    assert publisher.patch(f"{URL}/one", json={"verified": True}, headers=header).status_code == status
    assert publisher.delete(f"{URL}/one", headers=header).status_code == status
    assert publisher.get(f"{URL}/one").json()["verified"] is False


@pytest.mark.parametrize("body", [{}, {"forms": None}, {"source": None}, {"verified": None}, {"code": "two"}])
def test_a_change_of_nothing_or_of_what_stays_is_refused(session: Session, editor: Caller, body: dict[str, Any]) -> None:
    a_term(session, "one")
    assert refusal(editor.patch(f"{URL}/one", json=body, headers={"If-Match": '"1"'}))[:2] == (422, "invalid")


def test_every_write_is_recorded_and_announced(session: Session, publisher: Caller) -> None:
    id = publisher.post(URL, json=new()).json()["id"]
    publisher.patch(f"{URL}/new", json={"verified": True}, headers={"If-Match": '"1"'})
    assert publisher.delete(f"{URL}/new", headers={"If-Match": '"2"'}).status_code == 204
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == "term").order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.subject_id, entry.detail["id"]) for entry in entries] == [
        ("term.create", "new", id),
        ("term.change", "new", id),
        ("term.delete", "new", id),
    ]
    assert entries[1].detail["fields"] == ["verified"]
    assert session.scalar(select(func.count()).where(OutboxEntry.topic == "term", OutboxEntry.key == id)) == 3


def test_a_deleted_term_is_gone_with_its_forms_and_definitions(session: Session, publisher: Caller) -> None:
    a_term(session, "one", definitions={"vi": "Nghĩa."})
    assert publisher.delete(f"{URL}/one", headers={"If-Match": '"1"'}).status_code == 204
    assert [session.scalar(select(func.count()).select_from(table)) for table in (Term, TermForm, TermDefinition)] == [0, 0, 0]
    answers = (
        publisher.get(f"{URL}/one"),
        publisher.delete(f"{URL}/one", headers={"If-Match": '"1"'}),
        publisher.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": '"1"'}),
    )
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "term-not-found")] * 3


def test_every_change_makes_another_edition_and_a_refused_one_does_not(session: Session, publisher: Caller) -> None:
    editions = [service.edition(session)]
    a_term(session, "one")
    editions.append(service.edition(session))
    publisher.patch(f"{URL}/one", json={"verified": True}, headers={"If-Match": '"1"'})
    editions.append(service.edition(session))
    publisher.patch(f"{URL}/one", json={"verified": False}, headers={"If-Match": '"1"'})
    assert service.edition(session) == editions[-1]
    service.delete(session, SYSTEM, "one", None)
    editions.append(service.edition(session))
    assert editions[0] is None
    assert len(set(editions)) == 4
