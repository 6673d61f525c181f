"""Statements on documents. A list is one statement: texts in the reader's language, labels and legal state come with each row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by
from sqlalchemy.orm import aliased

from app.agencies.models import Agency, AgencyName
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
from app.topics.models import Topic, TopicName


@dataclass(frozen=True, slots=True)
class View:
    """How documents are looked at: languages in order of preference, the day asked about, and whether working revisions show."""

    order: tuple[str, ...]
    on: date
    working: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; everything given must hold. ``fields`` are (neutral field, value) pairs."""

    kind: str | None = None
    topic: str | None = None
    agency: str | None = None
    year: int | None = None
    language: str | None = None
    status: str | None = None
    in_force: bool | None = None
    verified: bool | None = None
    fields: tuple[tuple[str, str], ...] = field(default=())


def _rank(order: Sequence[str], column: Any) -> ColumnElement[int]:
    """Place of a language in ``order``; null, which sorts last, when it is not there."""
    return func.array_position(cast(list(order), ARRAY(Text)), column)


def visible(document: Any = Document) -> ColumnElement[bool]:
    """Whether the public sees a document: some translation of it is published."""
    return (
        exists()
        .where(Translation.document_id == document.id, Translation.published_id.is_not(None))
        .correlate_except(Translation)
    )


def stale(revision: Any) -> ColumnElement[bool]:
    """Whether a revision's source has since been published in another revision."""
    made_from, source = aliased(Revision), aliased(Translation)
    return (
        select(literal(1))
        .select_from(made_from)
        .join(source, source.id == made_from.translation_id)
        .where(made_from.id == revision.made_from_id, source.published_id.is_not(None), source.published_id != made_from.id)
        .correlate_except(made_from, source)
        .exists()
    )


def chosen(view: View, document: Any = Document, language: str | None = None) -> FromClause:
    """The translation and revision shown for each document: the first language of the order that it has."""
    translation, revision = aliased(Translation), aliased(Revision)
    pointer = translation.working_id if view.working else translation.published_id
    statement = (
        select(
            translation.id.label("translation_id"),
            translation.language,
            (translation.status if view.working else literal("published")).label("status"),
            revision.id.label("revision_id"),
            revision.number.label("translation_revision"),
            revision.title,
            revision.sort_key,
            revision.summary,
            revision.body,
            revision.body_html,
            revision.fields.label("language_fields"),
            stale(revision).label("stale"),
        )
        .join(revision, revision.id == pointer)
        .where(translation.document_id == document.id)
        .order_by(_rank(view.order, translation.language).nulls_last(), translation.language)
        .limit(1)
    )
    if language is not None:
        statement = statement.where(translation.language == language)
    return statement.lateral("chosen")


def _slug(translation_language: Any, document: Any = Document) -> Any:
    return (
        select(Slug.slug)
        .where(Slug.document_id == document.id, Slug.language == translation_language, Slug.current)
        .correlate_except(Slug)
        .scalar_subquery()
    )


def _collected(statement: Select[Any]) -> ColumnElement[Any]:
    return func.coalesce(statement.scalar_subquery(), cast(literal("[]"), JSONB))


def topics_of(view: View, document: Any = Document) -> ColumnElement[Any]:
    """Topics with labels in the reader's language, as JSON."""
    label = (
        select(TopicName.name)
        .where(TopicName.topic_id == Topic.id)
        .order_by(_rank(view.order, TopicName.language).nulls_last())
        .limit(1)
        .correlate_except(TopicName)
        .scalar_subquery()
    )
    one = func.jsonb_build_object("code", Topic.code, "label", func.coalesce(label, Topic.code))
    return _collected(
        select(func.jsonb_agg(aggregate_order_by(one, Topic.position, Topic.code)))
        .select_from(DocumentTopic)
        .join(Topic, Topic.id == DocumentTopic.topic_id)
        .where(DocumentTopic.document_id == document.id)
        .correlate_except(DocumentTopic, Topic)
    )


def agencies_of(view: View, document: Any = Document) -> ColumnElement[Any]:
    """Agencies with role and label, as JSON."""
    label = (
        select(AgencyName.name)
        .where(AgencyName.agency_id == Agency.id)
        .order_by(_rank(view.order, AgencyName.language).nulls_last())
        .limit(1)
        .correlate_except(AgencyName)
        .scalar_subquery()
    )
    one = func.jsonb_build_object("code", Agency.code, "label", func.coalesce(label, Agency.code), "role", DocumentAgency.role)
    return _collected(
        select(func.jsonb_agg(aggregate_order_by(one, DocumentAgency.role, Agency.code)))
        .select_from(DocumentAgency)
        .join(Agency, Agency.id == DocumentAgency.agency_id)
        .where(DocumentAgency.document_id == document.id)
        .correlate_except(DocumentAgency, Agency)
    )


