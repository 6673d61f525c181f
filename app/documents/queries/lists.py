"""Lists: one statement, with labels and legal state in each row; narrowed, sorted and continued by key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from app.agencies.models import Agency
from app.documents.models import (
    Document,
    DocumentAgency,
    DocumentTopic,
    Translation,
)
from app.documents.queries.labels import agencies_of, topics_of
from app.documents.queries.legal import force
from app.documents.queries.view import Bound, Filters, View, chosen, left_open, slug_in, values
from app.topics.models import Topic


def head(view: View, row: FromClause, kinds: Sequence[str]) -> tuple[Any, ...]:
    """The columns that lists and details share."""
    return (
        Document.id,
        Document.kind,
        Document.revision,
        Document.number,
        Document.year,
        Document.verified,
        Document.published_at,
        Document.changed_at,
        row.c.language,
        row.c.status,
        row.c.title,
        row.c.summary,
        row.c.stale,
        row.c.sort_key,
        slug_in(row.c.language).label("slug"),
        topics_of(view).label("topics"),
        agencies_of(view).label("agencies"),
        force(view, kinds).label("force"),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """Which documents of a list are wanted: ``limit`` of them and one more, sorted, after the row with the sort values ``after``."""

    sort: str
    after: list[Any] | None
    limit: int


def listed(view: View, filters: Filters, page: Page, kinds: tuple[str, ...]) -> Bound:
    """A page of documents that a reader sees. One row more than the limit tells whether there is a next page.

    ``kinds`` are those that can be in force.
    """
    bound = {**values(view), **_values(filters), "most": page.limit + 1}
    if page.after is not None:
        bound |= {"after_key": str(page.after[0]), "after_id": page.after[1]}
    return _listed(view.working, _opened(filters), page.sort, page.after is not None, kinds), bound


def count(view: View, filters: Filters, kinds: tuple[str, ...]) -> Bound:
    """How many documents ``filters`` leave."""
    return _count(view.working, _opened(filters), kinds), {**values(view), **_values(filters)}


def _values(filters: Filters) -> dict[str, Any]:
    """What is bound of filters."""
    given = {name: getattr(filters, name) for name in _OPEN if getattr(filters, name) is not None}
    return given | {f"field_{place}": {name: value} for place, (name, value) in enumerate(filters.fields)}


def _opened(filters: Filters) -> Filters:
    """The shape of filters: which of them are given."""
    given: dict[str, Any] = {name: "?" for name in _OPEN if getattr(filters, name) is not None}
    return replace(filters, **given, fields=tuple(("?", "?") for _ in filters.fields))


@lru_cache(maxsize=512)
def _listed(working: bool, filters: Filters, sort: str, continued: bool, kinds: tuple[str, ...]) -> Select[Any]:
    view = left_open(working=working)
    row = chosen(view, language=bindparam("language", type_=Text) if filters.language else None)
    statement = select(*head(view, row, kinds)).select_from(Document).join(row, true())
    return _after(narrowed(statement, view, filters, kinds), view, sort, continued)


@lru_cache(maxsize=512)
def _count(working: bool, filters: Filters, kinds: tuple[str, ...]) -> Select[Any]:
    view = left_open(working=working)
    seen = [
        Translation.document_id == Document.id,
        (Translation.working_id if working else Translation.published_id).is_not(None),
    ]
    if filters.language is not None:
        seen.append(Translation.language == bindparam("language", type_=Text))
    return narrowed(select(func.count()).select_from(Document).where(exists().where(*seen)), view, filters, kinds)


def narrowed(statement: Select[Any], view: View, filters: Filters, kinds: Sequence[str]) -> Select[Any]:
    """``statement`` on Document with every condition of ``filters``, whose values are bound by their names."""
    if filters.kind is not None:
        statement = statement.where(Document.kind == bindparam("kind", type_=Text))
    if filters.topic is not None:
        # A topic of the first level stands for all that is under it.
        parent, topic = aliased(Topic), bindparam("topic", type_=Text)
        under = (
            select(DocumentTopic.document_id)
            .join(Topic, Topic.id == DocumentTopic.topic_id)
            .outerjoin(parent, parent.id == Topic.parent_id)
            .where(or_(Topic.code == topic, parent.code == topic))
        )
        statement = statement.where(Document.id.in_(under))
    if filters.agency is not None:
        named = select(DocumentAgency.document_id).join(Agency).where(Agency.code == bindparam("agency", type_=Text))
        statement = statement.where(Document.id.in_(named))
    if filters.year is not None:
        statement = statement.where(Document.year == bindparam("year", type_=Integer))
    if filters.verified is not None:
        statement = statement.where(Document.verified == bindparam("verified", type_=Boolean))
    if filters.status is not None:
        among = [Translation.document_id == Document.id, Translation.status == bindparam("status", type_=Text)]
        if filters.language is not None:
            among.append(Translation.language == bindparam("language", type_=Text))
        statement = statement.where(exists().where(*among))
    if filters.in_force is not None:
        state = force(view, kinds)
        statement = statement.where(state == "in_force" if filters.in_force else and_(state.is_not(None), state != "in_force"))
    for place in range(len(filters.fields)):
        statement = statement.where(Document.fields.contains(bindparam(f"field_{place}", type_=JSONB)))
    return statement


def _after(statement: Select[Any], view: View, sort: str, continued: bool) -> Select[Any]:
    """``statement`` sorted, and continued by key."""
    # What the public sees has a day of publication, by which there is an index.
    newest = func.coalesce(Document.published_at, Document.created_at) if view.working else Document.published_at
    keys: dict[str, tuple[Any, bool]] = {
        "newest": (newest, True),
        "oldest": (newest, False),
        "title": (statement.selected_columns.sort_key, False),
        "year": (func.coalesce(Document.year, 0), True),
    }
    key, descending = keys[sort]
    if not view.working:
        statement = statement.where(Document.published_at.is_not(None))
    if continued:
        here = tuple_(
            cast(bindparam("after_key", type_=Text), key.type), cast(bindparam("after_id", type_=Text), Document.id.type)
        )
        place = tuple_(key, Document.id)
        statement = statement.where(place < here if descending else place > here)
    ordered = (key.desc(), Document.id.desc()) if descending else (key, Document.id)
    return statement.add_columns(key.label("cursor_key")).order_by(*ordered).limit(bindparam("most", type_=Integer))


_OPEN = ("kind", "topic", "agency", "year", "language", "status", "verified")
