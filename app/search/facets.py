"""Facets as readers see them: labelled in their language, the most frequent first."""

from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy.orm import Session

from app.core.language import TABLE
from app.core.text.vietnamese import sort_key
from app.i18n import translate
from app.search.kinds import LABELS
from app.search.names import Names
from app.search.query import FACETS, FacetName
from app.search.schemas.answers import FacetValue, SearchFacets
from app.web.locale import Reader

#: Values shown of a facet; more than these nobody reads.
MOST_VALUES = 100


def labelled(session: Session, names: Names, counts: Mapping[FacetName, Mapping[str, int]], reader: Reader) -> SearchFacets:
    """``counts`` with labels. A value without a name keeps its code."""
    kinds, languages, topics, agencies, years = (_most(counts, facet) for facet in FACETS)
    known = names.of(session, topics, agencies, reader.order)
    return SearchFacets(
        kind=_values(kinds, {name: translate(LABELS[name], reader.interface) for name in kinds if name in LABELS}),
        language=_values(languages, {tag: TABLE[tag].names[reader.interface] for tag in languages if tag in TABLE}),
        topic=_values(topics, {code: known["topic", code] for code in topics}),
        agency=_values(agencies, {code: known["agency", code] for code in agencies}),
        year=sorted(_values(years, {}), key=lambda year: year.value, reverse=True),
    )


def _most(counts: Mapping[FacetName, Mapping[str, int]], facet: FacetName) -> dict[str, int]:
    pairs = sorted(counts.get(facet, {}).items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(pairs[:MOST_VALUES])


def _values(counts: Mapping[str, int], names: Mapping[str, str | None]) -> list[FacetValue]:
    values = [FacetValue(value=value, label=names.get(value) or value, count=count) for value, count in counts.items()]
    return sorted(values, key=lambda one: (-one.count, _order(one.label)))


@lru_cache(maxsize=8_192)
def _order(label: str) -> str:
    """The sort key of a label; there are few, and every answer sorts them."""
    return sort_key(label)
