"""Facets as readers see them: labelled in their language, the most frequent first."""

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy.orm import Session

from app.core.language import TABLE
from app.core.text.vietnamese import sort_key
from app.i18n import translate
from app.search import queries
from app.search.kinds import LABELS
from app.search.query import FacetName
from app.search.schemas.answers import FacetValue, SearchFacets
from app.web.locale import Reader

#: Values shown of a facet; more than these nobody reads.
MOST_VALUES = 100


def labelled(session: Session, counts: Mapping[FacetName, Mapping[str, int]], reader: Reader) -> SearchFacets:
    """``counts`` with labels. A value without a name keeps its code."""
    topics, agencies = _most(counts, "topic"), _most(counts, "agency")
    names: dict[str, dict[str, str]] = {
        "kind": {name: translate(label, reader.interface) for name, label in LABELS.items()},
        "language": {tag: language.names[reader.interface] for tag, language in TABLE.items()},
        "topic": {},
        "agency": {},
    }
    if topics or agencies:
        asked = {"topics": list(topics), "agencies": list(agencies), "order": list(reader.order)}
        for facet, code, name in session.execute(queries.NAMES, asked):
            names[facet][code] = name
    return SearchFacets(
        kind=_values(_most(counts, "kind"), names["kind"]),
        language=_values(_most(counts, "language"), names["language"]),
        topic=_values(topics, names["topic"]),
        agency=_values(agencies, names["agency"]),
        year=sorted(_values(_most(counts, "year"), {}), key=lambda year: year.value, reverse=True),
    )


def _most(counts: Mapping[FacetName, Mapping[str, int]], facet: FacetName) -> dict[str, int]:
    pairs = sorted(counts.get(facet, {}).items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(pairs[:MOST_VALUES])


def _values(counts: Mapping[str, int], names: Mapping[str, str]) -> list[FacetValue]:
    values = [FacetValue(value=value, label=names.get(value, value), count=count) for value, count in counts.items()]
    return sorted(values, key=lambda one: (-one.count, _order(one.label)))


@lru_cache(maxsize=8_192)
def _order(label: str) -> str:
    """The sort key of a label; there are few, and every answer sorts them."""
    return sort_key(label)
