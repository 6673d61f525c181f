"""Searches that found nothing, for staff who choose what to write and which words to teach the glossary.

Neither address nor key nor person is kept, nor how often a day. Until a query has come on five different days only its digest
is: what one person types once is nobody's business. After 30 days without it, it is gone.
"""

import hashlib
from datetime import date, timedelta

import structlog
from sqlalchemy import any_, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.text.tokens import tokenize
from app.search.models import SearchMiss
from app.search.query import Query
from app.search.schemas.misses import Miss, MissList

log = structlog.get_logger()

#: Different days on which a query must have come before its words are kept.
DAYS = 5
#: Days after which a query that has not come again is forgotten.
KEPT = 30
#: Longer queries are pasted texts, and may hold anything.
LONGEST = 120
#: Queries kept at a time.
MOST = 20_000


def note(session: Session, query: Query, total: int, today: date) -> None:
    """Note that a query found nothing. Those that were narrowed or paged are left out; searching never fails by this."""
    text = query.understanding.text
    words = " ".join(token.folded for token in tokenize(text[:LONGEST]) if token.script != "official")
    if total or query.offset or _narrowed(query) or not words or len(text) > LONGEST:
        return
    digest = hashlib.sha256(words.encode()).hexdigest()[:32]
    try:
        with session.begin_nested():
            _note(session, digest, text, today)
    except DBAPIError as error:
        log.warning("search.miss_not_noted", error=type(error.orig).__name__)


def _note(session: Session, digest: str, text: str, today: date) -> None:
    days = session.scalar(select(SearchMiss.days).where(SearchMiss.digest == digest))
    if days is None:
        # Whoever sends queries at random fills what there is room for, and no more.
        if (session.scalar(select(func.count()).select_from(SearchMiss)) or 0) < MOST:
            row = insert(SearchMiss).values(digest=digest, days=[today], last_on=today)
            session.execute(row.on_conflict_do_nothing())
    elif days[-1] < today:
        days = [day for day in days if day > _oldest(today)] + [today]
        told = text if len(days) >= DAYS else None
        session.execute(
            update(SearchMiss)
            .where(SearchMiss.digest == digest, SearchMiss.last_on < today)
            .values(days=days, last_on=today, text=told)
        )


def forget(session: Session, today: date) -> None:
    """Drop what has not come for 30 days, and of the rest the days before them; with too few days left, the words go too."""
    oldest = _oldest(today)
    session.execute(delete(SearchMiss).where(SearchMiss.last_on <= oldest))
    day = func.unnest(SearchMiss.days).column_valued("day")
    recent = select(func.array_agg(day)).where(day > oldest).scalar_subquery()
    session.execute(update(SearchMiss).where(oldest >= any_(SearchMiss.days)).values(days=recent))
    session.execute(
        update(SearchMiss).where(func.cardinality(SearchMiss.days) < DAYS, SearchMiss.text.is_not(None)).values(text=None)
    )


def listed(session: Session, today: date, limit: int) -> MissList:
    """What came on enough days, the most frequent first."""
    recent = SearchMiss.last_on > _oldest(today)
    days = func.cardinality(SearchMiss.days)
    rows = session.execute(
        select(SearchMiss.text, days, SearchMiss.last_on)
        .where(recent, SearchMiss.text.is_not(None))
        .order_by(days.desc(), SearchMiss.last_on.desc(), SearchMiss.text)
        .limit(limit)
    )
    waiting = session.scalar(select(func.count()).select_from(SearchMiss).where(recent, SearchMiss.text.is_(None))) or 0
    return MissList(misses=[Miss(text=text, days=count, last_on=last) for text, count, last in rows], waiting=waiting)


def _oldest(today: date) -> date:
    """The last day that is forgotten."""
    return today - timedelta(days=KEPT)


def _narrowed(query: Query) -> bool:
    asked = query.filters
    ranges = (asked.year_from, asked.year_to, asked.in_force)
    return any((asked.languages, asked.kinds, asked.topics, asked.agencies, asked.years)) or any(
        one is not None for one in ranges
    )
