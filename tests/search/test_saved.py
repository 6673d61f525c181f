"""A search that was given a lasting address."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_document
from tests.callers import Caller

ASKED = {"q": "quyền con người", "language": ["vi"], "kind": ["article", "legal_text"], "year_from": 2018, "in_force": True}


def test_the_address_leads_to_the_search_as_it_was_asked(
    session: Session, client: Caller, reporter: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Quyền con người")
    indexed()
    saved = reporter.post("/api/v1/searches", json={"q": "quyền con người", "kind": ["article"]})
    assert saved.status_code == 201
    assert saved.headers["Location"] == saved.json()["permalink"]
    opened = client.get(saved.json()["permalink"])
    assert opened.status_code == 200
    assert opened.json() == saved.json()
    found = client.get(opened.json()["search"])
    assert found.status_code == 200
    assert [hit["document"]["title"] for hit in found.json()["hits"]] == ["Quyền con người"]


def test_one_search_has_one_address_whoever_saves_it(reporter: Caller, editor: Caller) -> None:
    first = reporter.post("/api/v1/searches", json=ASKED).json()
    assert editor.post("/api/v1/searches", json=dict(reversed(ASKED.items()))).json() == first
    assert editor.post("/api/v1/searches", json={**ASKED, "year_from": 2019}).json()["code"] != first["code"]


def test_the_address_tells_nothing_of_what_is_asked(reporter: Caller) -> None:
    saved = reporter.post("/api/v1/searches", json=ASKED).json()
    assert saved["permalink"] == f"/api/v1/searches/{saved['code']}"
    assert saved["code"].isalnum()
    assert len(saved["code"]) == 16
    assert saved["parameters"]["q"] == "quyền con người"


@pytest.mark.parametrize(
    "asked", [{"q": "a" * 501}, {"kind": ["novel"]}, {"language": ["not a tag"]}, {"page": 1}, {"in_force": "yes"}, {"year": [3]}]
)
def test_what_cannot_be_searched_for_is_not_saved(reporter: Caller, asked: dict[str, object]) -> None:
    answer = reporter.post("/api/v1/searches", json=asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_address_that_nobody_was_given_is_not_found(client: Caller) -> None:
    answer = client.get("/api/v1/searches/aaaaaaaaaaaaaaaa", headers={"Accept-Language": "vi"})
    assert answer.status_code == 404
    assert answer.json()["code"] == "saved-search-not-found"
    assert answer.json()["title"] == "Không có tìm kiếm đã lưu nào mang mã aaaaaaaaaaaaaaaa."
