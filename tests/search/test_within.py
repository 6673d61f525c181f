"""Passages of one document, and why hits stand where they do."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_document
from tests.callers import Caller
from tests.search.asking import search

ARTICLES = tuple(
    {"eid": f"art_{number}", "kind": "article", "label": f"Điều {number}", "text": f"Trẻ em có quyền thứ {number}. " * number}
    for number in range(1, 8)
)


def within(client: Caller, q: str, document: UUID | str, **asked: object) -> dict[str, object]:
    answer = client.get("/api/v1/search/passages", params={"q": q, "document": str(document), **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_every_passage_that_answers_is_shown(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    law = a_document(session, title="Luật Trẻ em", provisions=ARTICLES)
    a_document(session, title="Khác", body="Trẻ em có quyền.")
    indexed()
    (hit,) = [hit for hit in search(client, "quyền trẻ em")["hits"] if hit["document"]["title"] == "Luật Trẻ em"]
    result = within(client, "quyền trẻ em", law.id)
    eids = {one["passage"]["eid"] for one in result["hits"]}
    assert eids >= {f"art_{number}" for number in range(1, 8)}
    assert (result["total"], result["total_exact"]) == (len(result["hits"]), True)
    assert hit["more_passages"] == result["total"] - 1
    assert all("<mark>" in one["snippet_html"] + one["title_html"] for one in result["hits"])


def test_pages_of_passages_follow_each_other(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    law = a_document(session, title="Luật Trẻ em", provisions=ARTICLES)
    indexed()
    whole = within(client, "trẻ em", law.id)["hits"]
    answer = client.get("/api/v1/search/passages", params={"q": "trẻ em", "document": str(law.id), "limit": 3})
    assert answer.json()["hits"] == whole[:3]
    assert 'rel="next"' in answer.headers["Link"]
    assert within(client, "trẻ em", law.id, limit=3, offset=3)["hits"] == whole[3:6]


@pytest.mark.parametrize("q", ["", "…", "xylophone"])
def test_a_document_that_does_not_answer_has_no_passages(
    session: Session, client: Caller, indexed: Callable[[], None], q: str
) -> None:
    law = a_document(session, title="Luật Trẻ em", provisions=ARTICLES)
    indexed()
    assert within(client, q, law.id)["total"] == 0


def test_drafts_and_strangers_have_no_passages(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    draft = a_document(session, title="Luật Trẻ em", published=False)
    indexed()
    for document in (draft.id, UUID(int=0)):
        assert within(client, "trẻ em", document)["hits"] == []


def test_staff_are_told_why_and_the_public_is_not(
    session: Session, client: Caller, reader: Caller, reporter: Caller, indexed: Callable[[], None], engine_name: str
) -> None:
    a_document(session, title="Quyền trẻ em", body="Trẻ em có quyền.")
    a_document(session, title="Khác", body="Quyền của trẻ em.")
    indexed()
    result = search(reader, "quyền trẻ em", explain="true")
    assert result["explanation"]["engine"] == engine_name
    assert [(word["key"], word["form"], word["common"]) for word in result["explanation"]["words"]] == [
        ("quyen", "quyền", False),
        ("tre", "trẻ", False),
        ("em", "em", False),
    ]
    first, second = (hit["explanation"] for hit in result["hits"])
    assert (first["band"], second["band"]) == ("title", "words")
    for one in (first, second):
        assert one["score"] == pytest.approx(sum(part["value"] for part in one["parts"]), abs=0.01)
    assert search(client, "quyền trẻ em")["explanation"] is None
    assert search(client, "quyền trẻ em")["hits"][0]["explanation"] is None
    for who, status in ((client, 401), (reporter, 403)):
        assert who.get("/api/v1/search", params={"q": "quyền", "explain": "true"}).status_code == status
