"""Searching: a query is read, an engine finds, and what was found is cut, marked and labelled for the reader."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.text.highlight import Highlighter
from app.core.text.snippets import excerpt, mark
from app.documents.service import permalink
from app.outbox.models import OutboxEntry
from app.search.engines.base import Engine, Found, Page, Suggested
from app.search.facets import labelled
from app.search.query import Filters, Query, TypedQuery, Understanding
from app.search.schemas import (
    QueryRead,
    SearchedDocument,
    SearchedPassage,
    SearchHit,
    SearchResult,
    SearchSuggestion,
    SuggestionList,
)
from app.web.locale import Reader

#: Characters of a snippet.
SNIPPET = 280


def search(session: Session, engine: Engine, reader: Reader, query: Query) -> SearchResult:
    """The page that ``query`` asks for, with labels in the reader's language."""
    page = engine.find(query)
    return SearchResult(
        query=_read(query.understanding),
        total=page.total,
        total_exact=page.exact,
        matching=page.matching,
        hits=_hits(page, query),
        facets=labelled(session, page.facets, reader),
        degraded=False,
    )


def suggest(engine: Engine, query: TypedQuery) -> SuggestionList:
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


def _read(asked: Understanding) -> QueryRead:
    return QueryRead(text=asked.text, language=asked.language, numbers=[one.number.text for one in asked.numbers])


def _hits(page: Page, query: Query) -> list[SearchHit]:
    folded, typed = _highlighters(query.understanding)
    return [_hit(found, typed if found.as_marked else folded, query.filters) for found in page.found]


def _highlighters(asked: Understanding) -> tuple[Highlighter, Highlighter]:
    """What is marked in hits: the words whatever their marks; or, where marks stand as typed, these only."""
    numbers = [one.number.text for one in asked.numbers]
    loose = [part for one in asked.numbers if not one.certain for part in one.parts]
    exact = [word.marked for word in asked.words if word.exact]
    words = [word for word in (*asked.words, *loose) if not word.exact]
    phrases = _runs(asked)
    folded = Highlighter([*(word.folded for word in words), *phrases, *numbers], marked_terms=exact)
    told = [word.marked for word in words if word.marks_told]
    open_to_marks = [word.folded for word in words if not word.marks_told]
    return folded, Highlighter([*open_to_marks, *numbers], marked_terms=[*told, *exact, *phrases])


def _runs(asked: Understanding) -> list[str]:
    """The query's words as they stand side by side, for marks that go through."""
    runs: list[list[str]] = []
    for word in asked.words:
        if word.joined and runs:
            runs[-1].append(word.marked)
        else:
            runs.append([word.marked])
    return [" ".join(run) for run in runs if len(run) > 1]


def _hit(found: Found, marks: Highlighter, filters: Filters) -> SearchHit:
    return SearchHit(
        document=SearchedDocument(
            id=found.document,
            permalink=permalink(found.document),
            kind=found.kind,
            slug=found.slug,
            language=found.language,
            languages=list(found.languages),
            title=found.title,
            number=found.number,
            year=found.year,
            in_force=_in_force(found, filters),
            published_at=found.published_at,
        ),
        language=found.language,
        title_html=mark(found.title, marks.ranges(found.title)),
        passage=SearchedPassage(
            eid=found.eid,
            label=found.label,
            heading=found.heading,
            heading_html=mark(found.heading, marks.ranges(found.heading)) if found.heading else None,
        ),
        snippet_html=excerpt(found.text, marks.ranges(found.text), SNIPPET),
        more_passages=found.more,
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
        permalink=permalink(one.document),
        kind=one.kind,
        slug=one.slug,
        language=one.language,
        title=one.title,
        title_html=mark(one.title, marks.ranges(one.title)),
        number=one.number,
    )
