"""Lists: one statement, with labels and legal state in each row; narrowed, sorted and continued by key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
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
    """Which documents are on the page is found first, for what is shown of each is costly."""
    view = left_open(working=working)
    row = chosen(view, language=_language(filters))
    page = _page(view, filters, sort, continued, kinds).subquery("page")
    descending = _DESCENDING[sort]
    return (
        select(*head(view, row, kinds), page.c.cursor_key)
        .select_from(page)
        .join(Document, Document.id == page.c.id)
        .join(row, true())
        .order_by(*((one.desc() if descending else one) for one in (page.c.cursor_key, page.c.id)))
    )


def _page(view: View, filters: Filters, sort: str, continued: bool, kinds: tuple[str, ...]) -> Select[Any]:
    """The ids and sort values of a page, sorted and continued by key."""
    named = chosen(view, language=_language(filters))
    # What the public sees has a day of publication, by which there is an index.
    newest = func.coalesce(Document.published_at, Document.created_at) if view.working else Document.published_at
    keys = {"newest": newest, "oldest": newest, "title": named.c.sort_key, "year": func.coalesce(Document.year, 0)}
    key: Any = keys[sort]
    columns = select(Document.id, key.label("cursor_key")).select_from(Document)
    statement = columns.join(named, true()) if sort == "title" else columns.where(seen(view, filters))
    if not view.working:
        statement = statement.where(Document.published_at.is_not(None))
    if continued:
        last = cast(bindparam("after_key", type_=Text), key.type), cast(bindparam("after_id", type_=Text), Document.id.type)
        place, here = tuple_(key, Document.id), tuple_(*last)
        statement = statement.where(place < here if _DESCENDING[sort] else place > here)
    ordered = (key.desc(), Document.id.desc()) if _DESCENDING[sort] else (key, Document.id)
    return narrowed(statement, view, filters, kinds).order_by(*ordered).limit(bindparam("most", type_=Integer))


@lru_cache(maxsize=512)
def _count(working: bool, filters: Filters, kinds: tuple[str, ...]) -> Select[Any]:
    view = left_open(working=working)
    return narrowed(select(func.count()).select_from(Document).where(seen(view, filters)), view, filters, kinds)


def seen(view: View, filters: Filters) -> ColumnElement[bool]:
    """Whether there is something of a document to show."""
    pointer = Translation.working_id if view.working else Translation.published_id
    conditions = [Translation.document_id == Document.id, pointer.is_not(None)]
    if filters.language is not None:
        conditions.append(Translation.language == _language(filters))
    return exists().where(*conditions)


def _language(filters: Filters) -> Any:
    return None if filters.language is None else bindparam("language", type_=Text)


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


#: Which sort orders begin with the greatest.
_DESCENDING = {"newest": True, "oldest": False, "title": False, "year": True}
_OPEN = ("kind", "topic", "agency", "year", "language", "status", "verified")
