"""Finding: candidates by tiers, ranked; totals and facets counted; what lies behind the ranked ones, newest first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.core.ahead import ahead
from app.search import completions
from app.search.completions import Completion
from app.search.engines.base import EXACT_UP_TO, Found, Page, Standing, Suggested
from app.search.engines.postgresql import counting, plan, statements, statistics
from app.search.engines.postgresql.plan import Plan
from app.search.query import Query, TypedQuery
from app.search.ranking import Band, Candidate, Frequencies, Ranked, Sign, passages, rank

#: Passages that are ranked, and documents that keep the order of their rank; what lies behind comes newest first. Of a question
#: more are ranked, for the way in which one was found tells less.
RANKED_PASSAGES = 120
RANKED_FOR_QUESTIONS = 200
RANKED_DOCUMENTS = 100
#: Where fewer passages are expected, all is counted at once. There may be more than expected, and counting them takes longer then.
SAMPLED_FROM = EXACT_UP_TO * 2 // 5


class PassagesReplaced(Exception):
    """What was found is no longer there to be shown: every statement sees the index as it is, and it was fed in between."""


def find(session: Session, query: Query) -> Page:
    """One page. An empty query finds everything, newest first; one of signs alone finds nothing."""
    if query.understanding.asks_nothing:
        return _everything(session, query, plan.strict(query))
    frequencies = statistics.frequencies(session, query.understanding)
    strict = plan.strict(query, frequencies)
    if not strict.every:
        return nothing(query)
    found = None
    for planned in _plans(query, strict):
        found = found or _matching(session, query, planned, frequencies)
    if found is None:
        lenient = plan.lenient(query, frequencies)
        found = _matching(session, query, lenient, frequencies) if lenient.every else None
    return found or nothing(query)


def within(session: Session, query: Query, document: UUID) -> Page:
    """The passages of one document, ranked by themselves. Without a query, from its beginning."""
    strict = plan.strict(query)
    if query.understanding.asks_nothing or not strict.every:
        return Page((), 0, True)
    frequencies = statistics.frequencies(session, query.understanding)
    rows: Sequence[Row[Any]] = ()
    planned = strict
    for planned in _plans(query, strict):
        rows = session.execute(*statements.candidates(planned.tiers, query.filters, RANKED_FOR_QUESTIONS, document)).all()
        if rows:
            break
    if not rows:
        planned = plan.lenient(query, frequencies)
        rows = session.execute(*statements.candidates(planned.tiers, query.filters, RANKED_FOR_QUESTIONS, document)).all()
    lenient = planned.matching == "some"
    ranked = passages(query.understanding, _candidates(rows), query.languages, frequencies, lenient=lenient)
    ranked.sort(key=lambda one: (-one.band, -one.score, one.best.position))
    page = ranked[query.offset : query.offset + query.limit]
    return Page(_shown(session, query, page, {}), len(ranked), len(rows) < RANKED_FOR_QUESTIONS, matching=planned.matching)


def _plans(query: Query, strict: Plan) -> Iterator[Plan]:
    """What is tried in turn before what is only near: a question is looked for by that alone."""
    if not query.understanding.is_question:
        yield strict
        if query.understanding.translations:
            yield plan.elsewhere(query)


def nothing(query: Query) -> Page:
    typed = 0 if query.understanding.with_marks else None
    return Page((), 0, True, typed, {name: {} for name in query.facets})


def _everything(session: Session, query: Query, planned: Plan) -> Page:
    statement = statements.newest(planned.every, query.filters, query.languages, query.offset, query.limit)
    ids = dict.fromkeys(session.scalars(*statement), False)
    row = session.execute(*counting.counting(query, planned.parts, "", many=True)).one()
    counted = counting.counts(row, query.facets)
    return Page(_shown(session, query, (), ids), counted.total, counted.exact, None, counted.facets)


def _matching(session: Session, query: Query, planned: Plan, frequencies: Frequencies) -> Page | None:
    """The page of what matches the plan; None when nothing does."""
    lenient = planned.matching == "some"
    most = RANKED_FOR_QUESTIONS if lenient else RANKED_PASSAGES
    rows = session.execute(*statements.candidates(planned.tiers, query.filters, most)).all()
    if not rows:
        return None
    as_typed = planned.as_typed if query.understanding.with_marks and not lenient else ""
    many = len(rows) == most and planned.expected > SAMPLED_FROM
    # All is counted there while the best of it is ranked here: each takes as long as the other.
    with ahead(session, *counting.counting(query, planned.parts, as_typed, many=many)) as told:
        ranked = rank(query.understanding, _candidates(rows), query.languages, frequencies, lenient=lenient)[:RANKED_DOCUMENTS]
        counted = counting.counts(told()[0], query.facets)
    page = ranked[query.offset : query.offset + query.limit]
    behind: dict[int, bool] = {}
    if len(page) < query.limit and counted.total > len(ranked):
        behind = _behind(session, query, planned, ranked, len(page))
    shown = _shown(session, query, page, behind)
    return Page(shown, counted.total, counted.exact, counted.typed, counted.facets, planned.matching)


def _candidates(rows: Sequence[Row[Any]]) -> list[Candidate]:
    return [
        Candidate(row.id, row.document_id, row.language, row.position, row.published_at, Sign(row.signs), row.sequence)
        for row in rows
    ]


def _behind(session: Session, query: Query, planned: Plan, ranked: Sequence[Ranked], shown: int) -> dict[int, bool]:
    """Passages of the documents that follow the ranked ones on this page, and whether each was found by a translation alone."""
    statement = statements.deeper(
        planned,
        query.filters,
        [one.document for one in ranked],
        query.languages,
        max(query.offset - len(ranked), 0),
        query.limit - shown,
    )
    return {row.id: row.translated for row in session.execute(*statement)}


def _shown(session: Session, query: Query, ranked: Sequence[Ranked], behind: Mapping[int, bool]) -> tuple[Found, ...]:
    """Passages as they are shown: the ranked ones, then those behind them, by their ids. PassagesReplaced."""
    ids = [*(one.best.id for one in ranked), *behind]
    if not ids:
        return ()
    rows = {row.id: row for row in session.execute(statements.SHOWN, {"ids": ids})}
    if len(rows) < len(ids):
        raise PassagesReplaced
    standing = {one.best.id: one for one in ranked}
    return tuple(_found(query, rows[id], standing.get(id), translated=behind.get(id, False)) for id in ids)


def _found(query: Query, row: Row[Any], ranked: Ranked | None, *, translated: bool) -> Found:
    return Found(
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
        eid=_deepest(query, row),
        label=row.label,
        heading=row.heading,
        text=row.text,
        as_marked=ranked is not None and Sign.as_marked in ranked.best.signs,
        translated=translated or (ranked is not None and ranked.band is Band.translated),
        more=ranked.more if ranked else 0,
        standing=Standing(ranked.band, ranked.score, ranked.parts) if ranked else None,
    )


def _deepest(query: Query, row: Row[Any]) -> str | None:
    """Where to open the passage: at the provision asked for, if it is inside; else at its own."""
    asked = [one.eid for one in query.understanding.references if one.eid in row.eids]
    return max(asked, key=len) if asked else row.eid


def suggest(session: Session, query: TypedQuery) -> tuple[Suggested, ...]:
    """Titles and numbers that go on as typed. What has the marks typed comes first, then the reader's language, then shorter titles."""
    tiers = plan.completing(query)
    if not tiers:
        return ()
    rows = session.execute(*statements.completions(tiers)).all()
    found = [
        Completion(
            row.document_id,
            row.language,
            row.kind,
            row.slug,
            row.title,
            row.number,
            own_number=bool(row.signs & Sign.own_number),
            as_marked=bool(row.signs & Sign.as_marked),
        )
        for row in rows
    ]
    chosen = completions.ordered(query, found)[: query.limit]
    return tuple(Suggested(one.document, one.language, one.kind, one.slug, one.title, one.number) for one in chosen)
