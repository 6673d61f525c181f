"""What a plan asks for, without a look at reports and without going through its tasks one by one.

Tasks that are alike, in group, timeframe, rules and leads, are a shape. A frame (timeframe and rules) says for which periods reports
are owed and until when; a set of leads says on whom they fall. Both are computed by the rules, a frame on a task that stands for all.
"""

from collections import defaultdict
from collections.abc import Callable, ItemsView
from dataclasses import dataclass, field, replace
from datetime import date

from app.plans.facts.grounds import Grounds
from app.plans.rules.obligations import Obligation, besides, obligations
from app.plans.rules.owners import Obliged, Owner, holders, obliged
from app.plans.rules.periods import Period
from app.plans.rules.registry import Registry
from app.plans.rules.status import answering
from app.plans.rules.structure import PlannedTask
from app.plans.rules.timeframes import Timeframe
from app.plans.rules.workdays import Holidays

Frame = tuple[str, int | None, int | None, str]


@dataclass(frozen=True, slots=True)
class Duty:
    """On whom something falls, and whose report counts for it on the day; ``whole``: whether the reader sees all of it."""

    obliged: Obliged
    number: int
    counting: frozenset[str]
    whole: bool

    @property
    def unlisted(self) -> bool:
        return self.obliged.body is None


@dataclass(slots=True)
class Shapes:
    """``tasks`` counts the tasks of each (group, frame, leads), ``serials`` holds the numbers of each.

    Groups, frames, sets of leads and duties are named by their numbers. ``slots`` holds for each frame what is owed, by the period's
    code, on a body without a name.
    """

    as_of: date
    registry: Registry
    holidays: Holidays
    groups: dict[str, int] = field(default_factory=dict)
    frames: dict[Frame, int] = field(default_factory=dict)
    leads: dict[str, int] = field(default_factory=dict)
    tasks: dict[tuple[int, int, int], int] = field(default_factory=dict)
    serials: list[list[int]] = field(default_factory=list)
    slots: list[dict[str, Obligation]] = field(default_factory=list)
    periods: dict[str, Period] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    _falls: dict[tuple[int, str], list[Duty]] = field(default_factory=dict)
    _owners: dict[Obliged, tuple[Owner, ...]] = field(default_factory=dict)

    def falls_on(self, leads: int, period: str) -> list[Duty]:
        """The duties of a period for a set of leads."""
        return self._falls[leads, period]

    def each(self) -> ItemsView[tuple[int, str], list[Duty]]:
        """The duties of each set of leads and period that are asked for; a list of duties that comes more than once is one list."""
        return self._falls.items()

    def beside(self, leads: int, period: str) -> frozenset[str]:
        """The agencies that owe on their own account, beside a class of these leads that cannot be listed."""
        together = {one.obliged: self._owners[one.obliged] for one in self._falls[leads, period]}
        unlisted = next((one for one in together if one.body is None), None)
        return frozenset() if unlisted is None else besides(unlisted, together)

    def answered_otherwise(self, on: date) -> set[int]:
        """The sets of leads for which other agencies answer on that day than on ``as_of``, or come to it otherwise."""
        moved = {one for one, owners in self._owners.items() if holders(one, self.registry, on) != owners}
        return {leads for (leads, _), duties in self._falls.items() if any(duty.obliged in moved for duty in duties)}

    def settle(self, whole: Callable[[Obligation], bool]) -> None:
        """Find on whom everything falls."""
        patterns = [next(iter(slots.values())) for slots in self.slots if slots]
        used: dict[int, set[str]] = defaultdict(set)
        for _, frame, leads in self.tasks:
            used[leads].update(self.slots[frame])
        on: dict[tuple[str, date | None], list[Duty]] = {}
        for names, number in self.leads.items():
            printed = names.split()
            # On whom it falls hangs on the day for classes alone.
            changing = any(self.registry.is_class(one) for one in printed)
            for code in used[number]:
                last = self.periods[code].last
                key = names, last if changing else None
                if key not in on:
                    on[key] = [self._duty(one, patterns[0], whole) for one in obliged(printed, self.registry, last)]
                self._falls[number, code] = on[key]

    def _duty(self, one: Obliged, pattern: Obligation, whole: Callable[[Obligation], bool]) -> Duty:
        if one not in self._owners:
            self._owners[one] = holders(one, self.registry, self.as_of)
        found = self.duties.get(one.name)
        if found is None:
            owed = replace(pattern, obliged=one, owners=self._owners[one])
            found = self.duties[one.name] = Duty(one, len(self.duties), answering(owed), whole(owed))
        return found


def shapes(known: Grounds, as_of: date, whole: Callable[[Obligation], bool]) -> Shapes:
    """Compute it for a day; ``whole`` tells which obligations the reader sees all of."""
    found = Shapes(as_of, known.registry, known.holidays)
    for key, kind, first, last, asked, leads, tasks, serials in known.alike:
        shape = (
            found.groups.setdefault(key, len(found.groups)),
            found.frames.setdefault((kind, first, last, asked), len(found.frames)),
            found.leads.setdefault(leads, len(found.leads)),
        )
        found.tasks[shape] = tasks
        found.serials.append(list(map(int, serials.split(","))))
    found.slots = _slots(found, known)
    found.periods = {code: one.period for slots in found.slots for code, one in slots.items()}
    found.settle(whole)
    return found


def _slots(found: Shapes, known: Grounds) -> list[dict[str, Obligation]]:
    """What each frame asks for: computed for a task that is called by the frame's number and led by a body without a name."""
    slots: list[dict[str, Obligation]] = [{} for _ in found.frames]
    together: dict[str, list[PlannedTask]] = {}
    for (kind, first, last, asked), number in found.frames.items():
        frame = Timeframe(kind, first, last, "")  # type: ignore[arg-type]
        together.setdefault(asked, []).append(PlannedTask(str(number), frame, ("",)))
    for asked, tasks in together.items():
        own = [replace(rule, tasks=None) for rule in known.rules if rule.tasks is None or rule.code in asked.split()]
        for one in obligations(known.plan, tasks, own, Registry(), known.holidays, (), found.as_of, found.as_of, known.known_at):
            slots[int(one.task)][one.period.code] = one
    return slots
