"""Rows as they are made of what comes in, before anything is written: one by one or many at once, they are the same."""

from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.ids import uuid7
from app.core.text import numbers
from app.core.text.markdown import MarkdownTooHeavy, render
from app.core.text.vietnamese import fold, sort_key
from app.documents.errors import BodyTooHeavy
from app.documents.kinds import KINDS, extract
from app.documents.models import Document, Provision, Revision
from app.documents.schemas.incoming import NewProvision, Provenance, Verification
from app.documents.schemas.unions import AnyNewDocument


def made_document(actor: Actor, new: AnyNewDocument, tag: str) -> Document:
    """A document without anything that hangs on it. ``tag`` is the language it is written in; nothing was done to it yet."""
    document = Document(
        id=uuid7(),
        kind=new.kind,
        source_language=tag,
        created_at=clock.now(),
        created_by=actor.name,
        changed_at=clock.now(),
        revision=0,
    )
    set_fields(document, new.fields.model_dump(mode="json"))
    set_provenance(document, new.provenance)
    set_verification(document, new.verification, actor)
    return document


def set_fields(document: Document, fields: dict[str, object]) -> None:
    found = extract(KINDS[document.kind], fields)
    document.fields = fields
    document.number = found.number
    document.number_key = _number_key(found.number)
    document.year = found.year
    document.issued_on = found.issued_on
    document.effective_on = found.effective_on
    document.expires_on = found.expires_on


def _number_key(number: str | None) -> str | None:
    """The form under which a number is looked up, whatever its spelling."""
    if number is None:
        return None
    official = numbers.parse(number)
    return official.key if official else fold(number)


def set_provenance(document: Document, provenance: Provenance) -> None:
    document.source = provenance.source
    document.publisher = provenance.publisher
    document.source_url = provenance.url
    document.licence = provenance.licence
    document.source_note = provenance.note


def set_verification(document: Document, verification: Verification, actor: Actor) -> None:
    document.verified = verification.verified
    document.verification_note = verification.note
    document.verified_by = actor.name if verification.verified else None
    document.verified_at = clock.now() if verification.verified else None


def made_revision(
    actor: Actor,
    translation_id: UUID,
    number: int,
    *,
    title: str,
    summary: str,
    body: str,
    fields: dict[str, Any],
    made_from_id: UUID | None,
    reason: str | None,
) -> Revision:
    """A state of a translation. Markdown becomes HTML and plain text here, once."""
    try:
        rendered = render(body)
    except MarkdownTooHeavy:
        raise BodyTooHeavy(pointer="/body") from None
    return Revision(
        id=uuid7(),
        translation_id=translation_id,
        number=number,
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


def made_provisions(revision_id: UUID, provisions: list[NewProvision]) -> list[Provision]:
    """A revision's provisions in their order."""
    return [
        Provision(
            revision_id=revision_id,
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
    ]
