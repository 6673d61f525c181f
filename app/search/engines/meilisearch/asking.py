"""Searches as Meilisearch reads them, put together from ways."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.search.engines.meilisearch.connection import Answer, Asking
from app.search.engines.meilisearch.ways import Way, Ways

Search = dict[str, Any]


def search(index: str, way: Way, **more: Any) -> Search:
    """One search: all terms must be there, and the filters hold."""
    asked: Search = {"indexUid": index, "q": way.text, "matchingStrategy": "all", "locales": ["vie"]}
    if way.filters:
        asked["filter"] = list(way.filters)
    return asked | more


def union(index: str, ways: Ways, **more: Any) -> list[Search]:
    """The searches of one question, each hit of which is wanted once."""
    return [search(index, way, **more) for way in ways]


def federation(index: str, facets: Sequence[str], **more: Any) -> Mapping[str, Any]:
    """What is wanted of a union: facets are those of all that was found."""
    asked: dict[str, Any] = dict(more)
    if facets:
        asked["facetsByIndex"] = {index: list(facets)}
    return asked


class Batch:
    """Searches for several purposes, asked in one request."""

    def __init__(self, ask: Asking) -> None:
        self._ask = ask
        self._searches: list[Search] = []
        self._answers: list[Answer] = []

    def add(self, searches: Sequence[Search]) -> Callable[[], Sequence[Answer]]:
        """Have searches asked too; what is given back gives their answers once they were sent."""
        start, end = len(self._searches), len(self._searches) + len(searches)
        self._searches += searches
        return lambda: self._answers[start:end]

    def send(self) -> None:
        self._answers = self._ask.searches(self._searches)
