"""Statements on what others hold: a document as it is published now, for the index; names of topics and agencies, for facets."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select, text
from sqlalchemy.orm import aliased

from app.agencies.models import Agency
from app.documents.models import (
    Document,
    DocumentAgency,
    DocumentTopic,
    ExternalId,
    Provision,
    Relation,
    Revision,
    Slug,
    Translation,
)
from app.topics.models import Topic, TopicMapping, TopicName

Rows = Select[*tuple[Any, ...]]

#: Relations that change whether their target is in force.
ENDING = ("repeals", "replaces")

#: Instruments that topics are mapped to, the principal one first.
INSTRUMENTS = ("UDHR", "ICCPR", "ICESCR")


def _any(ids: Sequence[UUID]) -> Any:
    """Any of many ids, as one value: a statement is the same for each number of them, and is prepared once."""
    return func.any(list(ids))


def published(documents: Sequence[UUID]) -> Rows:
    """Each published translation of the documents with its revision, as far as the index tells of them: one row a document and language."""
    return (
        select(
            Document.id,
            Document.kind,
            Document.number,
            Document.number_key,
            Document.fields,
            Document.year,
            Document.issued_on,
            Document.effective_on,
            Document.expires_on,
            Document.published_at,
            Translation.language,
            Slug.slug,
            Revision.id.label("revision"),
            Revision.title,
            Revision.summary,
            Revision.body_text,
            Revision.fields.label("language_fields"),
            Revision.created_at,
        )
        .join(Translation, Translation.document_id == Document.id)
        .join(Revision, Revision.id == Translation.published_id)
        .outerjoin(Slug, and_(Slug.document_id == Document.id, Slug.language == Translation.language, Slug.current))
        .where(Document.id == _any(documents))
        .order_by(Document.id, Translation.language)
    )


def provisions(revisions: Sequence[UUID]) -> Rows:
    """Provisions of revisions as passages.Provided has them, with their ``revision_id``, in their order."""
    told = (Provision.eid, Provision.parent, Provision.kind, Provision.label, Provision.heading, Provision.text)
    return (
        select(Provision.revision_id, *told)
        .where(Provision.revision_id == _any(revisions))
        .order_by(Provision.revision_id, Provision.position)
    )


def topics(documents: Sequence[UUID]) -> Select[UUID, str, str]:
    """(document, code of a topic, code of its parent or None)."""
    parent = aliased(Topic)
    return (
        select(DocumentTopic.document_id, Topic.code, parent.code)
        .join(Topic, Topic.id == DocumentTopic.topic_id)
        .outerjoin(parent, parent.id == Topic.parent_id)
        .where(DocumentTopic.document_id == _any(documents))
    )


def agencies(documents: Sequence[UUID]) -> Select[UUID, str]:
    """(document, code of an agency), in any role."""
    return (
        select(DocumentAgency.document_id, Agency.code)
        .join(Agency, Agency.id == DocumentAgency.agency_id)
        .where(DocumentAgency.document_id == _any(documents))
        .distinct()
    )


def external_ids(documents: Sequence[UUID]) -> Select[UUID, str]:
    """(document, value) of what others call the documents."""
    return (
        select(ExternalId.document_id, ExternalId.value)
        .where(ExternalId.document_id == _any(documents), ExternalId.scheme != "key")
        .order_by(ExternalId.scheme, ExternalId.value)
    )


def subjects(documents: Sequence[UUID]) -> Select[UUID, str, str, str]:
    """(document, article, language, name) of the topics whose principal reference is an article of one of the documents.

    An instrument is the document that has its name for a key. Of several instruments the first of INSTRUMENTS is principal.
    """
    place = case({name: place for place, name in enumerate(INSTRUMENTS)}, value=TopicMapping.instrument)
    mapped = (
        select(
            TopicMapping.topic_id,
            TopicMapping.instrument,
            TopicMapping.reference,
            func.rank().over(partition_by=TopicMapping.topic_id, order_by=place).label("place"),
        )
        .where(TopicMapping.instrument.in_(INSTRUMENTS))
        .subquery()
    )
    return (
        select(ExternalId.document_id, mapped.c.reference, TopicName.language, TopicName.name)
        .join(mapped, func.upper(ExternalId.value) == mapped.c.instrument)
        .join(TopicName, TopicName.topic_id == mapped.c.topic_id)
        .where(ExternalId.document_id == _any(documents), ExternalId.scheme == "key", mapped.c.place == 1)
    )


def instruments() -> Select[UUID]:
    """The documents that topics are mapped to."""
    return select(ExternalId.document_id).where(ExternalId.scheme == "key", func.upper(ExternalId.value).in_(INSTRUMENTS))


def endings(documents: Sequence[UUID]) -> Select[UUID, date | None]:
    """(document, first day on which a visible document has repealed or replaced it)."""
    acting = select(Translation.document_id).where(Translation.published_id.is_not(None))
    return (
        select(Relation.target_id, func.min(Relation.on))
        .where(Relation.target_id == _any(documents), Relation.type.in_(ENDING), Relation.source_id.in_(acting))
        .group_by(Relation.target_id)
    )


def ended_by(documents: Sequence[UUID]) -> Select[UUID]:
    """Documents whose force hangs on the documents given."""
    return select(Relation.target_id).where(Relation.source_id == _any(documents), Relation.type.in_(ENDING)).distinct()


def of_topic(code: str) -> Select[UUID]:
    """Documents under a topic, or under a topic that stands under it."""
    parent = aliased(Topic)
    return (
        select(DocumentTopic.document_id)
        .join(Topic, Topic.id == DocumentTopic.topic_id)
        .outerjoin(parent, parent.id == Topic.parent_id)
        .where(or_(Topic.code == code, parent.code == code))
        .distinct()
    )


def all_published() -> Select[UUID]:
    """Ids of every document with something published."""
    seen = select(Translation.document_id).where(Translation.published_id.is_not(None))
    return select(Document.id).where(Document.id.in_(seen)).order_by(Document.published_at, Document.id)


#: What topics and agencies are called: (facet, code, name in the first language of the order that it has).
NAMES = text(
    """
    (select distinct on (topic.code) 'topic' as facet, topic.code, topic_name.name
      from topic join topic_name on topic_name.topic_id = topic.id where topic.code = any(cast(:topics as text[]))
      order by topic.code, array_position(cast(:order as text[]), topic_name.language) nulls last)
    union all
    (select distinct on (agency.code) 'agency', agency.code, agency_name.name
      from agency join agency_name on agency_name.agency_id = agency.id where agency.code = any(cast(:agencies as text[]))
      order by agency.code, array_position(cast(:order as text[]), agency_name.language) nulls last)
    """
)
