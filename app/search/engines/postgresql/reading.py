"""Finding: candidates by tiers, ranked; totals and facets counted; what lies behind the ranked ones, newest first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.core.text.tokens import tokenize
from app.core.text.vietnamese import fold, marked
from app.search.engines.base import Found, Page, Suggested
from app.search.engines.postgresql import counting, plan, statements, statistics
from app.search.engines.postgresql.plan import Plan
from app.search.query import Query, TypedQuery
from app.search.ranking import Candidate, Frequencies, Ranked, Sign, rank

#: Passages that are ranked, and documents that keep the order of their rank; what lies behind comes newest first.
RANKED_PASSAGES = 200
RANKED_DOCUMENTS = 100


def find(session: Session, query: Query) -> Page:
    """One page. An empty query finds everything, newest first; one of signs alone finds nothing."""
    strict = plan.strict(query)
    if query.understanding.asks_nothing:
        return _everything(session, query, strict)
    if not strict.every:
        return nothing(query)
    frequencies = statistics.frequencies(session, query.understanding)
    found = _matching(session, query, strict, frequencies)
    if found is None:
        lenient = plan.lenient(query, frequencies)
        found = _matching(session, query, lenient, frequencies) if lenient.every else None
    return found or nothing(query)


def nothing(query: Query) -> Page:
    return Page((), 0, True, {name: {} for name in query.facets})


def _everything(session: Session, query: Query, planned: Plan) -> Page:
    statement = statements.newest(planned.every, query.filters, query.languages, query.offset, query.limit)
    ids = list(session.scalars(*statement))
    total, exact, facets = counting.count(session, query, planned.every, many=True)
    return Page(_shown(session, [(id, False, 0) for id in ids]), total, exact, facets)


def _matching(session: Session, query: Query, planned: Plan, frequencies: Frequencies) -> Page | None:
    """The page of what matches the plan; None when nothing does."""
    rows = session.execute(*statements.candidates(planned.tiers, query.filters, RANKED_PASSAGES)).all()
    if not rows:
        return None
    candidates = [
        Candidate(row.id, row.document_id, row.language, row.position, row.published_at, Sign(row.signs), row.sequence)
        for row in rows
    ]
    ranked = rank(query.understanding, candidates, query.languages, frequencies)[:RANKED_DOCUMENTS]
    total, exact, facets = counting.count(session, query, planned.every, many=len(rows) == RANKED_PASSAGES)
    page = ranked[query.offset : query.offset + query.limit]
    chosen = [(one.best.id, Sign.as_marked in one.best.signs, one.more) for one in page]
    if len(page) < query.limit and total > len(ranked):
        chosen += [(id, False, 0) for id in _behind(session, query, planned.every, ranked, len(page))]
    return Page(_shown(session, chosen), total, exact, facets, planned.matching)


def _behind(session: Session, query: Query, every: str, ranked: Sequence[Ranked], shown: int) -> list[int]:
    """Passages of the documents that follow the ranked ones on this page."""
    statement = statements.deeper(
        every,
        query.filters,
        [one.document for one in ranked],
        query.languages,
        max(query.offset - len(ranked), 0),
        query.limit - shown,
    )
    return list(session.scalars(*statement))


def _shown(session: Session, chosen: Sequence[tuple[int, bool, int]]) -> tuple[Found, ...]:
    """Passages as they are shown, in the order of their ids given: (id, whether marks are as typed, further passages)."""
    if not chosen:
        return ()
    rows = {row.id: row for row in session.execute(statements.SHOWN, {"ids": [id for id, _, _ in chosen]})}
    return tuple(
        Found(
            document=row.document_id,
            language=row.language,
            languages=tuple(row.languages),
            kind=row.kind,
            slug=row.slug,
            title=row.title,
            number=row.number,
            year=row.year,
            published_at=row.published_at,
            has_force=row.has_force,
            force_from=row.force_from,
            force_until=row.force_until,
            eid=row.eid,
            label=row.label,
            heading=row.heading,
            text=row.text,
            as_marked=as_marked,
            more=more,
        )
        for row, as_marked, more in ((rows[id], as_marked, more) for id, as_marked, more in chosen if id in rows)
    )


def suggest(session: Session, query: TypedQuery) -> tuple[Suggested, ...]:
    """Titles and numbers that go on as typed. What has the marks typed comes first, then the reader's language, then shorter titles."""
    tiers = plan.completing(query)
    if not tiers:
        return ()
    rows = session.execute(*statements.completions(tiers)).all()
    preference = {language: place for place, language in enumerate(query.languages)}
    begun = marked(query.typed.last)

    def place(row: Row[Any]) -> tuple[object, ...]:
        words = [token.marked for token in tokenize(row.title)]
        as_typed = not begun or any(word.startswith(begun) for word in words)
        return (
            -(row.signs & Sign.own_number),
            -(row.signs & Sign.as_marked),
            not as_typed,
            _stands(fold(query.typed.text), fold(row.title)),
            preference.get(row.language, len(preference)),
            len(row.title),
            row.title,
        )

    found: dict[tuple[str, str | None], Suggested] = {}
    for row in sorted(rows, key=place):
        suggested = Suggested(row.document_id, row.language, row.kind, row.slug, row.title, row.number)
        found.setdefault((row.title, row.number), suggested)
    return tuple(found.values())[: query.limit]


def _stands(typed: str, title: str) -> int:
    """0 when the title begins as typed, 1 when a word in it does, 2 when the words stand scattered."""
    if title.startswith(typed):
        return 0
    return 1 if f" {typed}" in title else 2
