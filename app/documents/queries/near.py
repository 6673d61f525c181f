"""What a document has to do with others."""

from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Integer,
    Select,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from app.documents.models import (
    Document,
    DocumentTopic,
    Relation,
)
from app.documents.queries.view import Bound, View, chosen, left_open, slug_in, values


def relations(view: View, document_id: UUID) -> Bound:
    """Relations from and to a document whose other end the reader sees."""
    return _relations(view.working), {**values(view), "id": document_id}


def related(view: View, document_id: UUID, limit: int) -> Bound:
    """Documents near one: those it has relations with first, then those that share most topics."""
    return _related(view.working), {**values(view), "id": document_id, "most": limit}


@cache
def _relations(working: bool) -> Select[Any]:
    view, document_id = left_open(working=working), bindparam("id", type_=Uuid())
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


@cache
def _related(working: bool) -> Select[Any]:
    view, document_id = left_open(working=working), bindparam("id", type_=Uuid())
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
            slug_in(row.c.language).label("slug"),
            cast(score.c.relations, Document.year.type).label("relations"),
            cast(score.c.shared_topics, Document.year.type).label("shared_topics"),
        )
        .select_from(score)
        .join(Document, Document.id == score.c.id)
        .join(row, true())
        .order_by(score.c.relations.desc(), score.c.shared_topics.desc(), Document.published_at.desc().nulls_last(), Document.id)
        .limit(bindparam("most", type_=Integer))
    )
