"""Who holds an agency's obligations on a day: the agency itself while it exists, then those that took over from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from app.agencies import queries
from app.agencies.errors import AgencyNotFound
from app.agencies.models import Agency

#: What ends the predecessor. A transfer or a split takes a part of its tasks and leaves it in being.
ENDING = ("merger", "renaming", "abolition")


@dataclass(frozen=True, slots=True)
class Step:
    """``successor`` took over from ``predecessor``; ``on`` is None when the day is not known."""

    predecessor: str
    successor: str
    manner: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Heir:
    """An agency that holds the obligations, and the steps by which they came to it (none for the agency itself).

    ``certain`` is false when they may be with another as well, because the day of a step is not known.
    """

    code: str
    steps: tuple[Step, ...]
    certain: bool


def resolve(session: Session, code: str, on: date) -> list[Heir]:
    """Who holds the obligations of the agency ``code`` on the day ``on``; empty when it ended and nobody is known to follow.

    AgencyNotFound when there is no such agency. Two statements, however long the descent.
    """
    agency = session.execute(select(Agency.id, Agency.valid_to).where(Agency.code == code)).one_or_none()
    if agency is None:
        raise AgencyNotFound(code=code[:80])
    rows = session.execute(queries.descent(agency.id)).mappings().all()
    ends: dict[str, date | None] = {code: agency.valid_to} | {row["successor"]: row["successor_end"] for row in rows}
    heirs: dict[str, Heir] = {}
    for heir in _follow(code, on, rows, ends, (), certain=True):
        known = heirs.get(heir.code)
        if known is None or (heir.certain and not known.certain):
            heirs[heir.code] = heir
    return list(heirs.values())


def _follow(
    code: str, on: date, rows: Sequence[RowMapping], ends: dict[str, date | None], steps: tuple[Step, ...], *, certain: bool
) -> Iterator[Heir]:
    taken = [Step(row["predecessor"], row["successor"], row["manner"], row["on"]) for row in rows if row["predecessor"] == code]
    end = ends[code]
    ended = (end is not None and end < on) or any(
        step.manner in ENDING and step.on is not None and step.on <= on for step in taken
    )
    if ended:
        following = [step for step in taken if step.on is None or step.on <= on]
    else:
        following = [step for step in taken if step.on is None and step.manner in ENDING]
        certain = certain and not following
        yield Heir(code, steps, certain)
    walked = {step.predecessor for step in steps} | {code}
    for step in following:
        if step.successor not in walked:
            yield from _follow(step.successor, on, rows, ends, (*steps, step), certain=certain)
