from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.copying import copy_in
from app.outbox.models import OutboxEntry

CHANNEL = "nhanquyen_outbox"


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes taken from the outbox: the rows' ids, and the distinct (topic, key) pairs in order of first change."""

    ids: tuple[int, ...]
    changes: tuple[tuple[str, str], ...]


def announce(session: Session, topic: str, key: object) -> None:
    """Say that ``topic``/``key`` changed. Listeners are woken when the transaction commits, and never before."""
    session.add(OutboxEntry(topic=topic, key=str(key), at=clock.now()))
    session.execute(select(func.pg_notify(CHANNEL, topic)))


def announce_all(session: Session, topic: str, keys: Iterable[object]) -> None:
    """Say of many things that they changed, of each once."""
    at = clock.now()
    copy_in(session, OutboxEntry, ({"topic": topic, "key": key, "at": at} for key in dict.fromkeys(map(str, keys))))
    session.execute(select(func.pg_notify(CHANNEL, topic)))


def pending(session: Session, limit: int = 200) -> Batch:
    """The oldest unconfirmed changes; one reader at a time is meant to ask (the worker that holds the advisory lock)."""
    rows = session.execute(select(OutboxEntry.id, OutboxEntry.topic, OutboxEntry.key).order_by(OutboxEntry.id).limit(limit)).all()
    return Batch(tuple(row.id for row in rows), tuple(dict.fromkeys((row.topic, row.key) for row in rows)))


def confirm(session: Session, batch: Batch) -> None:
    """Forget the rows of ``batch``. Changes announced since stay, also those of the same key."""
    if batch.ids:
        session.execute(delete(OutboxEntry).where(OutboxEntry.id.in_(batch.ids)))
