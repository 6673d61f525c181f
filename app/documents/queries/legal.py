"""Whether a text is in force on a day, from its dates and from what visible documents did to it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    case,
    func,
    null,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from app.documents.models import (
    Document,
    Relation,
)
from app.documents.queries.view import View, chosen, collected, visible


def ended_on(view: View, document: Any = Document) -> ColumnElement[Any]:
    """The relation type that ended a text on or before the day asked about: ``repeals``, ``replaces`` or null."""
    acting = aliased(Document)
    return (
        select(Relation.type)
        .join(acting, acting.id == Relation.source_id)
        .where(
            Relation.target_id == document.id,
            Relation.type.in_(("repeals", "replaces")),
            Relation.on <= view.on,
            visible(acting),
        )
        .order_by(Relation.on, Relation.id)
        .limit(1)
        .correlate_except(Relation, acting)
        .scalar_subquery()
    )


def force(view: View, kinds: Sequence[str], document: Any = Document) -> ColumnElement[Any]:
    """State of a text on the day asked about, from its dates and from what visible documents did to it; null for other kinds."""
    ended = ended_on(view, document)
    return case(
        (document.kind.not_in(kinds), null()),
        (document.effective_on > view.on, "not_yet_in_force"),
        (ended == "repeals", "repealed"),
        (ended == "replaces", "replaced"),
        (document.expires_on < view.on, "expired"),
        (document.effective_on.is_(None), "unknown"),
        else_="in_force",
    )


def causes(view: View) -> ColumnElement[Any]:
    """What visible documents did to a text by the day asked about, with titles in the reader's language, as JSON."""
    acting = aliased(Document)
    row = chosen(View(view.order, view.on), acting)
    parts = ("type", Relation.type, "on", Relation.on, "document", acting.id, "title", row.c.title)
    return collected(
        select(func.jsonb_agg(aggregate_order_by(func.jsonb_build_object(*parts), Relation.on, Relation.id)))
        .select_from(Relation)
        .join(acting, acting.id == Relation.source_id)
        .join(row, true())
        .where(Relation.target_id == Document.id, Relation.type.in_(("amends", "repeals", "replaces")), Relation.on <= view.on)
        .correlate(Document)
    )
