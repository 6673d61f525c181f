"""A plan in figures without going through its obligations one by one: the same counts as the rules give, and the tests hold it to that.

What is owed comes from the plan's shapes, how reports stand from ``plan_report_standing``, and one statement brings both together.
Of what nothing is recorded there are as many obligations as are owed, less those on which something is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.outcomes import EXTENDED, OUTCOMES, WITH_LOOPS, WITHOUT_LOOPS
from app.plans.facts.shapes import Shapes, shapes
from app.plans.facts.versions import in_print
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
    bound = {"plan": plan.id, "in_print": in_print(plan, known_at), "rules": found.restricted, "as_of": as_of, "known_at": known_at}
    counted = _Counted(found)
    moved: dict[date, Workday] = {}
    if True in sights:
        for row in session.execute(EXTENDED, bound):
            if row.new_due not in moved:
                moved[row.new_due] = next_working_day(row.new_due, found.holidays)
            counted.move(row, moved[row.new_due])
    ids = {code: id for code, id in session.execute(select(Agency.code, Agency.id))}
    partly = len(set(sights)) > 1
    session.execute(WITHOUT_LOOPS)
    rows = session.execute(
        OUTCOMES, {**bound, **_arrays(found, moved, ids), "sights": [not one for one in sights], "by_leads": partly}
    ).all()
    session.execute(WITH_LOOPS)
    codes = [one.obliged.name for one in found.duties.values()]
    frames = [Timeframe(kind, first, last, "") for kind, first, last, _ in found.frames]  # type: ignore[arg-type]
    tasks: Counter[tuple[rules.State, bool]] = Counter()
    for row in rows:
        match row.of:
            case "group":
                counted.recorded(counted.groups[row.in_group], row)
            case "agency":
                counted.recorded(counted.agencies[codes[row.duty]], row)
            case "year":
                counted.recorded(counted.years[str(row.year)], row)
            case _:
                tasks[_task_state(frames[row.frame], as_of, row), counted.hides(row.frame, row.lead_set)] += row.count
    return Projected(
        _told(counted.groups), _told(counted.agencies), _told(counted.years), tasks, tuple(sorted(counted.missing_years()))
    )


class _Row:
    """One row of a roll-up while it is being counted: what nothing is recorded of, and what something is."""

    __slots__ = ("bare", "cells")

    def __init__(self) -> None:
        self.bare: Counter[_Bare] = Counter()
        self.cells: Tally = Counter()


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

    def move(self, row: Any, due: Workday) -> None:
        """Some obligations have more time."""
        found = self._found
        frame = found.frames[row.timeframe_kind, row.first_year, row.last_year, row.rules]
        slot = found.slots[frame].get(row.period)
        duties = () if slot is None else found.falls_on(found.leads[row.leads], row.period)
        for duty in duties:
            if slot is None or duty.obliged.name != row.owed_as or not duty.whole:
                continue
            for one in (self.groups[row.in_group], self.agencies[row.owed_as], self.years[str(slot.period.last.year)]):
                one.bare[True, duty.unlisted, self._bare[frame][row.period]] -= row.obligations
                one.bare[True, duty.unlisted, _nothing(slot, due.day, found.as_of)] += row.obligations
            self._moved[frame, row.period] += row.obligations
            self._missing.update(due.missing_years)

    def recorded(self, one: _Row, row: Any) -> None:
        """Of some obligations something is recorded."""
        one.bare[row.whole, row.unlisted, row.nothing] -= row.count
        cell = Cell(row.state, row.nothing == "no_information", row.recorded, row.late, row.returned)
        one.cells[cell, row.whole] += row.count

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


def _task_state(frame: Timeframe, as_of: date, row: Any) -> rules.State:
    if row.state in ("done", "dropped"):
        state: rules.State = row.state
        return state
    stated, latest = (None if year is None else date(year, 1, 1) for year in (row.stated_year, row.latest_year))
    return rules.unfinished(frame, as_of, stated, latest)


def _arrays(found: Shapes, moved: Mapping[date, Workday], ids: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The shapes, as the statement takes them: columns of equal length."""
    frames = [(number, *frame) for frame, number in found.frames.items()]
    spans = {code: place for place, code in enumerate(found.periods)}
    owed = [(number, code, one) for number, slots in enumerate(found.slots) for code, one in slots.items()]
    slots = [
        (place, number, code, spans[code], one.period.last.year, one.period.last, one.due)
        for place, (number, code, one) in enumerate(owed)
    ]
    duties = [(leads, code, one) for (leads, code), some in found.each() for one in some]
    counting = [
        (leads, spans[code], ids[agency], one.number, not one.whole, len(one.counting) == 1)
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
        **_columns(("frames", "kinds", "firsts", "lasts", "frame_rules"), frames),
        **_columns(("lead_sets", "lead_names"), [(number, names) for names, number in found.leads.items()]),
        **_columns(("slots", "slot_frames", "slot_periods", "slot_spans", "slot_years", "slot_ends", "slot_dues"), slots),
        **_columns(("new_dues", "moved_dues"), [(day, due.day) for day, due in moved.items()]),
        **_columns(
            ("count_leads", "count_spans", "count_agencies", "count_duties", "count_publics", "count_soles"), counting
        ),
        **_columns(
            ("class_leads", "class_spans", "class_duties", "class_publics"),
            [(leads, spans[code], one.number, not one.whole) for leads, code, one in unlisted],
        ),
        **_columns(("beside_leads", "beside_spans", "beside_agencies"), beside),
        **_columns(
            ("duties", "duty_ids", "duty_wholes", "duty_unlisted"),
            [(one.number, ids.get(name), one.whole, one.unlisted) for name, one in found.duties.items()],
        ),
    }


def _columns(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return {name: list(column) for name, column in zip(names, columns, strict=True)}
