"""Who took over from whom. A circle is refused: following it would never end."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.agencies import policy, queries
from app.agencies.errors import PredecessorTwice, SuccessionCycle
from app.agencies.models import Agency, Succession
from app.agencies.schemas import NewSuccession
from app.agencies.service.records import done, id_of, to_change
from app.core.actor import Actor

# Two successions recorded at the same moment could close a circle that neither sees: they wait for each other.
DESCENT_LOCK = 3432_001


def succeed(session: Session, actor: Actor, successor: str, by: NewSuccession) -> Succession:
    """Record that the agency ``successor`` took over from ``by.code``. SuccessionCycle when it is itself among the forebears."""
    policy.check_write(actor)
    agency = to_change(session, successor, None)
    present = [one.predecessor_id for one in agency.predecessors]
    succession = _succession(session, agency, by)
    if succession.predecessor_id in present:
        raise PredecessorTwice(predecessor=by.code)
    agency.predecessors.append(succession)
    agency.revision += 1
    session.flush()
    done(session, actor, agency, "agency.succeed", predecessor=by.code, manner=by.manner)
    return succession


def _succession(session: Session, successor: Agency, by: NewSuccession, pointer: str = "") -> Succession:
    session.execute(select(func.pg_advisory_xact_lock(DESCENT_LOCK)))
    predecessor = id_of(session, by.code, f"{pointer}/code")
    reached = queries.heirs_of(successor.id)
    if session.scalar(select(reached.c.id).where(reached.c.id == predecessor)) is not None:
        raise SuccessionCycle(predecessor=by.code, successor=successor.code, pointer=f"{pointer}/code")
    return Succession(predecessor_id=predecessor, on=by.on, manner=by.manner, note=by.note)


def set_predecessors(session: Session, agency: Agency, given: Sequence[NewSuccession]) -> None:
    """Have ``agency`` take over from exactly these."""
    agency.predecessors = []
    session.flush()
    codes: set[str] = set()
    for place, by in enumerate(given):
        if by.code in codes:
            raise PredecessorTwice(predecessor=by.code, pointer=f"/predecessors/{place}/code")
        codes.add(by.code)
        agency.predecessors.append(_succession(session, agency, by, f"/predecessors/{place}"))
    session.flush()
