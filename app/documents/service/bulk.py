"""Many documents at once: the rows that creating, translating, submitting and publishing each of them would leave.

Everything that can be refused is refused before anything is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from app import audit, outbox
from app.agencies.models import Agency
from app.core import clock, language
from app.core.actor import Actor
from app.core.copying import copy_in
from app.core.db import Base
from app.core.ids import uuid7
from app.documents import policy
from app.documents.errors import ExternalIdTaken, KindMismatch, SourceMissing, TranslationExists, UnknownAgencies, UnknownTopics
from app.documents.models import Document, DocumentAgency, DocumentTopic, ExternalId, Provision, Revision, Slug, Translation
from app.documents.schemas.incoming import MadeFrom, NewTranslation
from app.documents.schemas.unions import AnyNewDocument, AnyNewTranslation
from app.documents.service import addresses
from app.documents.service.making import made_document, made_provisions, made_revision
from app.documents.service.records import CHANGED
from app.topics.models import Topic

#: Values by the names of a model's attributes.
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """A new document with its further translations, each after the one it was made from."""

    document: AnyNewDocument
    translations: Sequence[AnyNewTranslation] = ()


def publish_new(session: Session, actor: Actor, several: Sequence[WholeDocument], offered: Sequence[str]) -> list[UUID]:
    """Create documents with all their translations and publish them; their ids in the same order."""
    policy.check_write(actor)
    policy.check_publish(actor)
    known = _Known.read(session, [one.document for one in several])
    made = _Made()
    ids = [made.add(actor, whole, offered, known) for whole in several]
    slugs = addresses.give(session, made.wanted)
    rows: tuple[tuple[type[Base], Iterable[Row]], ...] = (
        (Document, map(vars, made.documents)),
        (DocumentTopic, made.topics),
        (DocumentAgency, made.agencies),
        (ExternalId, made.external_ids),
        (Translation, made.translations),
        (Revision, map(vars, made.revisions)),
        (Provision, map(vars, made.provisions)),
        (Slug, ({**address, "slug": slug} for address, slug in zip(made.named, slugs, strict=True))),
    )
    for model, several_rows in rows:
        copy_in(session, model, several_rows)
    audit.record_all(session, actor, made.acts)
    outbox.announce_all(session, CHANGED, ids)
    return ids


@dataclass(frozen=True, slots=True)
class _Known:
    """What the new documents refer to."""

    topics: Mapping[str, UUID]
    agencies: Mapping[str, UUID]

    @classmethod
    def read(cls, session: Session, documents: Sequence[AnyNewDocument]) -> "_Known":
        topics = {code for one in documents for code in one.topics}
        agencies = {reference.code for one in documents for reference in one.agencies}
        _check_external_ids(session, documents)
        return cls(
            {code: id for code, id in session.execute(select(Topic.code, Topic.id).where(Topic.code.in_(topics)))},
            {code: id for code, id in session.execute(select(Agency.code, Agency.id).where(Agency.code.in_(agencies)))},
        )


def _check_external_ids(session: Session, documents: Sequence[AnyNewDocument]) -> None:
    seen: set[tuple[str, str]] = set()
    for one in documents:
        own = {(identifier.scheme, identifier.value) for identifier in one.external_ids}
        for scheme, value in own & seen:
            raise ExternalIdTaken(scheme=scheme, value=value)
        seen |= own
    there = select(ExternalId.scheme, ExternalId.value).where(tuple_(ExternalId.scheme, ExternalId.value).in_(seen))
    for scheme, value in session.execute(there) if seen else ():
        raise ExternalIdTaken(scheme=scheme, value=value)


@dataclass(slots=True)
class _Made:
    """Rows as they are to be written."""

    documents: list[Document] = field(default_factory=list)
    topics: list[Row] = field(default_factory=list)
    agencies: list[Row] = field(default_factory=list)
    external_ids: list[Row] = field(default_factory=list)
    translations: list[Row] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)
    wanted: list[addresses.Wanted] = field(default_factory=list)
    acts: list[tuple[str, object, dict[str, Any]]] = field(default_factory=list)

    def add(self, actor: Actor, whole: WholeDocument, offered: Sequence[str], known: _Known) -> UUID:
        new = whole.document
        document = made_document(actor, new, language.require(new.original.language, offered))
        self.documents.append(document)
        self._file(document.id, new, known)
        revisions: dict[str, UUID] = {}
        for text in (new.original, *whole.translations):
            if getattr(text, "kind", new.kind) != new.kind:
                raise KindMismatch(kind=new.kind)
            tag = language.require(text.language, offered)
            if tag in revisions:
                raise TranslationExists(language=tag)
            first = {"kind": new.kind, "language": tag} if not revisions else {"language": tag}
            self.acts.append(("document.create" if not revisions else "document.translate", document.id, first))
            self.acts += [(f"document.{act}", document.id, {"language": tag}) for act in ("submit", "publish")]
            revisions[tag] = self._translation(actor, document.id, tag, text, revisions)
        document.revision = 3 * len(revisions)
        document.published_at = document.changed_at = clock.now()
        return document.id

    def _file(self, id: UUID, new: AnyNewDocument, known: _Known) -> None:
        if unknown := set(new.topics) - known.topics.keys():
            raise UnknownTopics(topics=", ".join(sorted(unknown)), pointer="/topics")
        if unknown := {one.code for one in new.agencies} - known.agencies.keys():
            raise UnknownAgencies(agencies=", ".join(sorted(unknown)), pointer="/agencies")
        topics = sorted({known.topics[code] for code in new.topics})
        agencies = sorted({(one.code, one.role) for one in new.agencies})
        identifiers = sorted({(one.scheme, one.value) for one in new.external_ids})
        self.topics += [{"document_id": id, "topic_id": one} for one in topics]
        self.agencies += [{"document_id": id, "agency_id": known.agencies[code], "role": role} for code, role in agencies]
        self.external_ids += [{"document_id": id, "scheme": scheme, "value": value} for scheme, value in identifiers]

    def _translation(self, actor: Actor, id: UUID, tag: str, text: NewTranslation, revisions: Mapping[str, UUID]) -> UUID:
        translation_id = uuid7()
        revision = made_revision(
            actor,
            translation_id,
            1,
            title=text.title,
            summary=text.summary,
            body=text.body,
            fields=text.language_fields.model_dump(mode="json"),  # type: ignore[attr-defined]
            made_from_id=None if text.made_from is None else _source_of(text.made_from, revisions),
            reason=text.reason,
        )
        now = clock.now()
        translation = {
            "id": translation_id,
            "document_id": id,
            "language": tag,
            "status": "published",
            "working_id": revision.id,
            "published_id": revision.id,
            "status_by": actor.name,
            "status_at": now,
            "published_at": now,
        }
        self.translations.append(translation)
        self.revisions.append(revision)
        self.provisions += made_provisions(revision.id, text.provisions)
        self.named.append({"document_id": id, "language": tag})
        self.wanted.append(addresses.Wanted(tag, text.slug, text.title))
        return revision.id


def _source_of(made_from: MadeFrom, revisions: Mapping[str, UUID]) -> UUID:
    """The one revision that the language named has."""
    if made_from.language not in revisions:
        raise SourceMissing(language=made_from.language, pointer="/made_from/language")
    if made_from.revision not in (None, 1):
        raise SourceMissing(language=made_from.language, pointer="/made_from/revision")
    return revisions[made_from.language]
