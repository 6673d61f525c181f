"""Writing: new documents, new translations, and changes to either. Every save of texts is a revision."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core import clock, language
from app.core.actor import Actor
from app.core.ids import uuid7
from app.documents import policy
from app.documents.errors import (
    ExternalIdTaken,
    KindMismatch,
    SourceMissing,
    TranslationExists,
    UnknownAgencies,
    UnknownTopics,
)
from app.documents.models import Document, DocumentAgency, DocumentTopic, ExternalId, Revision, Translation
from app.documents.schemas.incoming import AgencyReference, ExternalIdentifier, MadeFrom, NewTranslation
from app.documents.schemas.unions import AnyDocumentChange, AnyNewDocument, AnyNewTranslation, AnyTranslationChange
from app.documents.service import addresses
from app.documents.service.making import made_document, set_fields, set_provenance, set_verification
from app.documents.service.records import changed, new_revision, provisions_of, to_change, translation_in
from app.topics.models import Topic


def create(session: Session, actor: Actor, new: AnyNewDocument, offered: Sequence[str]) -> Document:
    """A document with its first translation, as a draft. ``offered`` are the languages of this service."""
    policy.check_write(actor)
    tag = language.require(new.original.language, offered)
    document = made_document(actor, new, tag)
    document.translations, document.topics, document.agencies, document.external_ids = [], [], [], []
    _set_topics(session, document, new.topics)
    _set_agencies(session, document, new.agencies)
    session.add(document)
    session.flush()
    _set_external_ids(session, document, new.external_ids)
    _add_translation(session, actor, document, tag, new.original, new.original.language_fields.model_dump(mode="json"))
    changed(session, actor, document, "document.create", kind=new.kind, language=tag)
    return document


def change(session: Session, actor: Actor, document_id: UUID, expected: int | None, wanted: AnyDocumentChange) -> Document:
    """Change what is the same in every language. Readers see it at once."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    if wanted.kind != document.kind:
        raise KindMismatch(kind=document.kind)
    if wanted.fields is not None:
        set_fields(document, wanted.fields.model_dump(mode="json"))
    if wanted.provenance is not None:
        set_provenance(document, wanted.provenance)
    if wanted.verification is not None:
        set_verification(document, wanted.verification, actor)
    if wanted.topics is not None:
        _set_topics(session, document, wanted.topics)
    if wanted.agencies is not None:
        _set_agencies(session, document, wanted.agencies)
    if wanted.external_ids is not None:
        _set_external_ids(session, document, wanted.external_ids)
    changed(session, actor, document, "document.change", fields=sorted(wanted.model_fields_set - {"kind"}))
    return document


def translate(
    session: Session, actor: Actor, document_id: UUID, expected: int | None, new: AnyNewTranslation, offered: Sequence[str]
) -> Document:
    """The document in another language, as a draft."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    if new.kind != document.kind:
        raise KindMismatch(kind=document.kind)
    tag = language.require(new.language, offered)
    if any(translation.language == tag for translation in document.translations):
        raise TranslationExists(language=tag)
    _add_translation(session, actor, document, tag, new, new.language_fields.model_dump(mode="json"))
    changed(session, actor, document, "document.translate", language=tag)
    return document


def change_translation(
    session: Session, actor: Actor, document_id: UUID, tag: str, expected: int | None, wanted: AnyTranslationChange
) -> Document:
    """A new working revision. Readers keep the published one until the next is published; a slug changes at once."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    if wanted.kind != document.kind:
        raise KindMismatch(kind=document.kind)
    translation = translation_in(document, tag)
    present = session.get_one(Revision, translation.working_id)
    if wanted.model_fields_set - {"kind", "slug", "reason"}:
        made_from = present.made_from_id if wanted.made_from is None else _source_of(session, document, wanted.made_from)
        revision = new_revision(
            session,
            actor,
            translation.id,
            title=present.title if wanted.title is None else wanted.title,
            summary=present.summary if wanted.summary is None else wanted.summary,
            body=present.body if wanted.body is None else wanted.body,
            fields=present.fields if wanted.language_fields is None else wanted.language_fields.model_dump(mode="json"),
            provisions=provisions_of(session, present.id) if wanted.provisions is None else wanted.provisions,
            made_from_id=made_from,
            reason=wanted.reason,
        )
        translation.working_id = revision.id
        translation.status = "draft"
        translation.status_by = actor.name
        translation.status_at = clock.now()
    if wanted.slug is not None:
        addresses.move(session, document.id, tag, wanted.slug)
    changed(
        session, actor, document, "document.change_translation", language=tag, fields=sorted(wanted.model_fields_set - {"kind"})
    )
    return document


