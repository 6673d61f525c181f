"""Published documents as records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from app.documents.models import (
    Document,
    DocumentAgency,
    DocumentTopic,
    ExternalId,
    Relation,
    Revision,
    Slug,
    Translation,
)
from app.transfer.exporting.order import language_order
from app.transfer.records import (
    RECORDS,
    SCHEME,
    DocumentRecord,
    RelationRecord,
)

#: Documents read at once.
BATCH = 50
_KEY = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*", re.ASCII)


def keys(session: Session) -> dict[UUID, str]:
    """The key of every document: that of the record it was made from, else its id."""
    found = {id: str(id) for id in session.scalars(select(Document.id))}
    named = select(ExternalId.document_id, ExternalId.value).where(ExternalId.scheme == SCHEME).order_by(ExternalId.value.desc())
    return found | {id: value for id, value in session.execute(named) if _KEY.fullmatch(value) and len(value) <= 120}


def documents(session: Session) -> Iterator[tuple[UUID, DocumentRecord]]:
    """All documents as readers see them, in the order of their publication.

    Left out are translations that are not published, documents whose source is not, and relations to documents left out.
    """
    visible = session.scalars(_complete()).all()
    there = set(visible)
    named = {id: key for id, key in keys(session).items() if id in there}
    for start in range(0, len(visible), BATCH):
        yield from some_documents(session, visible[start : start + BATCH], named)


def some_documents(
    session: Session, ids: Sequence[UUID], named: Mapping[UUID, str], *, complete: bool = True
) -> Iterator[tuple[UUID, DocumentRecord]]:
    """Those of ``ids`` that are published, which ``named`` has keys of; relations to documents that it has none of are left out.

    ``complete`` says that it is known of all of them that their sources are published.
    """
    wanted = ids if complete else session.scalars(_complete().where(Document.id.in_(ids))).all()
    around = _Around(session, wanted, named)
    for document in session.scalars(_whole(wanted)):
        yield document.id, _record(document, around)


def _complete() -> Select[UUID]:
    source = (Translation.document_id == Document.id) & (Translation.language == Document.source_language)
    return (
        select(Document.id)
        .join(Translation, source)
        .where(Translation.published_id.is_not(None))
        .order_by(Document.published_at, Document.id)
    )


def _whole(ids: Sequence[UUID]) -> Select[Document]:
    return (
        select(Document)
        .where(Document.id.in_(ids))
        .order_by(Document.published_at, Document.id)
        .options(
            selectinload(Document.translations).selectinload(Translation.published).selectinload(Revision.provisions),
            selectinload(Document.topics).joinedload(DocumentTopic.topic),
            selectinload(Document.agencies).joinedload(DocumentAgency.agency),
            selectinload(Document.external_ids),
        )
        .execution_options(populate_existing=True)
    )


class _Around:
    """What stands beside several documents: slugs, languages of revisions that others were made from, relations, keys."""

    def __init__(self, session: Session, ids: Sequence[UUID], keys: Mapping[UUID, str]) -> None:
        self.keys = keys
        self.slugs: dict[tuple[UUID, str], str] = {
            (one.document_id, one.language): one.slug
            for one in session.scalars(select(Slug).where(Slug.document_id.in_(ids), Slug.current))
        }
        made_from = select(Revision.made_from_id).join(Translation, Translation.id == Revision.translation_id)
        languages = select(Revision.id, Translation.language).join(Translation, Translation.id == Revision.translation_id)
        self.languages: dict[UUID, str] = {
            id: language
            for id, language in session.execute(
                languages.where(Revision.id.in_(made_from.where(Translation.document_id.in_(ids))))
            )
        }
        self.relations: dict[UUID, list[RelationRecord]] = {}
        for one in session.scalars(
            select(Relation).where(Relation.source_id.in_(ids)).order_by(Relation.created_at, Relation.id)
        ):
            if one.target_id in keys:
                self.relations.setdefault(one.source_id, []).append(
                    RelationRecord.model_construct(
                        type=one.type,
                        target=keys[one.target_id],
                        on=one.on,
                        note=one.note,
                    )
                )


def _record(document: Document, around: _Around) -> DocumentRecord:
    kind = RECORDS[document.kind]
    published = [one for one in document.translations if one.published is not None]
    published.sort(
        key=lambda one: (
            one.language != document.source_language,
            language_order(one.language),
        )
    )
    languages = {one.language for one in published}
    return kind.model_validate(
        {
            "key": around.keys[document.id],
            "kind": document.kind,
            "source_language": document.source_language,
            "topics": sorted(one.topic.code for one in document.topics),
            "agencies": [
                {"code": code, "role": role} for role, code in sorted((one.role, one.agency.code) for one in document.agencies)
            ],
            "fields": document.fields,
            "provenance": {
                "source": document.source,
                "publisher": document.publisher,
                "url": document.source_url,
                "licence": document.licence,
                "note": document.source_note,
            },
            "verified": document.verified,
            "verification_note": document.verification_note,
            "external_ids": [{"scheme": one.scheme, "value": one.value} for one in document.external_ids if one.scheme != SCHEME],
            "relations": around.relations.get(document.id, []),
            "translations": [_translation(document, one, languages, around) for one in published],
        }
    )


def _translation(document: Document, translation: Translation, languages: set[str], around: _Around) -> dict[str, Any]:
    revision = translation.published
    assert revision is not None
    made_from = around.languages.get(revision.made_from_id) if revision.made_from_id else None
    return {
        "language": translation.language,
        "title": revision.title,
        "summary": revision.summary,
        "body": revision.body,
        "fields": revision.fields,
        "made_from": made_from if made_from in languages else None,
        "slug": around.slugs.get((document.id, translation.language)),
        "provisions": [
            {
                "eid": one.eid,
                "kind": one.kind,
                "number": one.number,
                "label": one.label,
                "heading": one.heading,
                "text": one.text,
                "parent": one.parent,
            }
            for one in revision.provisions
        ],
    }
