"""Totals and facet counts: from the hits when those are all there is, else by searches of their own, a document counting once.

Telling documents apart takes the server two microseconds a passage. Those of which there is but one passage are counted without.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.search.engines.base import EXACT_UP_TO
from app.search.engines.meilisearch import asking
from app.search.engines.meilisearch.asking import Batch
from app.search.engines.meilisearch.connection import Answer, Asking
from app.search.engines.meilisearch.records import SAMPLES, Record
from app.search.engines.meilisearch.ways import Way, Ways, is_in
from app.search.query import FacetName

Facets = dict[FacetName, dict[str, int]]

#: Beyond this estimate totals are taken from a sixteenth of all documents. Well above EXACT_UP_TO, for estimates err.
ESTIMATED_ABOVE = EXACT_UP_TO * 13 // 10
_SAMPLE, _ALONE, _OF_SEVERAL = ("sample = 3",), ("alone = true",), ("alone = false",)
_ATTRIBUTES: Mapping[FacetName, str] = {
    "kind": "kind",
    "topic": "topics",
    "agency": "agencies",
    "year": "year",
    "language": "language",
}
_ALL: Mapping[str, Any] = {"page": 1, "hitsPerPage": 0}


@dataclass(frozen=True, slots=True)
class Counted:
    """Documents, and by value. When there are very many it is an estimate, and not ``exact``."""

    total: int
    exact: bool
    facets: Facets


def of_hits(hits: Iterable[Record], asked: frozenset[FacetName]) -> Counted:
    """The count of hits that are all there is."""
    listed = list(hits)
    documents = {hit["document"]: hit for hit in listed}
    facets: Facets = {}
    for name in asked:
        if name == "language":
            facets[name] = dict(Counter(language for _, language in {(hit["document"], hit["language"]) for hit in listed}))
        else:
            facets[name] = dict(Counter(value for hit in documents.values() for value in _values(hit[_ATTRIBUTES[name]])))
    return Counted(len(documents), True, facets)


def of_ways(ask: Asking, batch: Batch, index: str, ways: Ways, asked: frozenset[FacetName], most: int) -> Callable[[], Counted]:
    """Count what one of the ways finds, which are ``most`` passages at most. Call what is given back when ``batch`` was sent."""
    if most <= ESTIMATED_ABOVE:
        return _counting(ask, batch, index, ways, asked)
    sampled = _counting(ask, batch, index, _narrowed(ways, _SAMPLE), asked)

    def counted() -> Counted:
        part = sampled()
        if part.total * SAMPLES <= ESTIMATED_ABOVE:
            further = Batch(ask)
            whole = _counting(ask, further, index, ways, asked)
            further.send()
            return whole()
        facets = {name: {value: SAMPLES * times for value, times in found.items()} for name, found in part.facets.items()}
        return Counted(part.total * SAMPLES, False, facets)

    return counted


def of_heads(
    batch: Batch, index: str, each: Way, heads: Way, asked: frozenset[FacetName], apart: dict[str, Any]
) -> Callable[[], Counted]:
    """Count documents by one head of each, and their languages by all of their heads."""
    searches = [asking.search(index, each, facets=_but_language(asked), **_ALL) | apart]
    if "language" in asked:
        searches.append(asking.search(index, heads, facets=["language"], **_ALL))
    answers = batch.add(searches)
    return lambda: _added(answers(), 1, index, asked)


def _counting(ask: Asking, batch: Batch, index: str, ways: Ways, asked: frozenset[FacetName]) -> Callable[[], Counted]:
    alone, several = _narrowed(ways, _ALONE), _narrowed(ways, _OF_SEVERAL)
    parts = [(alone, None, [_ATTRIBUTES[name] for name in asked]), (several, "document", _but_language(asked))]
    if "language" in asked:
        parts.append((several, "place", ["language"]))
    if len(ways) == 1:
        answers = batch.add(
            [asking.search(index, way, facets=facets, **_ALL, **_apart(apart)) for (way,), apart, facets in parts]
        )
    else:

        def answers() -> Sequence[Answer]:
            found: list[Answer] = []
            for those, apart, facets in parts:
                # Where there are no documents there are no languages of them.
                if apart != "place" or found[-1]["totalHits"]:
                    found.append(ask.union(asking.union(index, those), asking.federation(index, facets, **_ALL, **_apart(apart))))
            return found

    return lambda: _added(answers(), 2, index, asked)


def _added(answers: Sequence[Answer], counting: int, index: str, asked: frozenset[FacetName]) -> Counted:
    """The first ``counting`` answers count documents; facets are those of all answers together."""
    facets: dict[FacetName, Counter[str]] = {name: Counter() for name in asked}
    for answer in answers:
        found = _distribution(answer, index)
        for name in asked:
            facets[name].update({str(value): int(times) for value, times in found.get(_ATTRIBUTES[name], {}).items()})
    total = sum(int(answer["totalHits"]) for answer in answers[:counting])
    return Counted(total, True, {name: dict(found) for name, found in facets.items()})


def of_places(ask: Asking, batch: Batch, index: str, ways: Ways, places: Sequence[str]) -> Callable[[], dict[str, int]]:
    """Count the passages of documents in languages that one of the ways finds."""
    if not places or not ways:
        return dict
    narrowed = _narrowed(ways, (is_in("place", places),))
    if len(ways) == 1:
        answers = batch.add([asking.search(index, narrowed[0], facets=["place"], limit=0)])
    else:

        def answers() -> Sequence[Answer]:
            return [ask.union(asking.union(index, narrowed), asking.federation(index, ["place"], limit=0))]

    return lambda: {str(place): int(times) for place, times in _distribution(answers()[0], index).get("place", {}).items()}


def _distribution(answer: Answer, index: str) -> Mapping[str, Mapping[str, int]]:
    """Facets of a search, or of the index in a union."""
    if "facetsByIndex" in answer:
        found: Mapping[str, Mapping[str, int]] = answer["facetsByIndex"].get(index, {}).get("distribution", {})
        return found
    return answer.get("facetDistribution") or {}


def _narrowed(ways: Ways, filters: tuple[str, ...]) -> Ways:
    return tuple(way.narrowed(filters) for way in ways)


def _but_language(asked: frozenset[FacetName]) -> list[str]:
    return [_ATTRIBUTES[name] for name in asked if name != "language"]


def _apart(attribute: str | None) -> dict[str, Any]:
    return {"distinct": attribute} if attribute else {}


def _values(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
