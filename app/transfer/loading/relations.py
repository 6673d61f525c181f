"""Relations of the documents that are loaded. A record's relations are all that its document has."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.documents import service
from app.documents.models import Relation
from app.documents.schemas.incoming import NewRelation, RelationType
from app.transfer.loading.outcome import placed
from app.transfer.reading import Read
from app.transfer.records import DocumentRecord


class Tie(NamedTuple):
    """What is said of a relation; it is the same relation only when all of it is."""

    type: RelationType
    target: UUID | None
    on: date | None
    note: str | None


class Relations:
    """The relations that documents have, and those that their records want. ``ids`` are the documents' by key."""

    def __init__(self, session: Session, actor: Actor, ids: Mapping[str, UUID]) -> None:
        self.session, self.actor, self.ids = session, actor, ids
        self.present: dict[UUID, dict[Tie, UUID]] = {}
        for one in session.scalars(select(Relation)):
            tie = Tie(one.type, one.target_id, one.on, one.note)  # type: ignore[arg-type]
            self.present.setdefault(one.source_id, {})[tie] = one.id

    def differ(self, id: UUID, record: DocumentRecord) -> bool:
        """Whether a document has other relations than its record wants."""
        return self.present.get(id, {}).keys() != self._wanted(record)

    def settle(self, read: Sequence[Read[DocumentRecord]]) -> None:
        """Take back what is no longer wanted, of all documents, before anything is added: a direction may have turned round."""
        for one in read:
            id, wanted = self.ids[one.record.key], self._wanted(one.record)
            with placed(one.place):
                for tie, relation in self.present.get(id, {}).items():
                    if tie not in wanted:
                        service.unrelate(self.session, self.actor, id, relation, None)
        for one in read:
            id = self.ids[one.record.key]
            there = self.present.get(id, {})
            with placed(one.place):
                for relation_record in one.record.relations:
                    tie = self._tie(
                        relation_record.type,
                        relation_record.target,
                        relation_record.on,
                        relation_record.note,
                    )
                    if tie not in there:
                        new = NewRelation(
                            type=tie.type,
                            target=self.ids[relation_record.target],
                            on=tie.on,
                            note=tie.note,
                        )
                        service.relate(self.session, self.actor, id, None, new)

    def _wanted(self, record: DocumentRecord) -> set[Tie]:
        return {self._tie(one.type, one.target, one.on, one.note) for one in record.relations}

    def _tie(self, type: RelationType, target: str, on: date | None, note: str | None) -> Tie:
        return Tie(type, self.ids.get(target), on, note)
