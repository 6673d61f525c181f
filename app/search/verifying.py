"""Comparing an index with what is published: what is missing from it, what it should not have, and what is out of date."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.outbox.models import OutboxEntry
from app.search import indexing
from app.search.engines.base import Engine
from app.search.entry import Entry, digest
from app.search.models import SearchBacklog

#: An entry: its document, its language, and its place in it.
Name = tuple[UUID, str, int]
Wrong = Literal["missing", "extra", "stale"]
Batches = Iterator[list[Entry]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Entries that are wrong in an index, and how many are right. ``waiting``: documents left out, for they are yet to be fed."""

    right: int
    wrong: tuple[tuple[Wrong, Name], ...]
    waiting: int

    @property
    def documents(self) -> list[UUID]:
        """The documents of what is wrong."""
        return list(dict.fromkeys(document for _, (document, _, _) in self.wrong))


def compare(session: Session, engine: Engine, watched: Callable[[Batches], Batches] = iter) -> Difference:
    """Hold the whole index against what is published. ``watched`` sees the batches go by."""
    held = {(one.document, one.language, one.position): one.digest for one in engine.held()}
    wrong: list[tuple[Wrong, Name]] = []
    right = 0
    for batch in watched(indexing.everything(session)):
        for entry in batch:
            name = (entry.document, entry.language, entry.position)
            found = held.pop(name, None)
            if found == digest(entry):
                right += 1
            else:
                wrong.append(("missing" if found is None else "stale", name))
    wrong += (("extra", name) for name in held)
    waiting = _waiting(session)
    listed = tuple(sorted(one for one in wrong if one[1][0] not in waiting))
    return Difference(right, listed, len(waiting))


def repair(
    session: Session, engine: Engine, documents: Sequence[UUID], watched: Callable[[Iterable[UUID]], Iterable[UUID]]
) -> None:
    """Have the engine hold documents as they are published now."""
    for document in watched(documents):
        indexing.apply(session, engine, document)


def _waiting(session: Session) -> set[UUID]:
    """Documents that an engine is yet to be told of, by the worker."""
    changes = [(topic, key) for topic, key in session.execute(select(OutboxEntry.topic, OutboxEntry.key).distinct())]
    return set(indexing.concerned(session, changes)) | set(session.scalars(select(SearchBacklog.document_id)))
