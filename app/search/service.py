"""Searching: a query is read, an engine finds, and what was found is cut, marked and labelled for the reader."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.text.highlight import Highlighter
from app.core.text.snippets import mark
from app.outbox.models import OutboxEntry
from app.search import kinds, readings
from app.search.engines.base import Engine, Finding, Found, Page, Suggested
from app.search.facets import labelled
from app.search.marking import Marks, Shown
from app.search.names import Names
from app.search.query import Filters, Query, TypedQuery
from app.search.schemas.answers import (
    PassageHit,
    PassageList,
    SearchedDocument,
    SearchedPassage,
    SearchHit,
    SearchResult,
    SearchSuggestion,
    SuggestionList,
)
from app.web.locale import Reader


def search(
    session: Session, engine: Finding, names: Names, reader: Reader, query: Query, *, explain: bool = False
) -> SearchResult:
    """The page that ``query`` asks for, with labels in the reader's language."""
    page = engine.find(query)
    marks = Marks(query.understanding)
    return SearchResult(
        query=readings.of(query.understanding),
        total=page.total,
        total_exact=page.exact,
        total_as_typed=page.as_typed,
        matching=page.matching,
        hits=[_hit(found, page, marks, query.filters, explain) for found in page.found],
        facets=labelled(session, names, page.facets, reader),
        degraded=engine.degraded,
        explanation=readings.explained(query.understanding, engine.name) if explain else None,
    )


def passages(engine: Finding, query: Query, document: UUID, *, explain: bool = False) -> PassageList:
    """The passages of one document that ``query`` asks for; none when it is not, or not published, in the index."""
    page = engine.within(query, document)
    marks = Marks(query.understanding)
    return PassageList(
        query=readings.of(query.understanding),
        document=document,
        total=page.total,
        total_exact=page.exact,
        matching=page.matching,
        hits=[_passage_hit(found, page, marks, explain) for found in page.found],
    )


def suggest(engine: Finding, query: TypedQuery) -> SuggestionList:
    """Titles and numbers that go on as typed."""
    marks = Highlighter([word.folded for word in query.typed.words], prefixes=query.typed.prefixes)
    return SuggestionList(suggestions=[_suggestion(one, marks) for one in engine.suggest(query)])


@dataclass(frozen=True, slots=True)
class Status:
    """How much the index holds, and how many changes wait to be fed to it."""

    engine: str
    entries: int
    documents: int
    pending: int


def status(session: Session, engine: Engine) -> Status:
    """What operators want to know of the index."""
    size = engine.size()
    pending = session.scalar(select(func.count()).select_from(OutboxEntry)) or 0
    return Status(engine=engine.name, entries=size.entries, documents=size.documents, pending=pending)


def _hit(found: Found, page: Page, marks: Marks, filters: Filters, explain: bool) -> SearchHit:
    shown = marks.of(found)
    return SearchHit(
        matched=readings.matched(found, page),
        document=SearchedDocument(
            id=found.document,
            permalink=kinds.permalink(found.kind, found.document, found.slug),
            kind=found.kind,
            slug=kinds.slug(found.kind, found.slug),
            language=found.language,
            languages=list(found.languages),
            title=found.title,
            number=found.number,
            year=found.year,
            in_force=_in_force(found, filters),
            published_at=found.published_at,
        ),
        language=found.language,
        title_html=shown.marked(found.title),
        passage=_passage(found, shown),
        snippet_html=shown.excerpt(found.text),
        more_passages=found.more,
        explanation=readings.standing(found) if explain else None,
    )


def _passage_hit(found: Found, page: Page, marks: Marks, explain: bool) -> PassageHit:
    shown = marks.of(found)
    return PassageHit(
        matched=readings.matched(found, page),
        language=found.language,
        title_html=shown.marked(found.title),
        passage=_passage(found, shown),
        snippet_html=shown.excerpt(found.text),
        explanation=readings.standing(found) if explain else None,
    )


def _passage(found: Found, shown: Shown) -> SearchedPassage:
    return SearchedPassage(
        eid=found.eid,
        label=found.label,
        heading=found.heading,
        heading_html=shown.marked(found.heading) if found.heading else None,
    )


def _in_force(found: Found, filters: Filters) -> bool | None:
    """Whether it is in force on the day asked about; None for what cannot be, and where the first day is not known."""
    if not found.has_force:
        return None
    if found.force_until is not None and found.force_until <= filters.on:
        return False
    return None if found.force_from is None else found.force_from <= filters.on


def _suggestion(one: Suggested, marks: Highlighter) -> SearchSuggestion:
    return SearchSuggestion(
        document=one.document,
        permalink=kinds.permalink(one.kind, one.document, one.slug),
        kind=one.kind,
        slug=kinds.slug(one.kind, one.slug),
        language=one.language,
        title=one.title,
        title_html=mark(one.title, marks.ranges(one.title)),
        number=one.number,
    )
