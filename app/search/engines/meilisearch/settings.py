"""The settings of the index, as code, and the version that they and the projection have together."""

import json
import zlib
from collections.abc import Mapping
from typing import Any

#: Raised by hand when what is projected, or the words it is written in, have changed; changed settings tell themselves.
PROJECTION = 3

#: Words are looked for in these. ``…_x`` are their twins, whose words have their marks.
NAMES = ("name", "name_x")
SEARCHABLE = (*NAMES, "other", "other_x", "body", "body_x", "numbers")

_EXACTLY = ("id", "document", "place", "keys", "head", "first", "alone", "sample")
_COUNTED = ("kind", "language", "languages", "topics", "agencies")
_COMPARED = ("year", "has_force", "force_from", "force_until")


def _filterable(attributes: tuple[str, ...], *, compared: bool) -> dict[str, Any]:
    features = {"facetSearch": False, "filter": {"equality": True, "comparison": compared}}
    return {"attributePatterns": list(attributes), "features": features}


SETTINGS: Mapping[str, Any] = {
    "searchableAttributes": list(SEARCHABLE),
    "filterableAttributes": [_filterable((*_EXACTLY, *_COUNTED), compared=False), _filterable(_COMPARED, compared=True)],
    "sortableAttributes": ["published_at", "document", "position"],
    "displayedAttributes": ["*"],
    # Who is put in the hundred that are ranked: what stands close together, and in names. Their order is ours.
    "rankingRules": ["sort", "words", "proximity", "attributeRank"],
    "distinctAttribute": None,
    # Nothing is guessed about words: they come as keys of ours.
    "typoTolerance": {"enabled": False},
    "stopWords": [],
    "synonyms": {},
    "localizedAttributes": [{"attributePatterns": ["*"], "locales": ["vie"]}],
    "proximityPrecision": "byWord",
    "prefixSearch": "indexingTime",
    "facetSearch": False,
    "pagination": {"maxTotalHits": 10_000_000},
    "faceting": {"maxValuesPerFacet": 2_000, "sortFacetValuesBy": {"*": "alpha"}},
}

VERSION = f"{zlib.crc32(json.dumps([PROJECTION, SETTINGS], sort_keys=True).encode()):08x}"


def uid_of(index: str) -> str:
    """The index of this version of the program: an older one is left alone until this one is whole."""
    return f"{index}-{VERSION}"
