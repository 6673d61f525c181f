"""What changed between two pairs of dates: obligations that came, went, or stand otherwise, and figures side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.plans.rules.facts import Key
from app.plans.rules.owners import Owner
from app.plans.rules.status import ObligationState, State

What = Literal["state", "due", "owners", "revision", "rule"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What can change about an obligation."""

    state: State
    due: date
    owners: tuple[Owner, ...]
    revision: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is None for an obligation that came, ``after`` for one that went; ``what`` names the parts that differ."""

    key: Key
    before: Standing | None
    after: Standing | None
    what: tuple[What, ...]


def compare(before: Iterable[ObligationState], after: Iterable[ObligationState]) -> tuple[Change, ...]:
    """The changes from one to the other, sorted by task, period and body. Equal arguments give none."""
    old = {one.obligation.key: one for one in before}
    new = {one.obligation.key: one for one in after}
    found = []
    for key in sorted(old.keys() | new.keys()):
        was, now = _standing(old.get(key)), _standing(new.get(key))
        if was != now:
            found.append(Change(key, was, now, _differing(was, now)))
    return tuple(found)


def _standing(one: ObligationState | None) -> Standing | None:
    if one is None:
        return None
    return Standing(one.state, one.obligation.due, one.obligation.owners, one.revision, one.obligation.rule)


def _differing(was: Standing | None, now: Standing | None) -> tuple[What, ...]:
    if was is None or now is None:
        return ()
    names: tuple[What, ...] = ("state", "due", "owners", "revision", "rule")
    return tuple(name for name in names if getattr(was, name) != getattr(now, name))
