"""Totals and facet counts: from the hits when those are all there is, else by searches of their own, a document counting once."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.search.engines.base import EXACT_UP_TO
from app.search.engines.meilisearch import asking
from app.search.engines.meilisearch.connection import Answer, Asking
from app.search.engines.meilisearch.plan import Plan
from app.search.engines.meilisearch.records import SAMPLES, Record
from app.search.engines.meilisearch.ways import Way, Ways, is_in
from app.search.query import FacetName, Query

Facets = dict[FacetName, dict[str, int]]

#: Beyond this estimate totals are taken from a sixteenth of all documents. Well above EXACT_UP_TO, for estimates err.
ESTIMATED_ABOVE = EXACT_UP_TO * 13 // 10
_SAMPLE = Way((), ("sample = 3",))
_ATTRIBUTES: Mapping[FacetName, str] = {
    "kind": "kind",
    "topic": "topics",
    "agency": "agencies",
    "year": "year",
    "language": "language",
}
_ALL: Mapping[str, Any] = {"page": 1, "hitsPerPage": 0}


def of_hits(hits: Iterable[Record], asked: frozenset[FacetName]) -> tuple[int, bool, Facets]:
    """Total and facets of hits that are all there is."""
    listed = list(hits)
    documents = {hit["document"]: hit for hit in listed}
    facets: Facets = {}
    for name in asked:
        if name == "language":
            facets[name] = dict(Counter(language for _, language in {(hit["document"], hit["language"]) for hit in listed}))
        else:
            facets[name] = dict(Counter(value for hit in documents.values() for value in _values(hit[_ATTRIBUTES[name]])))
    return len(documents), True, facets


class Counting:
    """Counts what a plan finds."""

    def __init__(self, ask: Asking, index: str, query: Query, plan: Plan, most: int) -> None:
        self.ask, self.index, self.query, self.plan = ask, index, query, plan
        #: At most so many passages match; only when these are very many there is something to estimate.
        self.most = most

    def count(self) -> tuple[int, bool, Facets]:
        """Total, whether it is exact, and facets; estimates when that is very much."""
        if self.most > ESTIMATED_ABOVE:
            part = _sampled(self.plan.every)
            total, facets = self._count(part)
            if total * SAMPLES > ESTIMATED_ABOVE:
                times = {name: {value: SAMPLES * found for value, found in one.items()} for name, one in facets.items()}
                return total * SAMPLES, False, times
        total, facets = self._count(self.plan.every)
        return total, True, facets

    def count_typed(self, total: int, *, exact: bool) -> int:
        """How many of all that was found have the marks that were typed."""
        ways = self.plan.typed if exact else _sampled(self.plan.typed)
        found = self._total(ways)
        return found if exact else min(found * SAMPLES, total)

    def _count(self, ways: Ways) -> tuple[int, Facets]:
        """Documents, and by value; languages of a document count each."""
        asked = self.query.facets
        others = [_ATTRIBUTES[name] for name in asked if name != "language"]
        if len(ways) == 1:
            queries = [asking.search(self.index, ways[0], distinct="document", facets=others, **_ALL)]
            if "language" in asked:
                queries.append(asking.search(self.index, ways[0], distinct="place", facets=["language"], **_ALL))
            answers = self.ask.searches(queries)
        else:
            answers = [self._union(ways, "document", others)]
            if "language" in asked:
                answers.append(self._union(ways, "place", ["language"]))
        return counted(answers, self.index, asked)

    def _total(self, ways: Ways) -> int:
        if len(ways) == 1:
            (answer,) = self.ask.searches([asking.search(self.index, ways[0], distinct="document", **_ALL)])
        else:
            answer = self._union(ways, "document", [])
        return int(answer["totalHits"])

    def _union(self, ways: Ways, distinct: str, facets: Sequence[str]) -> Answer:
        return self.ask.union(asking.union(self.index, ways), asking.federation(self.index, facets, distinct=distinct, **_ALL))


def of_heads(index: str, each: Way, heads: Way, asked: frozenset[FacetName], apart: dict[str, Any]) -> list[asking.Search]:
    """Searches that count documents by one head of each, and their languages by all of their heads."""
    others = [_ATTRIBUTES[name] for name in asked if name != "language"]
    searches = [asking.search(index, each, facets=others, **_ALL) | apart]
    if "language" in asked:
        searches.append(asking.search(index, heads, facets=["language"], **_ALL))
    return searches


def counted(answers: Sequence[Answer], index: str, asked: frozenset[FacetName]) -> tuple[int, Facets]:
    """The total that the first answer tells, and the facets of all of them."""
    facets: Facets = {name: {} for name in asked}
    for answer in answers:
        found = _distribution(answer, index)
        for name in asked:
            facets[name] |= {str(value): int(times) for value, times in found.get(_ATTRIBUTES[name], {}).items()}
    return int(answers[0]["totalHits"]), facets


def by_place(index: str, way: Way, places: Sequence[str]) -> asking.Search:
    """A search that counts the passages of documents in languages."""
    return asking.search(index, way.narrowed((is_in("place", places),)), facets=["place"], limit=0)


def union_by_place(ask: Asking, index: str, ways: Ways, places: Sequence[str]) -> Answer:
    """The same of what one of several ways finds."""
    narrowed = tuple(way.narrowed((is_in("place", places),)) for way in ways)
    return ask.union(asking.union(index, narrowed), asking.federation(index, ["place"], limit=0))


def places(answer: Answer, index: str) -> dict[str, int]:
    """Passages by place, as they were counted."""
    return {str(place): int(times) for place, times in _distribution(answer, index).get("place", {}).items()}


def _distribution(answer: Answer, index: str) -> Mapping[str, Mapping[str, int]]:
    """Facets of a search, or of the index in a union."""
    if "facetsByIndex" in answer:
        found: Mapping[str, Mapping[str, int]] = answer["facetsByIndex"].get(index, {}).get("distribution", {})
        return found
    return answer.get("facetDistribution") or {}


def _sampled(ways: Ways) -> Ways:
    return tuple(way.narrowed(_SAMPLE.filters) for way in ways)


def _values(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
