"""The way of a translation: draft → in review → published → withdrawn. Readers see what is published, and nothing else."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor
from app.documents import policy
from app.documents.errors import AlreadyInReview, AlreadyWithdrawn, NothingPublished, NothingToSubmit, NotSubmitted
from app.documents.models import Document, Revision, Translation
from app.documents.service import addresses
from app.documents.service.records import changed, to_change, translation_in


def submit(session: Session, actor: Actor, document_id: UUID, language: str, expected: int | None) -> Document:
    """Hand the working revision to review."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    translation = translation_in(document, language)
    if translation.status == "in_review":
        raise AlreadyInReview
    if translation.published_id == translation.working_id:
        raise NothingToSubmit
    _move(translation, actor, "in_review")
    changed(session, actor, document, "document.submit", language=language)
    return document


def return_to_draft(
    session: Session, actor: Actor, document_id: UUID, language: str, expected: int | None, reason: str
) -> Document:
    """Hand a translation in review back to its editors, with the reason in the audit record."""
    policy.check_publish(actor)
    document = to_change(session, document_id, expected)
    translation = translation_in(document, language)
    if translation.status != "in_review":
        raise NotSubmitted(status=translation.status)
    _move(translation, actor, "draft")
    changed(session, actor, document, "document.return", language=language, reason=reason)
    return document


def publish(session: Session, actor: Actor, document_id: UUID, language: str, expected: int | None) -> Document:
    """Show the working revision to readers. It must have been submitted, so that four eyes have seen it."""
    policy.check_publish(actor)
    document = to_change(session, document_id, expected)
    translation = translation_in(document, language)
    if translation.status != "in_review":
        raise NotSubmitted(status=translation.status)
    _move(translation, actor, "published")
    translation.published_id = translation.working_id
    translation.published_at = clock.now()
    translation.withdrawn_reason = None
    document.published_at = document.published_at or clock.now()
    document.withdrawn_at = None
    document.withdrawn_reason = None
    addresses.ensure(session, document.id, language, session.get_one(Revision, translation.working_id).title)
    changed(session, actor, document, "document.publish", language=language)
    return document


def withdraw_translation(
    session: Session, actor: Actor, document_id: UUID, language: str, expected: int | None, reason: str
) -> Document:
    """Take one language away from readers. When it was the last, the document is withdrawn with it."""
    policy.check_publish(actor)
    document = to_change(session, document_id, expected)
    translation = translation_in(document, language)
    if translation.status == "withdrawn":
        raise AlreadyWithdrawn
    if translation.published_id is None:
        raise NothingPublished
    _withdraw(translation, actor, reason)
    if not any(one.published_id for one in document.translations):
        document.withdrawn_at = clock.now()
        document.withdrawn_reason = reason
    changed(session, actor, document, "document.withdraw_translation", language=language, reason=reason)
    return document


def withdraw(session: Session, actor: Actor, document_id: UUID, expected: int | None, reason: str) -> Document:
    """Take the document away from readers, in every language. Its address answers 410 with the reason."""
    policy.check_publish(actor)
    document = to_change(session, document_id, expected)
    if document.withdrawn_at is not None:
        raise AlreadyWithdrawn
    published = [one for one in document.translations if one.published_id is not None]
    if not published:
        raise NothingPublished
    for translation in published:
        _withdraw(translation, actor, reason)
    document.withdrawn_at = clock.now()
    document.withdrawn_reason = reason
    changed(session, actor, document, "document.withdraw", reason=reason)
    return document


def _withdraw(translation: Translation, actor: Actor, reason: str) -> None:
    _move(translation, actor, "withdrawn")
    translation.published_id = None
    translation.withdrawn_reason = reason


def _move(translation: Translation, actor: Actor, status: str) -> None:
    translation.status = status
    translation.status_by = actor.name
    translation.status_at = clock.now()
