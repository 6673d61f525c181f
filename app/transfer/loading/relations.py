"""Relations of the documents that are loaded. A record's relations are all that its document has."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.core.errors import Refusal
from app.documents import service
from app.documents.models import Relation
from app.documents.schemas.incoming import NewRelation, RelationType
from app.transfer.loading.batches import batches
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

    def present(self, read: Iterable[Read[DocumentRecord]]) -> dict[UUID, dict[Tie, UUID]]:
        """The relations of those records' documents that are there: ids by what is said."""
        found: dict[UUID, dict[Tie, UUID]] = {}
        ids = [self.ids[one.record.key] for one in read if one.record.key in self.ids]
        for one in self.session.scalars(select(Relation).where(Relation.source_id.in_(ids))) if ids else ():
            tie = Tie(one.type, one.target_id, one.on, one.note)  # type: ignore[arg-type]
            found.setdefault(one.source_id, {})[tie] = one.id
        return found

    def wanted(self, record: DocumentRecord) -> dict[Tie, None]:
        """The relations that a record wants, in its order."""
        return {Tie(one.type, self.ids.get(one.target), one.on, one.note): None for one in record.relations}

    def take_back(self, read: Iterable[Read[DocumentRecord]]) -> None:
        """Take back what is no longer wanted. Of all documents, before anything is added: a direction may have turned round."""
        for batch in batches(read):
            present = self.present(batch)
            for one in batch:
                id, wanted = self.ids[one.record.key], self.wanted(one.record)
                with placed(one.place):
                    for tie, relation in present.get(id, {}).items():
                        if tie not in wanted:
                            service.unrelate(self.session, self.actor, id, relation, None)

    def add(self, read: Iterable[Read[DocumentRecord]]) -> None:
        """Add what is wanted and not there. What is refused in one go is told by the line that it stands in."""
        for batch in batches(read):
            present = self.present(batch)
            new = [(one, self._missing(one, present)) for one in batch]
            try:
                if flat := [relation for _, relations in new for relation in relations]:
                    service.relate_all(self.session, self.actor, flat)
            except Refusal:
                for one, relations in new:
                    with placed(one.place):
                        for id, relation in relations:
                            service.relate(self.session, self.actor, id, None, relation)

    def _missing(
        self, one: Read[DocumentRecord], present: Mapping[UUID, Mapping[Tie, UUID]]
    ) -> Sequence[tuple[UUID, NewRelation]]:
        id = self.ids[one.record.key]
        there = present.get(id, {})
        return [(id, NewRelation.model_validate(tie._asdict())) for tie in self.wanted(one.record) if tie not in there]
