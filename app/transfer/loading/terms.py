from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.glossary import service
from app.transfer import exporting
from app.transfer.loading.outcome import Outcome, others_worked_on, placed
from app.transfer.reading import Read
from app.transfer.records import TermRecord


def load(
    session: Session,
    actor: Actor,
    read: Sequence[Read[TermRecord]],
    offered: Sequence[str],
    outcome: Outcome,
    *,
    keep: bool,
) -> None:
    """Terms, one by one. With ``keep``, one that others have deleted stays deleted."""
    present = exporting.terms(session)
    for one in read:
        record, there = one.record, present.get(one.record.code)
        with placed(one.place):
            if there is not None and comparable(there) == comparable(record):
                outcome.unchanged += 1
            elif keep and others_worked_on(session, actor, "term", record.code):
                outcome.kept.append(record.code)
            elif there is None:
                service.create(session, actor, record.new(), offered)
                outcome.created += 1
            else:
                service.change(session, actor, record.code, None, record.change(), offered)
                outcome.changed += 1


def comparable(record: TermRecord) -> dict[str, Any]:
    """What two records of one term are compared by: forms of one language in their order."""
    told = record.model_dump(mode="json")
    told["forms"].sort(key=lambda form: form["language"])
    told["definitions"].sort(key=lambda one: one["language"])
    return told
