"""Roll-ups: how much is owed, due and recorded, by group, agency, year or state.

Every obligation weighs one. Counts are summed and never averaged: the share of a total is computed from the total's own counts.
Each obligation stands in one row, so rows add up to the total; by agency it is the row of the body on whom the duty fell, and
``owed_by`` answers for the agency that holds it now, where a duty that is held by two stands with both.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from app.plans.rules.status import ObligationState, State
from app.plans.rules.structure import number_key

Dimension = Literal["group", "agency", "year", "state", "task"]

STATES: tuple[State, ...] = get_args(State)
EACH_WEIGHS_ONE = "one_per_obligation"


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of the ``whole`` that counted. Of the whole, nothing is known of ``missing``; ``left_out`` could not be counted at all.

    The truth lies between ``at_least`` and ``at_most``, from 0 to 1 to four places; both None when nothing counted.
    """

    part: int
    whole: int
    missing: int
    left_out: int

    @property
    def at_least(self) -> Decimal | None:
        return _ratio(self.part, self.whole)

    @property
    def at_most(self) -> Decimal | None:
        return _ratio(self.part + self.missing, self.whole)


def _ratio(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(Decimal("0.0001")) if whole else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of obligations, additive. ``by_state`` holds every state once and sums to ``owed``; the others overlap.

    ``due``: the due day has passed, of which ``due_accepted`` are accepted and ``due_unknown`` fall on a class whose members are
    unknown. ``recorded``: a report went beyond a draft. ``late``: a record shows lateness, accepted since or not. ``returned``: sent
    back and not submitted again, late or not.
    """

    owed: int = 0
    due: int = 0
    due_accepted: int = 0
    due_unknown: int = 0
    recorded: int = 0
    accepted: int = 0
    late: int = 0
    returned: int = 0
    no_information: int = 0
    membership_unknown: int = 0
    by_state: tuple[tuple[State, int], ...] = tuple((state, 0) for state in STATES)

    def __add__(self, other: "Figures") -> "Figures":
        """The counts of both together; they must not share an obligation."""
        counts = {field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)[:-1]}
        both = zip(self.by_state, other.by_state, strict=True)
        return Figures(**counts, by_state=tuple((state, one + two) for (state, one), (_, two) in both))

    @property
    def accepted_share(self) -> Share:
        """Accepted, of what has fallen due on bodies that are known."""
        return Share(self.due_accepted, self.due - self.due_unknown, self.no_information, self.due_unknown)


@dataclass(frozen=True, slots=True)
class Rollup:
    """Rows by a dimension, sorted, and their total. ``weights`` says how much each obligation counts."""

    dimension: Dimension
    rows: tuple[tuple[str, Figures], ...]
    total: Figures
    weights: str = EACH_WEIGHS_ONE


@dataclass(frozen=True, slots=True)
class Cell:
    """What figures ask of one obligation: obligations with equal cells are counted alike. ``due``: the due day has passed."""

    state: State
    due: bool = False
    recorded: bool = False
    late: bool = False
    returned: bool = False


_NAMES: dict[Dimension, Callable[[ObligationState], str]] = {
    "group": lambda one: one.obligation.group,
    "agency": lambda one: one.obligation.obliged.name,
    "year": lambda one: str(one.obligation.period.last.year),
    "state": lambda one: one.state,
    "task": lambda one: one.obligation.task,
}


def cell(one: ObligationState, as_of: date) -> Cell:
    """The cell of an obligation on the day for which its state was computed."""
    returned = one.state == "returned" or one.reason == "not_resubmitted"
    return Cell(one.state, one.obligation.due < as_of, bool(one.reporters), one.late, returned)


def tally(cells: Mapping[Cell, int]) -> Figures:
    """The counts of obligations, given how many stand in each cell."""

    by_state: Counter[State] = Counter()
    counts: Counter[str] = Counter()
    for one, number in cells.items():
        by_state[one.state] += number
        if one.due:
            counts["due"] += number
            if one.state == "accepted":
                counts["due_accepted"] += number
            elif one.state == "membership_unknown":
                counts["due_unknown"] += number
        if one.recorded:
            counts["recorded"] += number
        if one.late:
            counts["late"] += number
        if one.returned:
            counts["returned"] += number
    return Figures(
        owed=sum(by_state.values()),
        due=counts["due"],
        due_accepted=counts["due_accepted"],
        due_unknown=counts["due_unknown"],
        recorded=counts["recorded"],
        accepted=by_state["accepted"],
        late=counts["late"],
        returned=counts["returned"],
        no_information=by_state["no_information"],
        membership_unknown=by_state["membership_unknown"],
        by_state=tuple((state, by_state[state]) for state in STATES),
    )


def figures(states: Iterable[ObligationState], as_of: date) -> Figures:
    """The counts of these obligations on the day for which their states were computed."""
    return tally(Counter(cell(one, as_of) for one in states))


def rollup(states: Iterable[ObligationState], dimension: Dimension, as_of: date) -> Rollup:
    """The counts by ``dimension``; "year" is that of the period's last day."""
    given = list(states)
    rows: dict[str, list[ObligationState]] = {}
    for one in given:
        rows.setdefault(_NAMES[dimension](one), []).append(one)
    ordered = sorted(rows, key=number_key)
    return Rollup(dimension, tuple((name, figures(rows[name], as_of)) for name in ordered), figures(given, as_of))


def owed_by(states: Iterable[ObligationState], agency: str) -> tuple[ObligationState, ...]:
    """What an agency answers for now, on its own account or as a successor, in the order given."""
    return tuple(one for one in states if any(owner.agency == agency for owner in one.obligation.owners))
