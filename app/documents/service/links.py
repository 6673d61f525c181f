"""Relations between documents, and what stands near one."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.documents import policy, queries
from app.documents.errors import (
    RelationCycle,
    RelationExists,
    RelationNeedsDay,
    RelationNotFound,
    RelationTargetUnknown,
    RelationToItself,
)
from app.documents.models import Document, Relation
from app.documents.queries import View
from app.documents.schemas.incoming import NewRelation
from app.documents.schemas.outgoing import RelatedDocument, RelatedView, RelationsView, RelationView
from app.documents.service.reading import face, language_of
from app.documents.service.records import CHANGED, changed, to_change

DATED = ("amends", "repeals", "replaces")


def relate(session: Session, actor: Actor, document_id: UUID, expected: int | None, new: NewRelation) -> Relation:
    """Say what a document does to another. What ends or alters a text does so from a day."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    if new.target == document_id:
        raise RelationToItself(pointer="/target")
    if new.type in DATED and new.on is None:
        raise RelationNeedsDay(pointer="/on")
    if session.scalar(select(Document.id).where(Document.id == new.target).with_for_update(key_share=True)) is None:
        raise RelationTargetUnknown(target=new.target, pointer="/target")
    same = select(Relation.id).where(Relation.type == new.type)
    if session.scalar(same.where(Relation.source_id == document_id, Relation.target_id == new.target)):
        raise RelationExists
    if new.type != "cites" and session.scalar(same.where(Relation.source_id == new.target, Relation.target_id == document_id)):
        raise RelationCycle
    relation = Relation(
        source_id=document_id,
        target_id=new.target,
        type=new.type,
        on=new.on,
        note=new.note,
        created_at=clock.now(),
        created_by=actor.name,
    )
    session.add(relation)
    session.flush()
    changed(session, actor, document, "document.relate", type=new.type, target=str(new.target))
    outbox.announce(session, CHANGED, new.target)
    return relation


def unrelate(session: Session, actor: Actor, document_id: UUID, relation_id: UUID, expected: int | None) -> None:
    """Take a relation back; the audit record keeps what it was."""
    policy.check_write(actor)
    document = to_change(session, document_id, expected)
    relation = session.get(Relation, relation_id)
    if relation is None or relation.source_id != document_id:
        raise RelationNotFound(id=relation_id)
    session.delete(relation)
    audit.record(session, actor, "relation.delete", relation.id, type=relation.type, target=str(relation.target_id))
    changed(session, actor, document, "document.unrelate", type=relation.type, target=str(relation.target_id))
    outbox.announce(session, CHANGED, relation.target_id)


def relations(session: Session, actor: Actor, view: View, document_id: UUID) -> RelationsView:
    """What the document does to others and they to it, as far as the reader sees the others."""
    face(session, actor, view, document_id)
    rows = session.execute(*queries.relations(view, document_id)).mappings()
    return RelationsView(items=[RelationView.model_validate({**row, "language": language_of(view, row)}) for row in rows])


def related(session: Session, actor: Actor, view: View, document_id: UUID, limit: int) -> RelatedView:
    """Documents near this one."""
    face(session, actor, view, document_id)
    rows = session.execute(*queries.related(view, document_id, limit)).mappings()
    return RelatedView(items=[RelatedDocument.model_validate({**row, "language": language_of(view, row)}) for row in rows])
