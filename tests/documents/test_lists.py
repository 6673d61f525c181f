"""Lists: narrowed, sorted, paged to the end without a gap."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_document, a_topic, an_agency
from tests.callers import Caller
from tests.documents.acts import BASE


def titles(anyone: Caller, **params: Any) -> list[str]:
    return [one["title"] for one in anyone.get(BASE, params=params).json()["items"]]


@pytest.mark.parametrize("sort", ["newest", "oldest", "title", "year"])
def test_pages_follow_one_another_without_gap_or_repetition(anyone: Caller, session: Session, sort: str) -> None:
    for number in range(7):
        a_document(session, title=f"Bài {number % 3}", fields={"written_on": f"20{10 + number % 4}-01-01"})
    whole = [one["id"] for one in anyone.get(BASE, params={"sort": sort, "limit": 100}).json()["items"]]
    seen: list[str] = []
    cursor = ""
    while True:
        answer = anyone.get(BASE, params={"sort": sort, "limit": 2, "cursor": cursor, "count": True})
        page = answer.json()
        assert page["total"] == 7
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            assert "Link" not in answer.headers
            break
        assert 'rel="next"' in answer.headers["Link"]
        cursor = page["next"]
    assert seen == whole and len(set(seen)) == 7


def test_titles_stand_in_vietnamese_order(anyone: Caller, session: Session) -> None:
    for title in ("Đất", "Dân", "Ê", "Em", "Ăn", "An", "Ấn", "Bà", "Ba", "Điều 10", "Điều 2"):
        a_document(session, title=title)
    assert titles(anyone, sort="title", limit=50) == ["An", "Ăn", "Ấn", "Ba", "Bà", "Dân", "Đất", "Điều 2", "Điều 10", "Em", "Ê"]


def test_a_cursor_serves_its_own_query_only(anyone: Caller, session: Session) -> None:
    for number in range(3):
        a_document(session, title=f"Bài {number}")
    cursor = anyone.get(BASE, params={"limit": 1}).json()["next"]
    assert anyone.get(BASE, params={"limit": 1, "cursor": cursor}).status_code == 200
    for params in ({"cursor": cursor, "sort": "title"}, {"cursor": cursor[:-2] + "AA"}, {"cursor": "nonsense"}, {"cursor": "€"}):
        assert anyone.get(BASE, params=params).json()["code"] == "invalid-cursor"


def test_filters_narrow_together(anyone: Caller, session: Session) -> None:
    civil = a_topic(session, "civil")
    a_topic(session, "expression", parent=civil)
    a_topic(session, "health")
    an_agency(session, "quoc-hoi")
    a_document(
        session,
        title="Luật",
        kind="legal_text",
        fields={"type": "law", "issued_on": "2016-04-05"},
        topics=("expression",),
        agencies=(("quoc-hoi", "issuer"),),
    )
    a_document(session, title="Bài", topics=("expression",))
    a_document(session, title="Y tế", topics=("health",), verified=True)
    assert titles(anyone, topic="expression", kind="legal_text") == ["Luật"]
    assert titles(anyone, topic="civil", sort="oldest") == ["Luật", "Bài"]
    assert titles(anyone, agency="quoc-hoi") == ["Luật"]
    assert titles(anyone, year=2016) == ["Luật"]
    assert titles(anyone, verified=True) == ["Y tế"]
    assert titles(anyone, field="type:law") == ["Luật"]
    assert titles(anyone, field="type:decree") == []


def test_a_field_that_no_kind_declares_as_a_filter_is_refused(anyone: Caller) -> None:
    refused = anyone.get(BASE, params={"field": "signer:ai"})
    assert refused.status_code == 422 and refused.json()["code"] == "unknown-filter"


def test_labels_are_in_the_readers_language(anyone: Caller, session: Session) -> None:
    a_topic(session, "children", vi="Trẻ em", en="Children", zh="儿童")
    a_document(session, title="Bài", topics=("children",))
    labels = {
        language: anyone.get(BASE, params={"lang": language}).json()["items"][0]["topics"][0]["label"]
        for language in ("vi", "en", "zh", "fr")
    }
    assert labels == {"vi": "Trẻ em", "en": "Children", "zh": "儿童", "fr": "Children"}
