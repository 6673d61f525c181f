"""Lists: one statement, with labels and legal state in each row; narrowed, sorted and continued by key."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
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
from app.documents.queries.view import Filters, View, chosen, slug_in
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


def documents(view: View, filters: Filters, kinds: Sequence[str]) -> Select[Any]:
    """Documents that a reader sees, unordered. ``kinds`` are those that can be in force."""
    row = chosen(view, language=filters.language)
    statement = select(*head(view, row, kinds)).select_from(Document).join(row, true())
    return narrowed(statement, view, filters, kinds)


def count(view: View, filters: Filters, kinds: Sequence[str]) -> Select[int]:
    """How many documents ``filters`` leave."""
    pointer = Translation.working_id if view.working else Translation.published_id
    seen = exists().where(Translation.document_id == Document.id, pointer.is_not(None))
    if filters.language is not None:
        seen = exists().where(
            Translation.document_id == Document.id, pointer.is_not(None), Translation.language == filters.language
        )
    return narrowed(select(func.count()).select_from(Document).where(seen), view, filters, kinds)


def narrowed(statement: Select[Any], view: View, filters: Filters, kinds: Sequence[str]) -> Select[Any]:
    """``statement`` on Document with every condition of ``filters``."""
    if filters.kind is not None:
        statement = statement.where(Document.kind == filters.kind)
    if filters.topic is not None:
        # A topic of the first level stands for all that is under it.
        parent = aliased(Topic)
        under = (
            select(DocumentTopic.document_id)
            .join(Topic, Topic.id == DocumentTopic.topic_id)
            .outerjoin(parent, parent.id == Topic.parent_id)
            .where(or_(Topic.code == filters.topic, parent.code == filters.topic))
        )
        statement = statement.where(Document.id.in_(under))
    if filters.agency is not None:
        named = select(DocumentAgency.document_id).join(Agency).where(Agency.code == filters.agency)
        statement = statement.where(Document.id.in_(named))
    if filters.year is not None:
        statement = statement.where(Document.year == filters.year)
    if filters.verified is not None:
        statement = statement.where(Document.verified == filters.verified)
    if filters.status is not None:
        among = [Translation.document_id == Document.id, Translation.status == filters.status]
        if filters.language is not None:
            among.append(Translation.language == filters.language)
        statement = statement.where(exists().where(*among))
    if filters.in_force is not None:
        state = force(view, kinds)
        statement = statement.where(state == "in_force" if filters.in_force else and_(state.is_not(None), state != "in_force"))
    for name, value in filters.fields:
        statement = statement.where(Document.fields.contains({name: value}))
    return statement


def after(statement: Select[Any], sort: str, values: list[Any] | None, limit: int) -> Select[Any]:
    """``statement`` sorted and continued after the row with ``values``. One row more than ``limit`` tells whether there is a next page."""
    keys: dict[str, tuple[ColumnElement[Any], bool]] = {
        "newest": (func.coalesce(Document.published_at, Document.created_at), True),
        "oldest": (func.coalesce(Document.published_at, Document.created_at), False),
        "title": (statement.selected_columns.sort_key, False),
        "year": (func.coalesce(Document.year, 0), True),
    }
    key, descending = keys[sort]
    if values is not None:
        place = tuple_(key, Document.id)
        here = tuple_(cast(literal(values[0]), key.type), cast(literal(values[1]), Document.id.type))
        statement = statement.where(place < here if descending else place > here)
    ordered = (key.desc(), Document.id.desc()) if descending else (key, Document.id)
    return statement.add_columns(key.label("cursor_key")).order_by(*ordered).limit(limit + 1)
