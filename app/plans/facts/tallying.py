"""Counting what a plan's shapes ask for, as if nothing were recorded, and then correcting that by what is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache, cached_property

from app.plans.facts.outcomes import LATE, NOTHING, RECORDED, RETURNED, STANDS, UNLISTED, WHOLE
from app.plans.facts.shapes import Duty, Shapes
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
        bare, told = _read(cell)
        self.bare[bare] -= count
        self.cells[told] += count


class Counted:
    """Counts everything that is owed, as if nothing were recorded, and then corrects that."""

    def __init__(self, found: Shapes) -> None:
        self._found = found
        self.groups: dict[str, Row] = defaultdict(Row)
        self.agencies: dict[str, Row] = defaultdict(Row)
        self.years: dict[str, Row] = defaultdict(Row)
        self._moved: Counter[tuple[int, str]] = Counter()
        self._missing: set[int] = set()
        self._bare = [{code: _nothing(one, one.due, found.as_of) for code, one in slots.items()} for slots in found.slots]
        # Most frames ask for the same on the day.
        same: dict[frozenset[tuple[str, State]], int] = {}
        self._same = [same.setdefault(frozenset(bare.items()), frame) for frame, bare in enumerate(self._bare)]
        self._by_leads: Counter[tuple[int, int]] = Counter()
        for (_, frame, leads), count in found.tasks.items():
            self._by_leads[frame, leads] += count
        self._count_groups_and_years()
        self._count_agencies()

    def _count_groups_and_years(self) -> None:
        found = self._found
        # Most sets of leads are one body: those on which duties of the same kinds fall in each period are counted together.
        kinds: dict[int, tuple[tuple[tuple[bool, bool], int], ...]] = {}
        falls: dict[int, dict[str, tuple[tuple[tuple[bool, bool], int], ...]]] = {number: {} for number in found.leads.values()}
        for (leads, code), duties in found.each():
            if id(duties) not in kinds:
                kinds[id(duties)] = tuple(sorted(Counter((one.whole, one.unlisted) for one in duties).items()))
            falls[leads][code] = kinds[id(duties)]
        patterns: dict[frozenset[object], int] = {}
        alike = {leads: patterns.setdefault(frozenset(counts.items()), leads) for leads, counts in falls.items()}
        together: Counter[tuple[int, int, int]] = Counter()
        for (group, frame, leads), count in found.tasks.items():
            together[group, self._same[frame], alike[leads]] += count
        names = list(found.groups)
        years = {code: str(one.last.year) for code, one in found.periods.items()}
        for (group, frame, leads), count in together.items():
            row, counts = self.groups[names[group]].bare, falls[leads]
            for code, nothing in self._bare[frame].items():
                year = self.years[years[code]].bare
                for (whole, unlisted), many in counts[code]:
                    row[whole, unlisted, nothing] += count * many
                    year[whole, unlisted, nothing] += count * many

    def _count_agencies(self) -> None:
        duties: dict[int, list[Duty]] = {}
        counts: Counter[tuple[int, State]] = Counter()
        together: Counter[tuple[int, int]] = Counter()
        for (frame, leads), count in self._by_leads.items():
            together[self._same[frame], leads] += count
        for (frame, leads), count in together.items():
            for code, nothing in self._bare[frame].items():
                some = self._found.falls_on(leads, code)
                duties[id(some)] = some
                counts[id(some), nothing] += count
        for (place, nothing), count in counts.items():
            for one in duties[place]:
                self.agencies[one.obliged.name].bare[one.whole, one.unlisted, nothing] += count

    def move(self, key: tuple[str, int, int, str, str], due: Workday, count: int) -> None:
        """So many obligations of a group, frame, set of leads, body and period have more time."""
        found = self._found
        group, frame, leads, code, period = key
        slot = found.slots[frame].get(period)
        duty = found.duties[code]
        if slot is None or not duty.whole or duty not in found.falls_on(leads, period):
            return
        before, after = self._bare[frame][period], _nothing(slot, due.day, found.as_of)
        if before != after:
            for one in (self.groups[group], self.agencies[code], self.years[str(slot.period.last.year)]):
                one.bare[True, duty.unlisted, before] -= count
                one.bare[True, duty.unlisted, after] += count
        self._moved[frame, period] += count
        self._missing.update(due.missing_years)

    def missing_years(self) -> set[int]:
        """Years without holidays: of days that were moved, and of the rule's own where not all of them were."""
        found = self._found
        unsure = [[code for code, one in slots.items() if one.missing_years] for slots in found.slots]
        owed: Counter[tuple[int, str]] = Counter()
        for (frame, leads), count in self._by_leads.items():
            for code in unsure[frame]:
                owed[frame, code] += count * len(found.falls_on(leads, code))
        left = (key for key, count in owed.items() if count > self._moved[key])
        return self._missing.union(*(found.slots[frame][code].missing_years for frame, code in left))

    def hides(self, frame: int, leads: int | None) -> bool:
        """Whether something is owed on a task that the reader does not see whole; without ``leads`` all are seen alike."""
        found = self._found
        if leads is not None:
            return any(not duty.whole for code in found.slots[frame] for duty in found.falls_on(leads, code))
        return bool(found.slots[frame]) and not self._all_whole

    @cached_property
    def _all_whole(self) -> bool:
        return all(one.whole for one in self._found.duties.values())


@cache
def _read(cell: int) -> tuple[Bare, tuple[Cell, bool]]:
    """What a cell's number says: how it would stand if nothing were recorded, and how it stands. There are some hundred."""
    nothing, stands, whole = NOTHING[cell & 3], cell >> 2 & 15, bool(cell & WHOLE)
    told = Cell(STANDS[stands], nothing == "no_information", bool(cell & RECORDED), bool(cell & LATE), stands in RETURNED)
    return (whole, bool(cell & UNLISTED), nothing), (told, whole)


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
