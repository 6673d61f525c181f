"""A plan in figures without going through its obligations one by one: the same counts as the rules give, and the tests hold it to that.

What is owed comes from the plan's shapes, how reports stand from ``plan_report_standing``, and one statement brings both together.
Of what nothing is recorded there are as many obligations as are owed, less those on which something is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.outcomes import (
    LATE,
    NEW_DUES,
    NOTHING,
    OUTCOMES,
    RECORDED,
    RETURNED,
    STANDS,
    UNLISTED,
    WHOLE,
    WITH_LOOPS,
    WITHOUT_LOOPS,
)
from app.plans.facts.shapes import Shapes, shapes
from app.plans.rules import tasks as rules
from app.plans.rules.obligations import Obligation
from app.plans.rules.progress import Cell
from app.plans.rules.status import State
from app.plans.rules.timeframes import Timeframe
from app.plans.rules.workdays import Workday, next_working_day

#: How many obligations stand in a cell and are seen whole.
Tally = Counter[tuple[Cell, bool]]
#: (whole, unlisted, how it stands when nothing is recorded).
_Bare = tuple[bool, bool, State]


@dataclass(frozen=True, slots=True)
class Projected:
    """Obligations by group, by the body on whom they fell, and by year; rows add up to the total.

    ``tasks`` counts tasks by their state, and whether something owed on them is not seen whole. ``missing_years`` are those whose
    holidays are not loaded, on which due days depend.
    """

    groups: Mapping[str, Tally]
    agencies: Mapping[str, Tally]
    years: Mapping[str, Tally]
    tasks: Mapping[tuple[rules.State, bool], int]
    missing_years: tuple[int, ...]

    @property
    def total(self) -> Tally:
        found: Tally = Counter()
        for one in self.years.values():
            found.update(one)
        return found


def projected(
    session: Session,
    plan: models.Plan,
    as_of: date,
    known_at: datetime,
    *,
    whole: Callable[[Obligation], bool],
    sights: Collection[bool],
) -> Projected:
    """The figures of a plan. ``whole`` tells which obligations are seen whole; the others are computed from acceptances alone.

    ``sights`` are the answers that ``whole`` gives, True or False or both. Ten statements.
    """
    found = shapes(session, plan, as_of, known_at, whole)
    moved: dict[date, Workday] = {}
    if True in sights:
        days = session.scalars(NEW_DUES, {"plan": plan.id, "known_at": known_at})
        moved = {day: next_working_day(day, found.holidays) for day in days}
    ids = {code: str(id) for code, id in session.execute(select(Agency.code, Agency.id))}
    partly = len(set(sights)) > 1
    bound = {"as_of": as_of, "known_at": known_at, "by_leads": partly}
    session.execute(WITHOUT_LOOPS)
    rows = session.execute(OUTCOMES, {**bound, **_arrays(found, moved, ids, sights)}).all()
    session.execute(WITH_LOOPS)
    counted = _Counted(found)
    groups, codes = list(found.groups), list(found.duties)
    frames = [Timeframe(kind, first, last, "") for kind, first, last, _ in found.frames]  # type: ignore[arg-type]
    tasks: Counter[tuple[rules.State, bool]] = Counter()
    for of, name, cell, frame, leads, state, stated, latest, new_due, count in rows:
        match of:
            case "group":
                counted.groups[groups[name]].take(cell, count)
            case "agency":
                counted.agencies[codes[name]].take(cell, count)
            case "year":
                counted.years[str(name)].take(cell, count)
            case "more":
                counted.move((groups[name], frame, leads, codes[cell], state), moved[new_due], count)
            case _:
                tasks[_task_state(frames[frame], as_of, state, stated, latest), counted.hides(frame, leads)] += count
    return Projected(
        _told(counted.groups), _told(counted.agencies), _told(counted.years), tasks, tuple(sorted(counted.missing_years()))
    )


class _Row:
    """One row of a roll-up while it is being counted: what nothing is recorded of, and what something is."""

    __slots__ = ("bare", "cells")

    def __init__(self) -> None:
        self.bare: Counter[_Bare] = Counter()
        self.cells: Tally = Counter()

    def take(self, cell: int, count: int) -> None:
        """Of so many obligations something is recorded."""
        nothing, whole, unlisted = NOTHING[cell & 3], bool(cell & WHOLE), bool(cell & UNLISTED)
        stands = cell >> 2 & 15
        self.bare[whole, unlisted, nothing] -= count
        told = Cell(STANDS[stands], nothing == "no_information", bool(cell & RECORDED), bool(cell & LATE), stands in RETURNED)
        self.cells[told, whole] += count


class _Counted:
    """Counts everything that is owed, as if nothing were recorded, and then corrects that."""

    def __init__(self, found: Shapes) -> None:
        self._found = found
        self.groups: dict[str, _Row] = defaultdict(_Row)
        self.agencies: dict[str, _Row] = defaultdict(_Row)
        self.years: dict[str, _Row] = defaultdict(_Row)
        self._owed: Counter[tuple[int, str]] = Counter()
        self._moved: Counter[tuple[int, str]] = Counter()
        self._missing: set[int] = set()
        self._bare = [{code: _nothing(one, one.due, found.as_of) for code, one in slots.items()} for slots in found.slots]
        # Most sets of leads are one body: those on which duties of the same kinds fall in each period are counted together.
        alike: dict[int, int] = {}
        kinds: list[dict[str, Counter[tuple[bool, bool]]]] = []
        named: dict[Any, int] = {}
        periods: dict[int, dict[str, Counter[tuple[bool, bool]]]] = {number: {} for number in found.leads.values()}
        for (leads, code), duties in found.each():
            periods[leads][code] = Counter((one.whole, one.unlisted) for one in duties)
        for leads, counts in periods.items():
            name = frozenset((code, frozenset(count.items())) for code, count in counts.items())
            if name not in named:
                named[name] = len(kinds)
                kinds.append(counts)
            alike[leads] = named[name]
        by_kind: Counter[tuple[str, int, int]] = Counter()
        by_leads: Counter[tuple[int, int]] = Counter()
        for (group, frame, leads), count in found.tasks.items():
            by_kind[group, frame, alike[leads]] += count
            by_leads[frame, leads] += count
        for (group, frame, kind), count in by_kind.items():
            for code, nothing in self._bare[frame].items():
                year = self.years[str(found.periods[code].last.year)].bare
                for (whole, unlisted), many in kinds[kind][code].items():
                    self.groups[group].bare[whole, unlisted, nothing] += count * many
                    year[whole, unlisted, nothing] += count * many
                    self._owed[frame, code] += count * many
        for (frame, leads), count in by_leads.items():
            for code, nothing in self._bare[frame].items():
                for duty in found.falls_on(leads, code):
                    self.agencies[duty.obliged.name].bare[duty.whole, duty.unlisted, nothing] += count

    def move(self, key: tuple[str, int, int, str, str], due: Workday, count: int) -> None:
        """So many obligations of a group, frame, set of leads, body and period have more time."""
        found = self._found
        group, frame, leads, code, period = key
        slot = found.slots[frame].get(period)
        duty = found.duties[code]
        if slot is None or not duty.whole or duty not in found.falls_on(leads, period):
            return
        for one in (self.groups[group], self.agencies[code], self.years[str(slot.period.last.year)]):
            one.bare[True, duty.unlisted, self._bare[frame][period]] -= count
            one.bare[True, duty.unlisted, _nothing(slot, due.day, found.as_of)] += count
        self._moved[frame, period] += count
        self._missing.update(due.missing_years)

    def missing_years(self) -> set[int]:
        """Years without holidays: of days that were moved, and of the rule's own where not all of them were."""
        left = (key for key, count in self._owed.items() if count > self._moved[key])
        return self._missing.union(*(self._found.slots[frame][code].missing_years for frame, code in left))

    def hides(self, frame: int, leads: int | None) -> bool:
        """Whether something is owed on a task that the reader does not see whole; without ``leads`` all are seen alike."""
        found = self._found
        if leads is not None:
            return any(not duty.whole for code in found.slots[frame] for duty in found.falls_on(leads, code))
        return bool(found.slots[frame]) and not all(one.whole for one in found.duties.values())


