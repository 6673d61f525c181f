"""Asking the search over HTTP, in few words."""

from typing import Any

from tests.callers import Caller


def search(client: Caller, q: str = "", **asked: Any) -> dict[str, Any]:
    """The result for ``q``; anything but 200 fails the test."""
    answer = client.get("/api/v1/search", params={"q": q, **asked})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def titles(result: dict[str, Any]) -> list[str]:
    return [hit["document"]["title"] for hit in result["hits"]]


def counts(result: dict[str, Any], facet: str) -> dict[str, int]:
    return {one["value"]: one["count"] for one in result["facets"][facet]}


def labels(result: dict[str, Any], facet: str) -> dict[str, str]:
    return {one["value"]: one["label"] for one in result["facets"][facet]}
