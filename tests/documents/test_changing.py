"""Changes: made from a known revision, whole or not at all."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.outbox.models import OutboxEntry
from tests.builders import a_topic, an_agency
from tests.callers import Caller
from tests.documents.acts import BASE, an_article, create, match, published


def test_every_change_needs_if_match_and_the_present_revision(editor: Caller) -> None:
    document = create(editor, an_article())
    url, body = f"{BASE}/{document['id']}", {"kind": "article", "provenance": {"source": "Khác"}}
    assert editor.patch(url, json=body).status_code == 428
    for stale in ('"7"', 'W/"1"', "1", "nonsense", '"99999999999999999"'):
        assert editor.patch(url, json=body, headers={"If-Match": stale}).status_code == 412
    changed = editor.patch(url, json=body, headers=match(1))
    assert changed.status_code == 200 and changed.headers["ETag"] == '"2"'
    assert changed.json()["provenance"]["source"] == "Khác"


def test_what_is_left_out_of_a_change_stays(session: Session, editor: Caller) -> None:
    a_topic(session, "civil", vi="Dân sự")
    an_agency(session, "quoc-hoi", vi="Quốc hội")
    document = create(editor, {**an_article(), "topics": ["civil"], "agencies": [{"code": "quoc-hoi", "role": "issuer"}]})
    changed = editor.patch(
        f"{BASE}/{document['id']}", json={"kind": "article", "verification": {"verified": True}}, headers=match(1)
    ).json()
    assert changed["topics"] == [{"code": "civil", "label": "Dân sự"}]
    assert changed["agencies"] == [{"code": "quoc-hoi", "label": "Quốc hội", "role": "issuer"}]
    assert changed["verification"]["verified"] is True and changed["verification"]["by"]
    changed = editor.patch(f"{BASE}/{document['id']}", json={"kind": "article", "topics": []}, headers=match(2)).json()
    assert changed["topics"] == [] and changed["agencies"]


def test_texts_are_kept_in_nfc_and_html_is_made_safe(editor: Caller) -> None:
    document = create(editor, an_article("Hoa\u0300 bi\u0300nh", body="# Đề mục\n\n<script>alert(1)</script> *chữ*"))
    assert document["title"] == "Hoà bình"
    assert "<script" not in document["body_html"] and "<em>chữ</em>" in document["body_html"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"topics": ["khong-co"]}, "unknown-topic"),
        ({"agencies": [{"code": "khong-co", "role": "issuer"}]}, "unknown-agency"),
        ({"kind": "publication", "fields": {"medium": "film"}}, "kind-mismatch"),
        ({}, "invalid"),
        ({"topics": None}, "invalid"),
        ({"fields": {"written_on": "2018-13-45"}}, "invalid"),
        ({"nonsense": 1}, "invalid"),
    ],
)
def test_a_refused_change_leaves_everything_as_it_was(editor: Caller, change: dict[str, Any], code: str) -> None:
    document = create(editor, an_article())
    refused = editor.patch(f"{BASE}/{document['id']}", json={"kind": "article", **change}, headers=match(1))
    assert refused.status_code in (409, 422) and refused.json()["code"] == code
    assert editor.get(f"{BASE}/{document['id']}", params={"drafts": True}).json()["revision"] == 1


def test_where_a_mistake_is_said_by_json_pointer_without_names_of_our_own(editor: Caller) -> None:
    wrong = an_article(
        provisions=[{"eid": "art_1", "kind": "article", "label": "Điều 1"}, {"eid": "art_1", "kind": "article", "label": ""}]
    )
    wrong["fields"] = {"written_on": "hôm qua"}
    told = editor.post(BASE, json=wrong, headers={"Accept-Language": "en"}).json()["errors"]
    assert {(one["pointer"], one["code"]) for one in told} == {
        ("/fields/written_on", "date-from-datetime-parsing"),
        ("/original/provisions", "eid-twice"),
    }
    assert "art_1" in next(one["message"] for one in told if one["code"] == "eid-twice")


def test_an_external_identifier_belongs_to_one_document(editor: Caller) -> None:
    identified = {**an_article(), "external_ids": [{"scheme": "un-symbol", "value": "A/RES/217(III)"}]}
    create(editor, identified)
    assert editor.post(BASE, json=identified).json()["code"] == "external-id-taken"


def test_every_change_is_audited_and_announced_in_its_own_transaction(session: Session, publisher: Caller) -> None:
    document = published(publisher)
    acts = session.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == document["id"]).order_by(AuditEntry.id)).all()
    assert acts == ["document.create", "document.submit", "document.publish"]
    keys = session.scalars(select(OutboxEntry.key).where(OutboxEntry.topic == "document")).all()
    assert keys == [document["id"]] * 3


def test_a_number_is_looked_up_in_any_spelling(anyone: Caller, publisher: Caller, session: Session) -> None:
    from app.documents.models import Document

    law: dict[str, Any] = {
        **an_article("Kế hoạch"),
        "kind": "legal_text",
        "fields": {"type": "plan", "number": "Số: 3432 / KH - UBND"},
    }
    document = create(publisher, law)
    assert document["number"] == "Số: 3432 / KH - UBND"
    assert session.get_one(Document, document["id"]).number_key == "3432/kh-ubnd"


def test_markdown_that_cannot_be_rendered_in_bounded_time_is_refused(editor: Caller) -> None:
    refused = editor.post(BASE, json=an_article(body="[" * 20_000))
    assert refused.status_code == 422 and refused.json()["code"] == "body-too-heavy"
