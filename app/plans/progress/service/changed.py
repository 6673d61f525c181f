"""The obligations that stand otherwise on another day, found without going through all of a plan when only a page of them is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.plans import facts, models
from app.plans.progress import queries
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.standing import Seen, seen
from app.plans.rules.comparison import Change, compare
from app.plans.rules.obligations import Obligation
from app.plans.rules.periods import Period
from app.web.paging import InvalidCursor

#: Tasks that are gone through at first; each time twice as many, so that few changes among many tasks do not take many rounds.
BEGIN = 10
#: A change, with what the reader sees of its task on both days.
Told = tuple[Change, Seen, Seen]


def changed(
    session: Session,
    plan: models.Plan,
    grounds: facts.Grounds,
    first: Asked,
    second: Asked,
    after: Sequence[Any] | None,
    limit: int | None,
    now: facts.Shapes | None = None,
) -> tuple[list[Told], bool]:
    """At most ``limit`` changes after the one named ``after``, by task, period and body, and whether there are more. None: all.

    ``now`` are the plan's shapes on the second day, when the caller has them.
    """
    now = now or facts.shapes(grounds, second.as_of, lambda one: False)
    numbers = _candidates(session, plan, now, first, second)
    if after is not None:
        numbers = [number for number in numbers if number >= str(after[0])]
    found: list[Told] = []
    for told in _told(session, plan, grounds, first, second, numbers):
        found += told
        if after is not None:
            place = next((place for place, (one, _, _) in enumerate(found) if name(one) == list(after)), None)
            if place is None:
                raise InvalidCursor
            del found[: place + 1]
            after = None
        if limit is not None and len(found) > limit:
            return found[:limit], True
    if after is not None:
        raise InvalidCursor
    return found, False


def name(one: Change) -> list[Any]:
    """What a cursor calls a change."""
    return [one.key.task, one.key.period, one.key.owed_as]


def _told(
    session: Session, plan: models.Plan, grounds: facts.Grounds, first: Asked, second: Asked, numbers: Sequence[str]
) -> Iterator[list[Told]]:
    """The changes of these tasks, some tasks at a time."""
    start, size = 0, BEGIN
    while start < len(numbers):
        some = numbers[start : start + size]
        known = facts.known(session, plan, second.as_of, second.known_at, only=some, agencies=grounds.registry)
        now, then = seen(known, second.sight), seen(replace(known, as_of=first.as_of), first.sight)
        yield [(one, then, now) for one in compare(then.found.states, now.found.states)]
        start, size = start + size, size * 2


def _candidates(session: Session, plan: models.Plan, now: facts.Shapes, first: Asked, second: Asked) -> list[str]:
    """Numbers of the tasks of which something could stand otherwise, in the order of text: a period has begun or ended or fallen due
    between the two days, other agencies answer, more time has passed, or a step was taken."""
    if first.as_of == second.as_of:
        return []
    frames = {number for number, slots in enumerate(now.slots) if any(_passes(one, first, second) for one in slots.values())}
    leads = now.answered_otherwise(first.as_of)
    wanted = {
        serial
        for (_, frame, lead), some in zip(now.tasks, now.serials, strict=True)
        if frame in frames or lead in leads
        for serial in some
    }
    there = {serial for some in now.serials for serial in some}
    moved = queries.tasks_moved(plan.id, first.as_of, second.as_of, second.known_at)
    rows = session.execute(queries.tasks_numbered(plan.id) if wanted == there else moved)
    return sorted(number for serial, number, stepped in rows if serial in there and (stepped or serial in wanted))


def _passes(one: Obligation, first: Asked, second: Asked) -> bool:
    """Whether the day on which a period begins, ends or is due lies between the two."""
    return _between(one.period, first.as_of, second.as_of) or first.as_of <= one.due < second.as_of


def _between(period: Period, first: date, second: date) -> bool:
    return first < period.first <= second or first <= period.last < second
