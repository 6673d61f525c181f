from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.topics import service
from app.transfer import exporting
from app.transfer.loading.outcome import Outcome, others_worked_on, placed
from app.transfer.reading import Read
from app.transfer.records import TopicRecord


def load(
    session: Session,
    actor: Actor,
    read: Sequence[Read[TopicRecord]],
    offered: Sequence[str],
    outcome: Outcome,
    *,
    keep: bool,
) -> None:
    """Topics of the first level before those of the second."""
    present = exporting.topics(session)
    for one in sorted(read, key=lambda one: one.record.parent is not None):
        record, there = one.record, present.get(one.record.code)
        with placed(one.place):
            if there is None:
                service.create(session, actor, record.new(), offered)
                outcome.created += 1
            elif comparable(there) == comparable(record):
                outcome.unchanged += 1
            elif keep and others_worked_on(session, actor, "topic", record.code):
                outcome.kept.append(record.code)
            else:
                service.change(session, actor, record.code, None, record.change(), offered)
                outcome.changed += 1


def comparable(record: TopicRecord) -> dict[str, Any]:
    """What two records of one topic are compared by."""
    told = record.model_dump(mode="json")
    told["names"].sort(key=lambda name: name["language"])
    told["mappings"].sort(key=lambda one: (one["instrument"], one["reference"]))
    return told
