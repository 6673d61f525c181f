"""One document with everything that its page shows but provisions, in one row."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Select,
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
    Revision,
    Translation,
)
from app.documents.queries.lists import head
from app.documents.queries.view import View, chosen, collected, rank, slug_in, stale


def detail(view: View, document_id: UUID, kinds: Sequence[str]) -> Select[Any]:
    """One document with everything that its page shows but provisions, in one row."""
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
        )
        .select_from(Document)
        .join(row, true())
        .where(Document.id == document_id)
    )
