"""A plan in figures without going through its obligations one by one: the same counts as the rules give, and the tests hold it to that.

What is owed comes from the plan's shapes, how reports stand from ``plan_report_standing``, and one statement brings both together.
Of what nothing is recorded there are as many obligations as are owed, less those on which something is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.ahead import ahead
from app.plans.facts.grounds import Grounds
from app.plans.facts.handing import arrays
from app.plans.facts.outcomes import AS_A_WHOLE, AS_BEFORE, OUTCOMES
from app.plans.facts.shapes import Shapes, shapes
from app.plans.facts.tallying import Counted, Tally, told
from app.plans.rules import tasks as rules
from app.plans.rules.obligations import Obligation
from app.plans.rules.timeframes import Timeframe
from app.plans.rules.workdays import next_working_day


@dataclass(frozen=True, slots=True)
class Projected:
    """Obligations by group, by the body on whom they fell, and by year; rows add up to the total.

    ``tasks`` counts tasks by their state, and whether something owed on them is not seen whole. ``missing_years`` are those whose
    holidays are not loaded, on which due days depend. ``by_task`` holds the same for each task by its serial number, when it is
    asked for. ``shapes`` are what was counted.
    """

    groups: Mapping[str, Tally]
    agencies: Mapping[str, Tally]
    years: Mapping[str, Tally]
    tasks: Mapping[tuple[rules.State, bool], int]
    missing_years: tuple[int, ...]
    by_task: Mapping[int, tuple[rules.State, bool]]
    shapes: Shapes

    @property
    def total(self) -> Tally:
        found: Tally = Counter()
        for one in self.years.values():
            found.update(one)
        return found


def projected(
    session: Session,
    known: Grounds,
    as_of: date,
    *,
    whole: Callable[[Obligation], bool],
    sights: Collection[bool],
    by_tasks: bool = False,
) -> Projected:
    """The figures of a plan. ``whole`` tells which obligations are seen whole; the others are computed from acceptances alone.

    ``sights`` are the answers that ``whole`` gives, True or False or both. Three statements.
    """
    found = shapes(known, as_of, whole)
    moved = {day: next_working_day(day, known.holidays) for day in known.new_dues if True in sights}
    partly = len(set(sights)) > 1
    bound = {"as_of": as_of, "known_at": known.known_at, "by_leads": partly, "by_tasks": by_tasks}
    session.execute(AS_A_WHOLE)
    # What would stand if nothing were recorded is counted here while the database finds what is.
    with ahead(session, OUTCOMES, {**bound, **arrays(found, moved, known.ids, sights)}) as recorded:
        counted = Counted(found)
        rows = recorded()
    session.execute(AS_BEFORE)
    groups, codes, periods = list(found.groups), list(found.duties), list(found.periods)
    years = [str(one.last.year) for one in found.periods.values()]
    frames = [Timeframe(kind, first, last, "") for kind, first, last, _ in found.frames]  # type: ignore[arg-type]
    tasks: Counter[tuple[rules.State, bool]] = Counter()
    by_task: dict[int, tuple[rules.State, bool]] = {}
    for of, name, cell, frame, leads, state, stated, latest, new_due, some, span, count in rows:
        match of:
            case "group":
                counted.groups[groups[name]].take(cell, count)
                counted.years[years[span - 1]].take(cell, count)
            case "agency":
                counted.agencies[codes[name]].take(cell, count)
            case "more":
                counted.move((groups[name], frame, leads, codes[cell], periods[span - 1]), moved[new_due], count)
            case _:
                stands = _task_state(frames[frame], as_of, state, stated, latest), counted.hides(frame, leads)
                tasks[stands] += count
                if some is not None:
                    by_task.update(dict.fromkeys(map(int, some.split(",")), stands))
    return Projected(
        told(counted.groups),
        told(counted.agencies),
        told(counted.years),
        tasks,
        tuple(sorted(counted.missing_years())),
        by_task,
        found,
    )


def _task_state(frame: Timeframe, as_of: date, said: Any, stated: int | None, latest: int | None) -> rules.State:
    if said in ("done", "dropped"):
        state: rules.State = said
        return state
    return rules.unfinished(frame, as_of, _in_year(stated), _in_year(latest))


def _in_year(year: int | None) -> date | None:
    return None if year is None else date(year, 1, 1)