def ended_on(view: View, document: Any = Document) -> ColumnElement[Any]:
    """The relation type that ended a text on or before the day asked about: ``repeals``, ``replaces`` or null."""
    acting = aliased(Document)
    return (
        select(Relation.type)
        .join(acting, acting.id == Relation.source_id)
        .where(
            Relation.target_id == document.id,
            Relation.type.in_(("repeals", "replaces")),
            Relation.on <= view.on,
            visible(acting),
        )
        .order_by(Relation.on, Relation.id)
        .limit(1)
        .correlate_except(Relation, acting)
        .scalar_subquery()
    )


def force(view: View, kinds: Sequence[str], document: Any = Document) -> ColumnElement[Any]:
    """State of a text on the day asked about, from its dates and from what visible documents did to it; null for other kinds."""
    ended = ended_on(view, document)
    return case(
        (document.kind.not_in(kinds), null()),
        (document.effective_on > view.on, "not_yet_in_force"),
        (ended == "repeals", "repealed"),
        (ended == "replaces", "replaced"),
        (document.expires_on < view.on, "expired"),
        (document.effective_on.is_(None), "unknown"),
        else_="in_force",
    )


def _head(view: View, row: FromClause, kinds: Sequence[str]) -> tuple[Any, ...]:
    """The columns that lists and details share."""
    return (
        Document.id,
        Document.kind,
        Document.revision,
        Document.number,
        Document.year,
        Document.verified,
        Document.published_at,
        Document.changed_at,
        row.c.language,
        row.c.status,
        row.c.title,
        row.c.summary,
        row.c.stale,
        row.c.sort_key,
        _slug(row.c.language).label("slug"),
        topics_of(view).label("topics"),
        agencies_of(view).label("agencies"),
        force(view, kinds).label("force"),
    )


def documents(view: View, filters: Filters, kinds: Sequence[str]) -> Select[Any]:
    """Documents that a reader sees, unordered. ``kinds`` are those that can be in force."""
    row = chosen(view, language=filters.language)
    statement = select(*_head(view, row, kinds)).select_from(Document).join(row, true())
    return narrowed(statement, view, filters, kinds)


def count(view: View, filters: Filters, kinds: Sequence[str]) -> Select[int]:
    """How many documents ``filters`` leave."""
    pointer = Translation.working_id if view.working else Translation.published_id
    seen = exists().where(Translation.document_id == Document.id, pointer.is_not(None))
    if filters.language is not None:
        seen = exists().where(
            Translation.document_id == Document.id, pointer.is_not(None), Translation.language == filters.language
        )
    return narrowed(select(func.count()).select_from(Document).where(seen), view, filters, kinds)


def narrowed(statement: Select[Any], view: View, filters: Filters, kinds: Sequence[str]) -> Select[Any]:
    """``statement`` on Document with every condition of ``filters``."""
    if filters.kind is not None:
        statement = statement.where(Document.kind == filters.kind)
    if filters.topic is not None:
        # A topic of the first level stands for all that is under it.
        parent = aliased(Topic)
        under = (
            select(DocumentTopic.document_id)
            .join(Topic, Topic.id == DocumentTopic.topic_id)
            .outerjoin(parent, parent.id == Topic.parent_id)
            .where(or_(Topic.code == filters.topic, parent.code == filters.topic))
        )
        statement = statement.where(Document.id.in_(under))
    if filters.agency is not None:
        named = select(DocumentAgency.document_id).join(Agency).where(Agency.code == filters.agency)
        statement = statement.where(Document.id.in_(named))
    if filters.year is not None:
        statement = statement.where(Document.year == filters.year)
    if filters.verified is not None:
        statement = statement.where(Document.verified == filters.verified)
    if filters.status is not None:
        among = [Translation.document_id == Document.id, Translation.status == filters.status]
        if filters.language is not None:
            among.append(Translation.language == filters.language)
        statement = statement.where(exists().where(*among))
    if filters.in_force is not None:
        state = force(view, kinds)
        statement = statement.where(state == "in_force" if filters.in_force else and_(state.is_not(None), state != "in_force"))
    for name, value in filters.fields:
        statement = statement.where(Document.fields.contains({name: value}))
    return statement


def after(statement: Select[Any], sort: str, values: list[Any] | None, limit: int) -> Select[Any]:
    """``statement`` sorted and continued after the row with ``values``. One row more than ``limit`` tells whether there is a next page."""
    keys: dict[str, tuple[ColumnElement[Any], bool]] = {
        "newest": (func.coalesce(Document.published_at, Document.created_at), True),
        "oldest": (func.coalesce(Document.published_at, Document.created_at), False),
        "title": (statement.selected_columns.sort_key, False),
        "year": (func.coalesce(Document.year, 0), True),
    }
    key, descending = keys[sort]
    if values is not None:
        place = tuple_(key, Document.id)
        here = tuple_(cast(literal(values[0]), key.type), cast(literal(values[1]), Document.id.type))
        statement = statement.where(place < here if descending else place > here)
    ordered = (key.desc(), Document.id.desc()) if descending else (key, Document.id)
    return statement.add_columns(key.label("cursor_key")).order_by(*ordered).limit(limit + 1)


