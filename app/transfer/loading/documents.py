"""Loading documents: each with its translations, published; relations when all of them are there."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.core.errors import Refusal
from app.documents import service
from app.documents.models import Document, Translation
from app.documents.schemas.incoming import ExternalIdentifier
from app.documents.schemas.unions import MODELS, AnyNewTranslation
from app.transfer import exporting
from app.transfer.loading.batches import batches
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
        self.named = exporting.keys(session)
        self.ids: dict[str, UUID] = {key: id for id, key in self.named.items()}
        self.withdrawn = set(session.scalars(select(Document.id).where(Document.withdrawn_at.is_not(None))))
        self.relations = Relations(session, actor, self.ids)

    def load(self, read: Iterable[Read[DocumentRecord]]) -> None:
        """All of them, batch by batch; then relations, of those that were new or differed, when all documents are there."""
        new, changed = set[str](), set[str]()
        for batch in batches(read):
            new_here, changed_here = self._load(batch)
            new |= {one.record.key for one in new_here if one.record.relations}
            changed |= {one.record.key for one in changed_here}
        if changed:
            self.relations.take_back(one for one in read if one.record.key in changed)
        if new or changed:
            self.relations.add(one for one in read if one.record.key in changed or one.record.key in new)

    def _load(self, batch: Sequence[Read[DocumentRecord]]) -> tuple[list[Read[DocumentRecord]], list[Read[DocumentRecord]]]:
        """What was new, and what was changed."""
        there = [self.ids[one.record.key] for one in batch if one.record.key in self.ids]
        present = dict(exporting.some_documents(self.session, there, self.named, complete=False)) if there else {}
        ties = self.relations.present(batch)
        new: list[Read[DocumentRecord]] = []
        changed: list[Read[DocumentRecord]] = []
        waiting: list[Read[DocumentRecord]] = []
        for one in batch:
            id = self.ids.get(one.record.key)
            if id is None:
                waiting.append(one)
                continue
            with placed(one.place):
                same_ties = ties.get(id, {}).keys() == self.relations.wanted(one.record).keys()
                if same_ties and self._equal(present.get(id), one.record):
                    self.outcome.unchanged += 1
                elif id in self.withdrawn or (self.keep and others_worked_on(self.session, self.actor, "document", id)):
                    self.outcome.kept.append(one.record.key)
                else:
                    # Whichever comes first in the files gets the address that two of them would have.
                    new += self._create_all(waiting)
                    waiting = []
                    self._change(id, present.get(id), one)
                    self.outcome.changed += 1
                    changed.append(one)
        new += self._create_all(waiting)
        return new, changed

    def _create_all(self, read: list[Read[DocumentRecord]]) -> list[Read[DocumentRecord]]:
        """In one go; when something is refused one by one, so that it is told with its line."""
        try:
            ids = service.publish_new(self.session, self.actor, [_whole(one) for one in read], self.offered) if read else []
        except Refusal:
            ids = []
            for one in read:
                with placed(one.place):
                    ids.append(self._create(one))
        self.ids.update((one.record.key, id) for one, id in zip(read, ids, strict=True))
        self.outcome.created += len(read)
        return read

    def _create(self, one: Read[DocumentRecord]) -> UUID:
        whole = _whole(one)
        document = service.create(self.session, self.actor, whole.document, self.offered)
        self._publish(document.id, one.record.source_language)
        for translation in whole.translations:
            service.translate(self.session, self.actor, document.id, None, translation, self.offered)
            self._publish(document.id, translation.language)
        return document.id

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
                service.translate(self.session, self.actor, id, None, _translation(translation, one), self.offered)
                self._publish(id, translation.language)

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


def _whole(one: Read[DocumentRecord]) -> service.WholeDocument:
    """A record as what the service makes a document of, with its translations in the order in which they can be made."""
    record = one.record
    source, *others = record.in_order()
    original = {"language": source.language, "slug": source.slug, "reason": _reason(one), **texts(source)}
    new = MODELS[record.kind]["new"].model_validate({"kind": record.kind, **neutral(record), "original": original})
    new.external_ids = _identifiers(record)
    return service.WholeDocument(new, [_translation(translation, one) for translation in others])


def _translation(translation: TranslationRecord, one: Read[DocumentRecord]) -> AnyNewTranslation:
    told = {"kind": one.record.kind, "language": translation.language, "slug": translation.slug, "reason": _reason(one)}
    new: AnyNewTranslation = MODELS[one.record.kind]["translation"].model_validate({**told, **texts(translation)})
    return new


def _reason(one: Read[DocumentRecord]) -> str:
    return f"Loaded from {one.place.file}"


def _identifiers(record: DocumentRecord) -> list[ExternalIdentifier]:
    """The record's identifiers and its key, by which the document is found again."""
    return [*record.external_ids, ExternalIdentifier(scheme=SCHEME, value=record.key)]
