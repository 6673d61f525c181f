"""Relations between documents, and what stands near one."""

from collections import Counter
from collections.abc import Container, Sequence
from uuid import UUID

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.core.copying import copy_in
from app.documents import policy, queries
from app.documents.errors import (
    DocumentNotFound,
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
    target = session.scalar(select(Document.id).where(Document.id == new.target).with_for_update(key_share=True))
    _check(document_id, new, {document_id, target}, _between(session, [(document_id, new.target)]))
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


def relate_all(session: Session, actor: Actor, new: Sequence[tuple[UUID, NewRelation]]) -> None:
    """Say of many documents what they do to others, in this order. What is refused is refused before anything is written."""
    policy.check_write(actor)
    there = _between(session, [(id, one.target) for id, one in new])
    known = set(
        session.scalars(select(Document.id).where(Document.id.in_({id for id, one in new} | {one.target for _, one in new})))
    )
    for id, one in new:
        _check(id, one, known, there)
        there.add((id, one.type, one.target))
    counts = Counter(id for id, _ in new)
    # In one order, so that two who do this never wait for each other.
    session.execute(select(Document.id).where(Document.id.in_(counts)).order_by(Document.id).with_for_update())
    rows = [
        {
            **one.model_dump(exclude={"target"}),
            "source_id": id,
            "target_id": one.target,
            "created_at": clock.now(),
            "created_by": actor.name,
        }
        for id, one in new
    ]
    copy_in(session, Relation, rows)
    for count in sorted(set(counts.values())):
        ids = [id for id, found in counts.items() if found == count]
        session.execute(
            update(Document).where(Document.id.in_(ids)).values(revision=Document.revision + count, changed_at=clock.now())
        )
    audit.record_all(session, actor, (("document.relate", id, {"type": one.type, "target": str(one.target)}) for id, one in new))
    outbox.announce_all(session, CHANGED, (concerned for id, one in new for concerned in (id, one.target)))


def _between(session: Session, pairs: Sequence[tuple[UUID, UUID]]) -> set[tuple[UUID, str, UUID]]:
    """The relations there are between the documents of each pair, in either direction."""
    both = {pair for source, target in pairs for pair in ((source, target), (target, source))}
    statement = select(Relation.source_id, Relation.type, Relation.target_id)
    return {
        (source, type, target)
        for source, type, target in session.execute(statement.where(tuple_(Relation.source_id, Relation.target_id).in_(both)))
    }


def _check(id: UUID, new: NewRelation, known: Container[UUID | None], there: Container[tuple[UUID, str, UUID]]) -> None:
    """Whether a relation may be made, where ``known`` documents and relations are there."""
    if id not in known:
        raise DocumentNotFound(id=id)
    if new.target == id:
        raise RelationToItself(pointer="/target")
    if new.type in DATED and new.on is None:
        raise RelationNeedsDay(pointer="/on")
    if new.target not in known:
        raise RelationTargetUnknown(target=new.target, pointer="/target")
    if (id, new.type, new.target) in there:
        raise RelationExists
    if new.type != "cites" and (new.target, new.type, id) in there:
        raise RelationCycle


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
