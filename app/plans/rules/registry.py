"""Agencies as facts: which are classes, who belonged to them when, and who took over from whom.

Read as ``agencies.service.resolve`` reads the tables: a merger, a renaming or an abolition ends the predecessor and passes
everything on; a transfer or a split leaves it in being, and takes effect on its duties only once it has ended.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

#: What ends the predecessor. A transfer or a split takes a part of its tasks and leaves it in being.
ENDING = frozenset({"merger", "renaming", "abolition"})


@dataclass(frozen=True, slots=True)
class AgencyFact:
    """``enumerable`` is None for a body, and for a class says whether its members can be listed. ``last`` is its last day."""

    code: str
    enumerable: bool | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, order=True)
class Membership:
    """``agency`` belonged to the class, both days included; None is open."""

    class_code: str
    agency: str
    first: date | None = None
    last: date | None = None

    def holds(self, on: date) -> bool:
        return (self.first or date.min) <= on <= (self.last or date.max)


@dataclass(frozen=True, slots=True)
class Succession:
    """``successors`` took over from ``agency``; ``on`` is None when the day is not known."""

    agency: str
    successors: tuple[str, ...]
    on: date | None
    manner: str


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: ``successor`` took over from ``agency``."""

    agency: str
    successor: str
    on: date | None
    manner: str


@dataclass(frozen=True, slots=True)
class Heir:
    """Who holds an agency's duties, and the steps by which they came (none for itself).

    ``certain`` is false when the day of a step is not known, so that the duties may be with another as well.
    """

    agency: str
    chain: tuple[Step, ...]
    certain: bool


@dataclass(frozen=True)
class Registry:
    """What is known about agencies. One that is not listed is a body without an end."""

    agencies: tuple[AgencyFact, ...] = ()
    memberships: tuple[Membership, ...] = ()
    successions: tuple[Succession, ...] = ()
    _known: dict[tuple[str, date], tuple[Heir, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def by_code(self) -> Mapping[str, AgencyFact]:
        return {one.code: one for one in self.agencies}

    @cached_property
    def steps(self) -> Mapping[str, tuple[Step, ...]]:
        """The steps away from each agency, by day and name; those without a day last."""
        found: dict[str, set[Step]] = {}
        for one in self.successions:
            found.setdefault(one.agency, set()).update(Step(one.agency, to, one.on, one.manner) for to in one.successors)
        return {
            code: tuple(sorted(some, key=lambda s: (s.on or date.max, s.successor, s.manner))) for code, some in found.items()
        }

    @cached_property
    def _classes(self) -> Mapping[str, tuple[Membership, ...]]:
        found: dict[str, list[Membership]] = {}
        for one in self.memberships:
            found.setdefault(one.class_code, []).append(one)
        return {code: tuple(some) for code, some in found.items()}

    def is_class(self, code: str) -> bool:
        return code in self.by_code and self.by_code[code].enumerable is not None

    def members(self, code: str, on: date) -> tuple[str, ...] | None:
        """The members of a class on a day, sorted; None when they are not known, or when it has none that day."""
        if not self.is_class(code) or not self.by_code[code].enumerable:
            return None
        return tuple(sorted({one.agency for one in self._classes.get(code, ()) if one.holds(on)})) or None

    def heirs(self, code: str, on: date) -> tuple[Heir, ...]:
        """The agencies that hold the duties of ``code`` on a day, sorted; none when it ended and nobody is known to follow."""
        if (code, on) not in self._known:
            found: dict[str, Heir] = {}
            for heir in self._follow(code, on, (), True, set()):
                if heir.agency not in found or (heir.certain and not found[heir.agency].certain):
                    found[heir.agency] = heir
            self._known[code, on] = tuple(found[agency] for agency in sorted(found))
        return self._known[code, on]

    def _follow(self, code: str, on: date, chain: tuple[Step, ...], certain: bool, seen: set[tuple[str, bool]]) -> Iterator[Heir]:
        steps = self.steps.get(code, ())
        last = self.by_code[code].last if code in self.by_code else None
        ended = (last is not None and last < on) or any(s.manner in ENDING and s.on is not None and s.on <= on for s in steps)
        if ended:
            following = [step for step in steps if step.on is None or step.on <= on]
        else:
            following = [step for step in steps if step.on is None and step.manner in ENDING]
            certain = certain and not following
            yield Heir(code, chain, certain)
        # What was reached once is not followed again: a circle would never end, and many roads to one heir would take too long.
        seen.add((code, certain))
        for step in following:
            if (step.successor, certain) not in seen:
                yield from self._follow(step.successor, on, (*chain, step), certain, seen)
