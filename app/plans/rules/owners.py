"""Who owes: from the agency that the plan prints to the one that answers for it on a day, every step kept.

A printed lead is a body or a class of bodies. What a period asks falls on the body, or on those that belonged to the class on
the period's last day. A body that has ended since passes it on: the number of duties stays, only their holders change. Members
that nobody can list are not guessed; the duty then falls on the class, *membership unknown*.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.plans.rules.registry import Registry, Step

By = Literal["lead", "member", "successor"]


@dataclass(frozen=True, slots=True)
class Obliged:
    """On whom a period's duty fell: ``body``, or the class ``printed`` itself where its members are not known (None)."""

    body: str | None
    printed: str
    by: By

    @property
    def name(self) -> str:
        """The body's code, or the class's: what tells two duties of one task and period apart."""
        return self.body or self.printed


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers on a day. ``agency`` is None where the members of the class ``group`` are not known.

    ``printed`` is the plan's word, ``chain`` leads from the body that the duty fell on to this one. ``certain`` is false when
    the day of a step is not known, so that the duty may be with another as well.
    """

    agency: str | None
    by: By
    printed: str
    group: str | None = None
    chain: tuple[Step, ...] = ()
    certain: bool = True


def obliged(leads: Iterable[str], registry: Registry, on: date) -> tuple[Obliged, ...]:
    """On whom a duty of the printed ``leads`` falls on a day, sorted; a body that leads itself does not owe again as a member."""
    found: dict[str, Obliged] = {}
    classes: list[str] = []
    for lead in sorted(set(leads)):
        if registry.is_class(lead):
            classes.append(lead)
        else:
            found[lead] = Obliged(lead, lead, "lead")
    for lead in classes:
        members = registry.members(lead, on)
        if members is None:
            found[lead] = Obliged(None, lead, "lead")
        for member in members or ():
            found.setdefault(member, Obliged(member, lead, "member"))
    return tuple(found[name] for name in sorted(found))


def holders(one: Obliged, registry: Registry, on: date) -> tuple[Owner, ...]:
    """Who answers for it on a day, sorted; nobody when the body has ended and no successor is known.

    Several when its tasks were divided among successors: then they answer together, for one duty.
    """
    found: dict[tuple[str, str], Owner] = {}
    for heir in registry.heirs(one.name, on):
        by: By = "successor" if heir.chain else one.by
        if not registry.is_class(heir.agency):
            found.setdefault((heir.agency, ""), Owner(heir.agency, by, one.printed, None, heir.chain, heir.certain))
            continue
        members = registry.members(heir.agency, on) if heir.chain else None
        for member in members or (None,):
            owner = Owner(member, by, one.printed, heir.agency, heir.chain, heir.certain)
            found.setdefault((member or "", heir.agency), owner)
    return tuple(found[key] for key in sorted(found))


def who_owes(leads: Iterable[str], registry: Registry, on: date) -> tuple[Owner, ...]:
    """Who answers for a task with these printed leads on a day: on whom it falls, and to whom that has passed."""
    return tuple(owner for one in obliged(leads, registry, on) for owner in holders(one, registry, on))
