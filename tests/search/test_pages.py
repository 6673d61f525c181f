"""Pages: their links, their bounds, and that every hit stands on exactly one of them."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.search.engines.meilisearch import counting as counting_in_meilisearch
from app.search.engines.meilisearch import finding
from app.search.engines.postgresql import counting, lexemes, reading
from tests.builders import a_document
from tests.callers import Caller
from tests.search.asking import counts, search, titles


def test_pages_hold_every_hit_once_and_link_to_each_other(
    session: Session, client: Caller, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fewer ranked documents than there are hits, so that pages run from the ranked ones into what lies behind.
    for engine in (reading, finding):
        monkeypatch.setattr(engine, "RANKED_DOCUMENTS", 7)
    expected = {f"Tự do {number}" for number in range(25)}
    for title in sorted(expected):
        a_document(session, title=title, body="Tự do ở khắp nơi.")
    indexed()
    for query in ("tự do", ""):
        seen: list[str] = []
        url = f"/api/v1/search?q={query}&limit=4"
        while url:
            answer = client.get(url)
            assert answer.json()["total"] == 25
            seen += titles(answer.json())
            url = answer.links.get("next", {}).get("url", "")
        assert len(seen) == 25
        assert set(seen) == expected


def test_the_first_page_has_no_page_before_it_and_the_last_none_behind(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    for number in range(3):
        a_document(session, title=f"Tự do {number}")
    indexed()
    first, second = (client.get("/api/v1/search", params={"q": "tự do", "limit": 2, "offset": offset}) for offset in (0, 2))
    assert set(first.links) == {"next"}
    assert set(second.links) == {"prev"}
    assert second.links["prev"]["url"].endswith("offset=0")


def test_a_page_behind_the_end_is_empty_and_the_total_stays(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Tự do")
    indexed()
    result = search(client, "tự do", offset=1000)
    assert (result["hits"], result["total"]) == ([], 1)


def test_a_long_document_does_not_hide_the_others(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    provisions = tuple(
        {"eid": f"art_{number}", "kind": "article", "label": f"Điều {number}", "text": "Tự do là quyền."}
        for number in range(1, 1300)
    )
    a_document(session, title="Luật dài", kind="legal_text", fields={"type": "law"}, provisions=provisions)
    for number in range(5):
        a_document(session, title=f"Bài {number}", body="Tự do của con người là quyền của ai.")
    indexed()
    result = search(client, "tự do quyền", limit=3)
    behind = search(client, "tự do quyền", limit=3, offset=3)
    assert result["total"] == 6
    assert len(set(titles(result) + titles(behind))) == 6


def test_totals_are_estimated_and_said_to_be_when_there_is_very_much(
    session: Session, client: Caller, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "RANKED_PASSAGES", 10)
    for most in ("TYPED", "BESIDE", "ALONE"):
        monkeypatch.setattr(finding, most, 10)
    for number in range(60):
        a_document(session, title=f"Tự do {number}")
    indexed()
    exact = search(client, "tự do")
    assert (exact["total"], exact["total_exact"]) == (60, True)
    monkeypatch.setattr(counting, "_ESTIMATED_ABOVE", -1)
    monkeypatch.setattr(counting_in_meilisearch, "ESTIMATED_ABOVE", -1)
    estimated = search(client, "tự do")
    assert not estimated["total_exact"]
    assert estimated["total"] % lexemes.SAMPLES == 0
    assert sum(counts(estimated, "kind").values()) == estimated["total"]
    assert len(estimated["hits"]) == 20