def _add_translation(
    session: Session, actor: Actor, document: Document, tag: str, new: NewTranslation, fields: dict[str, object]
) -> None:
    made_from = None if new.made_from is None else _source_of(session, document, new.made_from)
    translation_id, revision_id = uuid7(), uuid7()
    translation = Translation(
        id=translation_id,
        document_id=document.id,
        language=tag,
        status="draft",
        working_id=revision_id,
        status_by=actor.name,
        status_at=clock.now(),
    )
    document.translations.append(translation)
    session.flush()
    revision = new_revision(
        session,
        actor,
        translation_id,
        title=new.title,
        summary=new.summary,
        body=new.body,
        fields=fields,
        provisions=new.provisions,
        made_from_id=made_from,
        reason=new.reason,
    )
    translation.working_id = revision.id
    session.flush()
    if new.slug is not None:
        addresses.move(session, document.id, tag, new.slug)


def _source_of(session: Session, document: Document, made_from: MadeFrom) -> UUID:
    """The revision named: the given number, else the published one, else the working one of that language."""
    source = next((one for one in document.translations if one.language == made_from.language), None)
    if source is None:
        raise SourceMissing(language=made_from.language, pointer="/made_from/language")
    if made_from.revision is None:
        return source.published_id or source.working_id
    found = session.scalar(select(Revision.id).where(Revision.translation_id == source.id, Revision.number == made_from.revision))
    if found is None:
        raise SourceMissing(language=made_from.language, pointer="/made_from/revision")
    return found


def _set_topics(session: Session, document: Document, codes: list[str]) -> None:
    wanted = set(codes)
    found = {topic.code: topic for topic in session.scalars(select(Topic).where(Topic.code.in_(wanted)))}
    if unknown := wanted - found.keys():
        raise UnknownTopics(topics=", ".join(sorted(unknown)), pointer="/topics")
    ids = {topic.id for topic in found.values()}
    present = {link.topic_id: link for link in document.topics}
    document.topics = [present.get(one) or DocumentTopic(topic_id=one) for one in sorted(ids)]


def _set_agencies(session: Session, document: Document, references: list[AgencyReference]) -> None:
    wanted = {(reference.code, reference.role) for reference in references}
    found = {
        code: id for code, id in session.execute(select(Agency.code, Agency.id).where(Agency.code.in_({c for c, _ in wanted})))
    }
    if unknown := {code for code, _ in wanted} - found.keys():
        raise UnknownAgencies(agencies=", ".join(sorted(unknown)), pointer="/agencies")
    present = {(link.agency_id, link.role): link for link in document.agencies}
    document.agencies = [
        present.get((found[code], role)) or DocumentAgency(agency_id=found[code], role=role) for code, role in sorted(wanted)
    ]


def _set_external_ids(session: Session, document: Document, identifiers: list[ExternalIdentifier]) -> None:
    wanted = {(one.scheme, one.value) for one in identifiers}
    for scheme, value in sorted(wanted):
        owner = session.scalar(select(ExternalId.document_id).where(ExternalId.scheme == scheme, ExternalId.value == value))
        if owner is not None and owner != document.id:
            raise ExternalIdTaken(scheme=scheme, value=value)
    present = {(link.scheme, link.value): link for link in document.external_ids}
    document.external_ids = [present.get(one) or ExternalId(scheme=one[0], value=one[1]) for one in sorted(wanted)]
