"""Every document of the seed is found by its own title, in each of its languages, with marks and without."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.text.tokens import tokenize
from app.core.text.vietnamese import strip_marks
from app.documents.models import Revision, Translation
from tests.callers import Caller


def words(title: str) -> list[str]:
    return [token.folded for token in tokenize(title)]


def test_every_document_is_found_first_by_its_title_with_marks_and_without(session: Session, client: Caller) -> None:
    rows = session.execute(
        select(Translation.document_id, Translation.language, Revision.title).join(
            Revision, Revision.id == Translation.published_id
        )
    ).all()
    assert len(rows) > 100
    missed = []
    for document, language, title in rows:
        bare = strip_marks(title).lower()
        for typed, narrowed in ((title, {}), (bare, {}), (bare.upper(), {"language": language})):
            answer = client.get("/api/v1/search", params={"q": typed[:500], "facets": "kind", "limit": 1, **narrowed}).json()
            first = answer["hits"][0]["document"] if answer["hits"] else None
            if first is None or (first["id"] != str(document) and words(first["title"]) != words(title)):
                missed.append((language, typed, narrowed, first and first["title"]))
    assert missed == []


def test_every_number_is_found_first_in_any_spelling(session: Session, client: Caller) -> None:
    rows = session.execute(select(Translation.document_id).where(Translation.published_id.is_not(None)).distinct()).all()
    numbers = client.get("/api/v1/search", params={"q": "", "limit": 100}).json()["hits"]
    tasks = client.get("/api/v1/search", params={"kind": "plan_task"}).json()["total"]
    assert (len(rows) + tasks, tasks) == (client.get("/api/v1/search").json()["total"], 15)
    numbered = [(hit["document"]["id"], hit["document"]["number"]) for hit in numbers if hit["document"]["number"]]
    assert len(numbered) > 10
    missed = []
    for document, number in numbered:
        loose = strip_marks(number).lower()
        for typed in (number, loose, number.replace("/", " / ").replace("-", " - "), f"số {number}", f"Số: {loose}"):
            hits = client.get("/api/v1/search", params={"q": typed, "facets": "kind", "limit": 1}).json()["hits"]
            if not hits or hits[0]["document"]["id"] != document:
                missed.append((typed, [hit["document"]["number"] for hit in hits]))
    assert missed == []
