"""Totals and facet counts, in one statement. Documents are told apart in the database; their values are added up here, which is quicker.

What facets count stands in two columns (see tags), so that a document with many passages is brought down to one row without sorting
or comparing lists; and the values of all documents come as one text.
"""

import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import TextClause, text

from app.core.language import TABLE
from app.search.engines.base import EXACT_UP_TO
from app.search.engines.postgresql import lexemes, plan, statements, tags
from app.search.query import FacetName, Query

#: What was written in another layout must be written anew. The number is raised by hand when lexemes, sequences, the
#: tokenizer or what is projected have changed; other languages make another layout by themselves.
LAYOUT = zlib.crc32(repr((6, tuple(TABLE))).encode()) & 0x7FFFFFFF

#: When a sixteenth of all documents has more than so many, all is taken from it. Well above EXACT_UP_TO, for estimates err.
_ESTIMATED_ABOVE = EXACT_UP_TO * 13 // 10 // lexemes.SAMPLES
#: Any of the sixteen would do; always the same one, so that pages of one answer agree.
_SIXTEENTH = lexemes.quoted("_s3")


@dataclass(frozen=True, slots=True)
class Counts:
    """Documents, whether that is exact, those with the marks typed (None where nobody asked), and facets."""

    total: int
    exact: bool
    typed: int | None
    facets: dict[FacetName, dict[str, int]]


class Counted(Protocol):
    """The row of ``counting``: documents in a sixteenth of all; those counted, their values, which values there are, and those as typed."""

    @property
    def estimated(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def values(self) -> str | None: ...
    @property
    def known(self) -> str | None: ...
    @property
    def typed(self) -> int | None: ...


def counting(query: Query, parts: Sequence[str], as_typed: str, *, many: bool) -> tuple[TextClause, dict[str, Any]]:
    """The statement that counts all that matches one of the parts, which have nothing in common, and what of it matches
    ``as_typed`` (empty: nobody asks).

    ``many`` says that there may be very much: then it is looked at first in a sixteenth of all documents, and when there
    is too much in that, nothing else is counted.
    """
    where, values = statements.conditions(query.filters)
    # Whole, and in a sixteenth: what of the two does not hold for the estimate is not read.
    ways = {"whole": "and (select documents from estimated) <= :most", "part": "and (select documents from estimated) > :most"}
    if not many:
        ways = {"whole": ""}
    each = " union all ".join(
        _found(f"{way}_{place}", where, when, values=bool(query.facets))
        for way, when in ways.items()
        for place, _ in enumerate(parts)
    )
    if len(parts) > 1:
        # A document may have one passage here and another there.
        each = f"select document_id, min(tags) as tags, bit_or(bits) as bits from ({each}) as one group by document_id"
    typed = " + ".join(f"(select count(*) from {_found(f'{way}_typed', where, when)} as one)" for way, when in ways.items())
    sampled = " union ".join(_found(f"part_{place}", where) for place, _ in enumerate(parts)) if many else "select 1 where false"
    statement = f"""
        with estimated as materialized (select count(*) as documents from ({sampled}) as one)
        select (select documents from estimated) as estimated, count(*) as documents,
          string_agg({tags.WRITTEN}, '') as "values", {tags.KNOWN if query.facets else "null"} as known,
          {typed if as_typed else "cast(null as bigint)"} as typed
        from ({each}) as each
    """
    asked = {str(place): part for place, part in enumerate(parts)} | ({"typed": as_typed} if as_typed else {})
    values |= {f"whole_{name}": one for name, one in asked.items()}
    if many:
        values |= {"most": _ESTIMATED_ABOVE} | {
            f"part_{name}": plan.conjunction([one, _SIXTEENTH]) for name, one in asked.items()
        }
    return text(statement), values


def counts(row: Counted, facets: Collection[FacetName]) -> Counts:
    """What the row of ``counting`` says."""
    exact = row.estimated <= _ESTIMATED_ABOVE
    times = 1 if exact else lexemes.SAMPLES
    total = row.documents * times
    typed = None if row.typed is None else min(row.typed * times, total)
    found = tags.counted(row.values or "", row.known or "", facets)
    facets_found = {name: {value: times * documents for value, documents in each.items()} for name, each in found.items()}
    return Counts(total, exact, typed, facets_found)


def _found(name: str, where: str, when: str = "", *, values: bool = False) -> str:
    """Documents that match the parameter of this name, each once, and what facets count of them when that is asked for."""
    columns = (
        'document_id, min(tags collate "C") as tags, bit_or(language_bit) as bits'
        if values
        else "document_id, null as tags, null as bits"
    )
    return f"(select {columns} from search_passage where lexemes @@ cast(:{name} as tsquery) {where} {when} group by document_id)"
