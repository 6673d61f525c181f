"""How documents are looked at: which languages in which order, which day, and what of them the reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import aliased

from app.documents.models import (
    Document,
    Revision,
    Slug,
    Translation,
)


@dataclass(frozen=True, slots=True)
class View:
    """How documents are looked at: languages in order of preference, the day asked about, and whether working revisions show."""

    order: tuple[str, ...]
    on: date
    working: bool = False


#: Building a statement takes many times as long as running it. So each is built once, for every shape it can have, of views and
#: filters whose values are left open, and the values are bound when it is executed: ``session.execute(*queries.detail(…))``.
ORDER: Any = bindparam("order", type_=ARRAY(Text))
ON: Any = bindparam("on", type_=Date)
Bound = tuple[Select[Any], dict[str, Any]]


def left_open(*, working: bool) -> View:
    """A view of which only this is settled; ``values`` are bound later."""
    return View(ORDER, ON, working)


def values(view: View) -> dict[str, Any]:
    """What is bound of a view."""
    return {"order": list(view.order), "on": view.on}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; everything given must hold. ``fields`` are (neutral field, value) pairs."""

    kind: str | None = None
    topic: str | None = None
    agency: str | None = None
    year: int | None = None
    language: str | None = None
    status: str | None = None
    in_force: bool | None = None
    verified: bool | None = None
    fields: tuple[tuple[str, str], ...] = field(default=())


def rank(order: Sequence[str], column: Any) -> ColumnElement[int]:
    """Place of a language in ``order``; null, which sorts last, when it is not there."""
    return func.array_position(order if order is ORDER else cast(list(order), ARRAY(Text)), column)


def visible(document: Any = Document) -> ColumnElement[bool]:
    """Whether the public sees a document: some translation of it is published."""
    return (
        exists()
        .where(Translation.document_id == document.id, Translation.published_id.is_not(None))
        .correlate_except(Translation)
    )


def stale(revision: Any) -> ColumnElement[bool]:
    """Whether a revision's source has since been published in another revision."""
    made_from, source = aliased(Revision), aliased(Translation)
    return (
        select(literal(1))
        .select_from(made_from)
        .join(source, source.id == made_from.translation_id)
        .where(made_from.id == revision.made_from_id, source.published_id.is_not(None), source.published_id != made_from.id)
        .correlate_except(made_from, source)
        .exists()
    )


def chosen(view: View, document: Any = Document, language: Any = None) -> FromClause:
    """The translation and revision shown for each document: the first language of the order that it has."""
    translation, revision = aliased(Translation), aliased(Revision)
    pointer = translation.working_id if view.working else translation.published_id
    statement = (
        select(
            translation.id.label("translation_id"),
            translation.language,
            (translation.status if view.working else literal("published")).label("status"),
            revision.id.label("revision_id"),
            revision.number.label("translation_revision"),
            revision.title,
            revision.sort_key,
            revision.summary,
            revision.body,
            revision.body_html,
            revision.fields.label("language_fields"),
            stale(revision).label("stale"),
        )
        .join(revision, revision.id == pointer)
        .where(translation.document_id == document.id)
        .order_by(rank(view.order, translation.language).nulls_last(), translation.language)
        .limit(1)
    )
    if language is not None:
        statement = statement.where(translation.language == language)
    return statement.lateral("chosen")


def slug_in(translation_language: Any, document: Any = Document) -> Any:
    return (
        select(Slug.slug)
        .where(Slug.document_id == document.id, Slug.language == translation_language, Slug.current)
        .correlate_except(Slug)
        .scalar_subquery()
    )


def collected(statement: Select[Any]) -> ColumnElement[Any]:
    return func.coalesce(statement.scalar_subquery(), cast(literal("[]"), JSONB))
