"""History: every save is a revision that can be read, compared and restored, and never altered."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.documents.service.history import difference
from tests.callers import Caller
from tests.documents.acts import BASE, an_article, create, match


def saved_twice(editor: Caller) -> dict[str, Any]:
    document = create(editor, an_article("Một", body="Quyền được sống.\n\nGiữ nguyên."))
    changed = editor.patch(
        f"{BASE}/{document['id']}/translations/vi",
        json={"kind": "article", "title": "Hai", "body": "Quyền được học.\n\nGiữ nguyên.", "reason": "Sửa chủ đề"},
        headers=match(1),
    )
    assert changed.status_code == 200
    return changed.json()  # type: ignore[no-any-return]


def test_every_save_is_a_revision_with_author_and_reason(editor: Caller, reader: Caller) -> None:
    document = saved_twice(editor)
    items = reader.get(f"{BASE}/{document['id']}/translations/vi/revisions").json()["items"]
    assert [(one["number"], one["title"], one["reason"], one["working"]) for one in items] == [
        (2, "Hai", "Sửa chủ đề", True),
        (1, "Một", None, False),
    ]
    old = reader.get(f"{BASE}/{document['id']}/translations/vi/revisions/1").json()
    assert old["body_markdown"].startswith("Quyền được sống.")


def test_two_revisions_are_compared_word_by_word(editor: Caller) -> None:
    document = saved_twice(editor)
    compared = editor.get(f"{BASE}/{document['id']}/translations/vi/revisions/compare", params={"from": 1, "to": 2}).json()
    assert [one["field"] for one in compared["fields"]] == ["title", "body"]
    body = compared["fields"][1]["changes"]
    assert [one["text"] for one in body if one["op"] == "delete"] == ["sống"]
    assert [one["text"] for one in body if one["op"] == "insert"] == ["học"]


def test_an_old_revision_is_restored_as_a_new_one(editor: Caller) -> None:
    document = saved_twice(editor)
    restored = editor.post(
        f"{BASE}/{document['id']}/translations/vi/revisions/1/restore", headers=match(document["revision"])
    ).json()
    assert (restored["title"], restored["translation_revision"]) == ("Một", 3)


def test_history_is_for_staff(anyone: Caller, editor: Caller, reporter: Caller) -> None:
    document = saved_twice(editor)
    url = f"{BASE}/{document['id']}/translations/vi/revisions"
    assert (anyone.get(url).status_code, reporter.get(url).status_code) == (401, 403)


def test_what_never_was_is_not_found(editor: Caller) -> None:
    document = saved_twice(editor)
    url = f"{BASE}/{document['id']}/translations"
    assert editor.get(f"{url}/vi/revisions/9").json()["code"] == "revision-not-found"
    assert editor.get(f"{url}/en/revisions").json()["code"] == "translation-not-found"


@pytest.mark.parametrize("table", ["revision", "provision", "audit_entry"])
def test_the_database_itself_refuses_to_alter_what_is_kept(session: Session, editor: Caller, table: str) -> None:
    create(editor, an_article(provisions=[{"eid": "art_1", "kind": "article", "label": "Điều 1"}]))
    for statement in (
        f"delete from {table}",
        f"update {table} set {'actor' if table == 'audit_entry' else 'position' if table == 'provision' else 'title'} = default",
    ):
        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(statement))


texts = st.text(alphabet="aăâ b.\n權", max_size=60)


@given(texts, texts)
def test_a_difference_gives_back_both_texts(before: str, after: str) -> None:
    changes = list(difference(before, after))
    assert "".join(one.text for one in changes if one.op != "insert") == before
    assert "".join(one.text for one in changes if one.op != "delete") == after
