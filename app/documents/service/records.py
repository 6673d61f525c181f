"""What the acts share: finding a document for a change, and keeping a new revision."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.documents.errors import DocumentNotFound, TranslationNotFound
from app.documents.models import Document, Provision, Revision, Translation
from app.documents.schemas.incoming import NewProvision
from app.documents.service.making import made_provisions, made_revision
from app.web.etag import check_revision

CHANGED = "document"


def to_change(session: Session, document_id: UUID, expected: int | None = None) -> Document:
    """The document, locked until the end of the transaction; ``expected`` is the revision If-Match named, None inside the house."""
    document = session.scalar(
        select(Document)
        .where(Document.id == document_id)
        .options(
            selectinload(Document.translations),
            selectinload(Document.topics),
            selectinload(Document.agencies),
            selectinload(Document.external_ids),
        )
        .with_for_update(of=Document)
        .execution_options(populate_existing=True)
    )
    if document is None:
        raise DocumentNotFound(id=document_id)
    if expected is not None:
        check_revision(expected, document.revision)
    return document


def translation_in(document: Document, language: str) -> Translation:
    """The document's translation in ``language``."""
    for translation in document.translations:
        if translation.language == language:
            return translation
    raise TranslationNotFound(id=document.id, language=language)


def changed(session: Session, actor: Actor, document: Document, action: str, **detail: Any) -> None:
    """What every change ends with: a new row revision, an audit record and an announcement."""
    document.revision += 1
    document.changed_at = clock.now()
    audit.record(session, actor, action, document.id, **detail)
    outbox.announce(session, CHANGED, document.id)
    session.flush()


def new_revision(
    session: Session,
    actor: Actor,
    translation_id: UUID,
    *,
    title: str,
    summary: str,
    body: str,
    fields: dict[str, Any],
    provisions: list[NewProvision],
    made_from_id: UUID | None,
    reason: str | None,
) -> Revision:
    """Keep a state of a translation, with its provisions."""
    number = session.scalar(select(func.coalesce(func.max(Revision.number), 0)).where(Revision.translation_id == translation_id))
    revision = made_revision(
        actor,
        translation_id,
        (number or 0) + 1,
        title=title,
        summary=summary,
        body=body,
        fields=fields,
        made_from_id=made_from_id,
        reason=reason,
    )
    session.add(revision)
    session.flush()
    session.add_all(made_provisions(revision.id, provisions))
    session.flush()
    return revision


def provisions_of(session: Session, revision_id: UUID) -> list[NewProvision]:
    """A revision's provisions as they came in."""
    rows = session.scalars(select(Provision).where(Provision.revision_id == revision_id).order_by(Provision.position))
    return [
        NewProvision.model_construct(
            eid=row.eid,
            kind=row.kind,
            number=row.number,
            label=row.label,
            heading=row.heading,
            text=row.text,
            parent=row.parent,
        )
        for row in rows
    ]
