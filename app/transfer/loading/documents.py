"""Loading documents: each with its translations, published; relations when all of them are there."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.documents import service
from app.documents.models import Document, Translation
from app.documents.schemas.incoming import ExternalIdentifier
from app.documents.schemas.unions import MODELS
from app.transfer import exporting
from app.transfer.loading.comparison import differing, neutral, same_texts, texts
from app.transfer.loading.outcome import Outcome, Unloadable, others_worked_on, placed
from app.transfer.loading.relations import Relations
from app.transfer.reading import Read
from app.transfer.records import SCHEME, DocumentRecord, TranslationRecord


class DocumentLoader:
    """Loads documents into one session."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        offered: Sequence[str],
        outcome: Outcome,
        *,
        keep: bool,
    ) -> None:
        self.session, self.actor, self.offered = session, actor, offered
        self.outcome, self.keep = outcome, keep
        self.ids: dict[str, UUID] = {key: id for id, key in exporting.keys(session).items()}

    def load(self, read: Sequence[Read[DocumentRecord]]) -> None:
        there = [self.ids[one.record.key] for one in read if one.record.key in self.ids]
        present = dict(exporting.documents(self.session, there))
        withdrawn = set(self.session.scalars(select(Document.id).where(Document.withdrawn_at.is_not(None))))
        relations = Relations(self.session, self.actor, self.ids)
        to_relate: list[Read[DocumentRecord]] = []
        for one in read:
            key = one.record.key
            with placed(one.place):
                if key not in self.ids:
                    self.ids[key] = self._create(one)
                    self.outcome.created += 1
                elif self._equal(present.get(self.ids[key]), one.record) and not relations.differ(self.ids[key], one.record):
                    self.outcome.unchanged += 1
                    continue
                elif self.ids[key] in withdrawn or (
                    self.keep and others_worked_on(self.session, self.actor, "document", self.ids[key])
                ):
                    self.outcome.kept.append(key)
                    continue
                else:
                    self._change(self.ids[key], present.get(self.ids[key]), one)
                    self.outcome.changed += 1
            to_relate.append(one)
        relations.settle(to_relate)

    def _create(self, one: Read[DocumentRecord]) -> UUID:
        record = one.record
        source, *others = record.in_order()
        original = {
            "language": source.language,
            "slug": source.slug,
            "reason": _reason(one),
            **texts(source),
        }
        new = MODELS[record.kind]["new"].model_validate({"kind": record.kind, **neutral(record), "original": original})
        new.external_ids = _identifiers(record)
        document = service.create(self.session, self.actor, new, self.offered)
        self._publish(document.id, source.language)
        for translation in others:
            self._translate(document.id, translation, one)
        return document.id

    def _translate(self, id: UUID, translation: TranslationRecord, one: Read[DocumentRecord]) -> None:
        kind = one.record.kind
        told = {
            "language": translation.language,
            "slug": translation.slug,
            "reason": _reason(one),
            **texts(translation),
        }
        new = MODELS[kind]["translation"].model_validate({"kind": kind, **told})
        service.translate(self.session, self.actor, id, None, new, self.offered)
        self._publish(id, translation.language)

    def _publish(self, id: UUID, language: str) -> None:
        service.submit(self.session, self.actor, id, language, None)
        service.publish(self.session, self.actor, id, language, None)

    def _equal(self, there: DocumentRecord | None, record: DocumentRecord) -> bool:
        """Whether the document says what its record says; translations that the record does not have are not looked at."""
        if there is None or there.source_language != record.source_language or differing(there, record):
            return False
        had = {one.language: one for one in there.translations}
        return all(
            one.language in had and same_texts(had[one.language], one) and one.slug in (None, had[one.language].slug)
            for one in record.translations
        )

    def _change(self, id: UUID, there: DocumentRecord | None, one: Read[DocumentRecord]) -> None:
        record = one.record
        document = self.session.get_one(Document, id)
        if document.source_language != record.source_language:
            raise Unloadable("source_language", f"The document was written in {document.source_language}, which stays.")
        if parts := differing(there, record) if there else neutral(record):
            change = MODELS[record.kind]["change"].model_validate({"kind": record.kind, **parts})
            if "external_ids" in parts:
                change.external_ids = _identifiers(record) if record.key != str(id) else record.external_ids
            service.change(self.session, self.actor, id, None, change)
        had = {translation.language: translation for translation in there.translations} if there else {}
        exist = set(self.session.scalars(select(Translation.language).where(Translation.document_id == id)))
        for translation in record.in_order():
            if translation.language in exist:
                self._change_translation(id, had.get(translation.language), translation, one)
            else:
                self._translate(id, translation, one)

    def _change_translation(
        self,
        id: UUID,
        had: TranslationRecord | None,
        wanted: TranslationRecord,
        one: Read[DocumentRecord],
    ) -> None:
        kind, language = one.record.kind, wanted.language
        change = MODELS[kind]["translation_change"]
        if had is None or not same_texts(had, wanted):
            told = change.model_validate({"kind": kind, "reason": _reason(one), **texts(wanted)})
            service.change_translation(self.session, self.actor, id, language, None, told)
            self._publish(id, language)
        if wanted.slug is not None and (had is None or had.slug != wanted.slug):
            moved = change.model_validate({"kind": kind, "slug": wanted.slug})
            service.change_translation(self.session, self.actor, id, language, None, moved)


def _reason(one: Read[DocumentRecord]) -> str:
    return f"Loaded from {one.place.file}"


def _identifiers(record: DocumentRecord) -> list[ExternalIdentifier]:
    """The record's identifiers and its key, by which the document is found again."""
    return [*record.external_ids, ExternalIdentifier(scheme=SCHEME, value=record.key)]
