from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.agencies import service
from app.core.actor import Actor
from app.transfer import exporting
from app.transfer.loading.outcome import Outcome, Unloadable, others_worked_on, placed
from app.transfer.reading import Read
from app.transfer.records import AgencyRecord

TIES = {"predecessors", "members"}


def load(
    session: Session,
    actor: Actor,
    read: Sequence[Read[AgencyRecord]],
    offered: Sequence[str],
    outcome: Outcome,
    *,
    keep: bool,
) -> None:
    """Agencies by themselves first, then what ties them to each other."""
    present = exporting.agencies(session)
    to_tie: list[Read[AgencyRecord]] = []
    for one in read:
        record, there = one.record, present.get(one.record.code)
        with placed(one.place):
            if there is None:
                service.create(session, actor, record.new(), offered)
                outcome.created += 1
                if record.predecessors or record.members:
                    to_tie.append(one)
                continue
            before, after = comparable(there), comparable(record)
            if before == after:
                outcome.unchanged += 1
            elif keep and others_worked_on(session, actor, "agency", record.code):
                outcome.kept.append(record.code)
            elif before["type"] != after["type"]:
                raise Unloadable("type", f"The agency is a {there.type}, and stays one.")
            else:
                if any(before[name] != after[name] for name in before.keys() - TIES):
                    service.change(session, actor, record.code, None, record.change(), offered)
                if any(before[name] != after[name] for name in TIES):
                    to_tie.append(one)
                outcome.changed += 1
    for one in to_tie:
        with placed(one.place):
            service.change(session, actor, one.record.code, None, one.record.ties(), offered)


def comparable(record: AgencyRecord) -> dict[str, Any]:
    """What two records of one agency are compared by: order matters where it is kept."""
    told = record.model_dump(mode="json")
    told["names"].sort(key=lambda name: name["language"])
    told["predecessors"].sort(key=lambda one: one["code"])
    told["members"].sort(key=lambda one: (one["code"], one["since"] or ""))
    told["aliases"] = list(dict.fromkeys(told["aliases"]))
    told["note"] = told["note"] or None
    return told