def _nothing(one: Obligation, due: date, as_of: date) -> State:
    """How it stands on a day when nothing is recorded (``rules.status``)."""
    if as_of > due:
        return "no_information"
    return "due" if as_of > one.period.last else "not_due"


def _told(rows: Mapping[str, _Row]) -> dict[str, Tally]:
    found = {}
    for name, row in rows.items():
        tally = Counter(row.cells)
        for (whole, unlisted, nothing), count in row.bare.items():
            if count:
                tally[Cell("membership_unknown" if unlisted else nothing, nothing == "no_information"), whole] += count
        if tally:
            found[name] = tally
    return found


def _task_state(frame: Timeframe, as_of: date, said: Any, stated: int | None, latest: int | None) -> rules.State:
    if said in ("done", "dropped"):
        state: rules.State = said
        return state
    return rules.unfinished(frame, as_of, _in_year(stated), _in_year(latest))


def _in_year(year: int | None) -> date | None:
    return None if year is None else date(year, 1, 1)


def _arrays(found: Shapes, moved: Mapping[date, Workday], ids: Mapping[str, str], sights: Collection[bool]) -> dict[str, str]:
    """The shapes, as the statement takes them: columns of equal length."""
    spans = {code: place for place, code in enumerate(found.periods)}
    slots = [
        (number, code, spans[code], one.period.last.year, one.period.last, one.due)
        for number, slots in enumerate(found.slots)
        for code, one in slots.items()
    ]
    duties = [(leads, code, one) for (leads, code), some in found.each() for one in some]
    counting = [
        (leads, spans[code], ids[agency], one.number, ids[one.obliged.name], not one.whole, len(one.counting) == 1)
        for leads, code, one in duties
        if not one.unlisted
        for agency in one.counting
        if agency in ids
    ]
    unlisted = [(leads, code, one) for leads, code, one in duties if one.unlisted]
    beside = [
        (leads, spans[code], ids[agency]) for leads, code, _ in unlisted for agency in found.beside(leads, code) if agency in ids
    ]
    return {
        **_columns(
            ("shape_groups", "shape_frames", "shape_leads", "shape_ids"),
            [(*shape, some) for shape, some in zip(found.tasks, found.ids, strict=True)],
        ),
        **_columns(("slot_frames", "slot_periods", "slot_spans", "slot_years", "slot_ends", "slot_dues"), slots),
        **_columns(("sights",), [(not one,) for one in sights]),
        **_columns(("new_dues", "moved_dues"), [(day, due.day) for day, due in moved.items()]),
        **_columns(
            ("count_leads", "count_spans", "count_agencies", "count_duties", "count_owed", "count_publics", "count_soles"),
            counting,
        ),
        **_columns(
            ("class_leads", "class_spans", "class_duties", "class_owed", "class_publics"),
            [(leads, spans[code], one.number, ids[one.obliged.name], not one.whole) for leads, code, one in unlisted],
        ),
        **_columns(("beside_leads", "beside_spans", "beside_agencies"), beside),
        **_columns(("duty_ids", "duties"), [(ids[name], one.number) for name, one in found.duties.items()]),
    }


def _columns(names: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> dict[str, str]:
    """Rows as the text of one array a column: thousands of values go to the database at once so, instead of one by one."""
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: f"{{{','.join(map(_literal, column))}}}" for name, column in zip(names, columns, strict=True)}


def _literal(value: object) -> str:
    """A number, a day, an id, a truth, or ids and codes, in none of which there is a quotation mark."""
    return f'"{value}"' if isinstance(value, str) else str(value)
