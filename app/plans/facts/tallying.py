"""Counting what a plan's shapes ask for, as if nothing were recorded, and then correcting that by what is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.plans.facts.outcomes import LATE, NOTHING, RECORDED, RETURNED, STANDS, UNLISTED, WHOLE
from app.plans.facts.shapes import Shapes
from app.plans.rules.obligations import Obligation
from app.plans.rules.progress import Cell
from app.plans.rules.status import State
from app.plans.rules.workdays import Workday

#: How many obligations stand in a cell and are seen whole.
Tally = Counter[tuple[Cell, bool]]
#: (whole, unlisted, how it stands when nothing is recorded).
Bare = tuple[bool, bool, State]


class Row:
    """One row of a roll-up while it is being counted: what nothing is recorded of, and what something is."""

    __slots__ = ("bare", "cells")

    def __init__(self) -> None:
        self.bare: Counter[Bare] = Counter()
        self.cells: Tally = Counter()

    def take(self, cell: int, count: int) -> None:
        """Of so many obligations something is recorded."""
        nothing, whole, unlisted = NOTHING[cell & 3], bool(cell & WHOLE), bool(cell & UNLISTED)
        stands = cell >> 2 & 15
        self.bare[whole, unlisted, nothing] -= count
        told = Cell(STANDS[stands], nothing == "no_information", bool(cell & RECORDED), bool(cell & LATE), stands in RETURNED)
        self.cells[told, whole] += count


class Counted:
    """Counts everything that is owed, as if nothing were recorded, and then corrects that."""

    def __init__(self, found: Shapes) -> None:
        self._found = found
        self.groups: dict[str, Row] = defaultdict(Row)
        self.agencies: dict[str, Row] = defaultdict(Row)
        self.years: dict[str, Row] = defaultdict(Row)
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
            pattern = frozenset((code, frozenset(count.items())) for code, count in counts.items())
            if pattern not in named:
                named[pattern] = len(kinds)
                kinds.append(counts)
            alike[leads] = named[pattern]
        by_kind: Counter[tuple[str, int, int]] = Counter()
        by_leads: Counter[tuple[int, int]] = Counter()
        names = list(found.groups)
        for (group, frame, leads), count in found.tasks.items():
            by_kind[names[group], frame, alike[leads]] += count
            by_leads[frame, leads] += count
        for (name, frame, kind), count in by_kind.items():
            for code, nothing in self._bare[frame].items():
                year = self.years[str(found.periods[code].last.year)].bare
                for (whole, unlisted), many in kinds[kind][code].items():
                    self.groups[name].bare[whole, unlisted, nothing] += count * many
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


def told(rows: Mapping[str, Row]) -> dict[str, Tally]:
    found = {}
    for name, row in rows.items():
        tally = Counter(row.cells)
        for (whole, unlisted, nothing), count in row.bare.items():
            if count:
                tally[Cell("membership_unknown" if unlisted else nothing, nothing == "no_information"), whole] += count
        if tally:
            found[name] = tally
    return found
