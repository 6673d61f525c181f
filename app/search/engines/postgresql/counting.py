"""Totals and facet counts. Documents are told apart in the database; their values are added up here, which is quicker.

What facets count stands in one column, ``tags``, and languages in another as bits, so that a document with many passages
is brought down to one row without sorting or comparing lists.
"""

import zlib
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from app.core.language import TABLE
from app.search.engines.base import EXACT_UP_TO
from app.search.engines.postgresql import lexemes, plan, statements
from app.search.engines.postgresql.plan import Plan
from app.search.entry import Entry
from app.search.query import FacetName, Filters, Query

#: What was written in another layout must be written anew. The number is raised by hand when lexemes, sequences, the
#: tokenizer or what is projected have changed; other languages make another layout by themselves.
LAYOUT = zlib.crc32(repr((5, tuple(TABLE))).encode()) & 0x7FFFFFFF

_BITS = {tag: 1 << place for place, tag in enumerate(TABLE)}
_BETWEEN = "\x1f"
_LETTERS: Mapping[FacetName, str] = {"kind": "k", "topic": "t", "agency": "a", "year": "y"}
#: Beyond this estimate totals are taken from a sixteenth of all documents. Well above EXACT_UP_TO, for estimates err.
_ESTIMATED_ABOVE = EXACT_UP_TO * 13 // 10
#: Any of the sixteen would do; always the same one, so that pages of one answer agree.
_SAMPLE = 3


def tags(entry: Entry) -> str:
    """The values of an entry's document, each behind the letter of its facet."""
    values = [f"k{entry.kind}", *(f"t{code}" for code in entry.topics), *(f"a{code}" for code in entry.agencies)]
    if entry.year is not None:
        values.append(f"y{entry.year}")
    return _BETWEEN.join(values)


def language_bit(entry: Entry) -> int:
    """The bit of an entry's language; none for one that the table does not have."""
    return _BITS.get(entry.language, 0)


def count(session: Session, query: Query, every: str, *, many: bool) -> tuple[int, bool, dict[FacetName, dict[str, int]]]:
    """Total, whether it is exact, and facets, of all that matches ``every``; estimates when that is very much.

    ``many`` says that there may be so much: then it is looked at first in a sixteenth of all documents.
    """
    if many:
        part = plan.conjunction([every, lexemes.quoted(f"_s{_SAMPLE}")])
        estimate = lexemes.SAMPLES * (session.scalar(*_total(part, query.filters)) or 0)
        if estimate > _ESTIMATED_ABOVE:
            return estimate, False, _facets(session, query, part, lexemes.SAMPLES)[1]
    total, facets = _facets(session, query, every, 1)
    return total, True, facets


def count_as_typed(session: Session, query: Query, planned: Plan, total: int, *, exact: bool) -> int | None:
    """How many of all that was found have the marks that were typed; None when none were, or when only the nearest were found."""
    if not query.understanding.with_marks or planned.matching == "some" or not planned.as_typed:
        return None
    if exact:
        return session.scalar(*_total(planned.as_typed, query.filters)) or 0
    part = plan.conjunction([planned.as_typed, lexemes.quoted(f"_s{_SAMPLE}")])
    return min(lexemes.SAMPLES * (session.scalar(*_total(part, query.filters)) or 0), total)


def _total(every: str, filters: Filters) -> tuple[TextClause, dict[str, object]]:
    where, values = statements.conditions(filters)
    statement = f"""
        select count(*) from (
          select distinct document_id from search_passage where lexemes @@ cast(:every as tsquery) {where}
        ) as documents
    """
    return text(statement), {**values, "every": every}


def _facets(session: Session, query: Query, every: str, times: int) -> tuple[int, dict[FacetName, dict[str, int]]]:
    if not query.facets:
        return (session.scalar(*_total(every, query.filters)) or 0) * times, {}
    where, values = statements.conditions(query.filters)
    statement = f"""
        select min(tags collate "C"), bit_or(language_bit) from search_passage
        where lexemes @@ cast(:every as tsquery) {where} group by document_id
    """
    rows = session.execute(text(statement), {**values, "every": every}).all()
    # Many documents have the same values: each list of them is taken apart once.
    counts = Counter[str]()
    for values_, found in Counter(one for one, _ in rows).items():
        for value in values_.split(_BETWEEN):
            counts[value] += found
    facets: dict[FacetName, dict[str, int]] = {
        name: {value[1:]: found * times for value, found in counts.items() if value[0] == letter}
        for name, letter in _LETTERS.items()
        if name in query.facets
    }
    if "language" in query.facets:
        together = Counter(bits for _, bits in rows)
        languages = {tag: sum(found for bits, found in together.items() if bits & bit) for tag, bit in _BITS.items()}
        facets["language"] = {tag: found * times for tag, found in languages.items() if found}
    return len(rows) * times, facets
