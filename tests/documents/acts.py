"""What editors and publishers do over HTTP, step by step, for tests that follow a document through its life."""

from typing import Any

from tests.callers import Caller

BASE = "/api/v1/documents"


def match(revision: int) -> dict[str, str]:
    """The header that names the revision a change is made from."""
    return {"If-Match": f'"{revision}"'}


def an_article(title: str = "Quyền con người", **more: Any) -> dict[str, Any]:
    """The body of a new article in Vietnamese; ``more`` goes into its first translation."""
    return {
        "kind": "article",
        "fields": {},
        "provenance": {"source": "Made for a test"},
        "original": {"language": "vi", "title": title, **more},
    }


def create(editor: Caller, body: dict[str, Any]) -> dict[str, Any]:
    answer = editor.post(BASE, json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def act(who: Caller, document: dict[str, Any], way: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """POST an act on ``document`` as it stands; the document as it stands afterwards."""
    answer = who.post(f"{BASE}/{document['id']}/{way}", json=body, headers=match(document["revision"]))
    assert answer.status_code in (200, 201), answer.text
    return answer.json()  # type: ignore[no-any-return]


def publish(publisher: Caller, document: dict[str, Any], language: str = "vi") -> dict[str, Any]:
    submitted = act(publisher, document, f"translations/{language}/submit")
    return act(publisher, submitted, f"translations/{language}/publish")


def published(publisher: Caller, title: str = "Quyền con người", **more: Any) -> dict[str, Any]:
    return publish(publisher, create(publisher, an_article(title, **more)))
