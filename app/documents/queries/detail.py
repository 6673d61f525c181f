"""One document with everything that its page shows, in one row."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from app.documents.models import (
    Document,
    ExternalId,
    Provision,
    Revision,
    Translation,
)
from app.documents.queries.legal import causes
from app.documents.queries.lists import head
from app.documents.queries.view import Bound, View, chosen, collected, left_open, rank, slug_in, stale, values


def detail(view: View, document_id: UUID, kinds: tuple[str, ...]) -> Bound:
    """One document with everything that its page shows, in one row. ``kinds`` are those that can be in force."""
    return _detail(view.working, kinds), {**values(view), "id": document_id}


def face(view: View, document_id: UUID) -> Bound:
    """What everything under a document begins with: whether it is shown, in which language, and by which revision."""
    return _face(view.working), {**values(view), "id": document_id}


@cache
def _face(working: bool) -> Select[Any]:
    row = chosen(left_open(working=working))
    columns = (row.c.title, row.c.language, row.c.stale, row.c.revision_id)
    return select(Document.id, Document.withdrawn_at, *columns).join(row, true()).where(Document.id == bindparam("id"))


@cache
def _detail(working: bool, kinds: tuple[str, ...]) -> Select[Any]:
    view = left_open(working=working)
    row = chosen(view)
    other = aliased(Translation)
    revision = aliased(Revision)
    pointer = other.working_id if view.working else other.published_id
    link = func.jsonb_build_object(
        "language",
        other.language,
        "title",
        revision.title,
        "slug",
        slug_in(other.language),
        "status",
        other.status if view.working else literal("published"),
        "published",
        other.published_id.is_not(None),
        "stale",
        stale(revision),
    )
    languages = collected(
        select(func.jsonb_agg(aggregate_order_by(link, rank(view.order, other.language).nulls_last(), other.language)))
        .select_from(other)
        .join(revision, revision.id == pointer)
        .where(other.document_id == Document.id)
        .correlate_except(other, revision)
    )
    identifiers = collected(
        select(
            func.jsonb_agg(
                aggregate_order_by(
                    func.jsonb_build_object("scheme", ExternalId.scheme, "value", ExternalId.value),
                    ExternalId.scheme,
                    ExternalId.value,
                )
            )
        )
        .where(ExternalId.document_id == Document.id)
        .correlate_except(ExternalId)
    )
    return (
        select(
            *head(view, row, kinds),
            Document.source_language,
            Document.fields,
            Document.effective_on,
            Document.expires_on,
            Document.source,
            Document.publisher,
            Document.source_url,
            Document.licence,
            Document.source_note,
            Document.verification_note,
            Document.verified_by,
            Document.verified_at,
            Document.withdrawn_at,
            row.c.revision_id,
            row.c.translation_revision,
            row.c.body,
            row.c.body_html,
            row.c.language_fields,
            languages.label("languages"),
            identifiers.label("external_ids"),
            outline(row.c.revision_id).label("outline"),
            # Of other kinds it is not asked for.
            case((Document.kind.in_(kinds), causes(view))).label("causes"),
        )
        .select_from(Document)
        .join(row, true())
        .where(Document.id == bindparam("id"))
    )


def outline(revision_id: Any) -> ColumnElement[Any]:
    """A revision's provisions without their texts, as JSON, in order."""
    names = ("eid", "kind", "number", "label", "heading", "parent")
    one = func.jsonb_build_object(*(part for name in names for part in (name, getattr(Provision, name))))
    return collected(
        select(func.jsonb_agg(aggregate_order_by(one, Provision.position)))
        .where(Provision.revision_id == revision_id)
        .correlate_except(Provision)
    )
