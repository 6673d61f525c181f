"""What the acts share: finding a document for a change, and keeping a new revision."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.core.ids import uuid7
from app.core.text.markdown import MarkdownTooHeavy, render
from app.core.text.vietnamese import sort_key
from app.documents.errors import BodyTooHeavy, DocumentNotFound, TranslationNotFound
from app.documents.models import Document, Provision, Revision, Translation
from app.documents.schemas.incoming import NewProvision
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
    """Keep a state of a translation, with its provisions. Markdown becomes HTML and plain text here, once."""
    number = session.scalar(select(func.coalesce(func.max(Revision.number), 0)).where(Revision.translation_id == translation_id))
    try:
        rendered = render(body)
    except MarkdownTooHeavy:
        raise BodyTooHeavy(pointer="/body") from None
    revision = Revision(
        id=uuid7(),
        translation_id=translation_id,
        number=(number or 0) + 1,
        title=title,
        sort_key=sort_key(title),
        summary=summary,
        body=body,
        body_html=rendered.html,
        body_text=rendered.text,
        fields=fields,
        made_from_id=made_from_id,
        author=actor.name,
        reason=reason,
        created_at=clock.now(),
    )
    session.add(revision)
    session.flush()
    session.add_all(
        Provision(
            revision_id=revision.id,
            eid=one.eid,
            position=position,
            parent=one.parent,
            kind=one.kind,
            number=one.number,
            label=one.label,
            heading=one.heading,
            text=one.text,
        )
        for position, one in enumerate(provisions)
    )
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