def detail(view: View, document_id: UUID, kinds: Sequence[str]) -> Select[Any]:
    """One document with everything that its page shows but provisions, in one row."""
    row = chosen(view)
    other = aliased(Translation)
    revision = aliased(Revision)
    pointer = other.working_id if view.working else other.published_id
    link = func.jsonb_build_object(
        "language",
        other.language,
        "title",
        revision.title,
        "slug",
        _slug(other.language),
        "status",
        other.status if view.working else literal("published"),
        "published",
        other.published_id.is_not(None),
        "stale",
        stale(revision),
    )
    languages = _collected(
        select(func.jsonb_agg(aggregate_order_by(link, _rank(view.order, other.language).nulls_last(), other.language)))
        .select_from(other)
        .join(revision, revision.id == pointer)
        .where(other.document_id == Document.id)
        .correlate_except(other, revision)
    )
    identifiers = _collected(
        select(
            func.jsonb_agg(
                aggregate_order_by(
                    func.jsonb_build_object("scheme", ExternalId.scheme, "value", ExternalId.value),
                    ExternalId.scheme,
                    ExternalId.value,
                )
            )
        )
        .where(ExternalId.document_id == Document.id)
        .correlate_except(ExternalId)
    )
    return (
        select(
            *_head(view, row, kinds),
            Document.source_language,
            Document.fields,
            Document.effective_on,
            Document.expires_on,
            Document.source,
            Document.publisher,
            Document.source_url,
            Document.licence,
            Document.source_note,
            Document.verification_note,
            Document.verified_by,
            Document.verified_at,
            Document.withdrawn_at,
            row.c.revision_id,
            row.c.translation_revision,
            row.c.body,
            row.c.body_html,
            row.c.language_fields,
            languages.label("languages"),
            identifiers.label("external_ids"),
        )
        .select_from(Document)
        .join(row, true())
        .where(Document.id == document_id)
    )


def causes(view: View, document_id: UUID) -> Select[Any]:
    """What visible documents did to a text by the day asked about, with titles in the reader's language."""
    acting = aliased(Document)
    row = chosen(View(view.order, view.on), acting)
    return (
        select(Relation.type, Relation.on, acting.id.label("document"), row.c.title)
        .join(acting, acting.id == Relation.source_id)
        .join(row, true())
        .where(Relation.target_id == document_id, Relation.type.in_(("amends", "repeals", "replaces")), Relation.on <= view.on)
        .order_by(Relation.on, Relation.id)
    )


def relations(view: View, document_id: UUID) -> Select[Any]:
    """Relations from and to a document whose other end the reader sees."""
    other = aliased(Document)
    row = chosen(view, other)
    outgoing = Relation.source_id == document_id
    return (
        select(
            Relation.id,
            Relation.type,
            case((outgoing, "outgoing"), else_="incoming").label("direction"),
            other.id.label("document"),
            other.kind,
            other.number,
            row.c.title,
            row.c.language,
            row.c.stale,
            Relation.on,
            Relation.note,
        )
        .join(other, other.id == case((outgoing, Relation.target_id), else_=Relation.source_id))
        .join(row, true())
        .where(or_(outgoing, Relation.target_id == document_id))
        .order_by(case((outgoing, 0), else_=1), Relation.type, Relation.on.nulls_last(), Relation.id)
        .limit(1000)
    )


def related(view: View, document_id: UUID, limit: int) -> Select[Any]:
    """Documents near one: those it has relations with first, then those that share most topics."""
    own = select(DocumentTopic.topic_id).where(DocumentTopic.document_id == document_id)
    shared = (
        select(DocumentTopic.document_id.label("id"), literal(0).label("relations"), func.count().label("topics"))
        .where(DocumentTopic.topic_id.in_(own), DocumentTopic.document_id != document_id)
        .group_by(DocumentTopic.document_id)
    )
    outgoing = select(Relation.target_id, literal(1), literal(0)).where(Relation.source_id == document_id)
    incoming = select(Relation.source_id, literal(1), literal(0)).where(Relation.target_id == document_id)
    near = shared.union_all(outgoing, incoming).subquery()
    score = (
        select(near.c.id, func.sum(near.c.relations).label("relations"), func.sum(near.c.topics).label("shared_topics"))
        .group_by(near.c.id)
        .subquery()
    )
    row = chosen(view)
    return (
        select(
            Document.id.label("document"),
            Document.kind,
            row.c.title,
            row.c.language,
            row.c.stale,
            _slug(row.c.language).label("slug"),
            cast(score.c.relations, Document.year.type).label("relations"),
            cast(score.c.shared_topics, Document.year.type).label("shared_topics"),
        )
        .select_from(score)
        .join(Document, Document.id == score.c.id)
        .join(row, true())
        .order_by(score.c.relations.desc(), score.c.shared_topics.desc(), Document.published_at.desc().nulls_last(), Document.id)
        .limit(limit)
    )
