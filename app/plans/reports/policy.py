"""Who may do what with reports. Staff read them; an agency reads and writes its own; plan managers write for any, and decide."""

from app.core.actor import Actor, Role
from app.core.errors import Forbidden
from app.plans.reports.errors import DayForManagers, OwnReportsOnly, TranslationByManagers


def sees(actor: Actor, agency: str) -> bool:
    """Whether the actor is told that there is such a report."""
    return actor.staff or actor.agency == agency


def check_create(actor: Actor, agency: str) -> None:
    """A reporter writes for its own agency, plan managers enter what came on paper for any."""
    if actor.role is Role.reporter and actor.agency != agency:
        raise OwnReportsOnly(agency=actor.agency)
    check_write(actor, agency)


def check_write(actor: Actor, agency: str) -> None:
    """The agency itself and plan managers draft, change, submit and correct."""
    if not actor.has(Role.plan_manager) and not (actor.role is Role.reporter and actor.agency == agency):
        raise Forbidden


def check_decide(actor: Actor) -> None:
    """Plan managers accept and return."""
    if not actor.has(Role.plan_manager):
        raise Forbidden


def check_day(actor: Actor) -> None:
    """Only plan managers say that something happened on another day than today."""
    if not actor.has(Role.plan_manager):
        raise DayForManagers


def check_translate(actor: Actor, agency: str, state: str) -> None:
    """The agency translates what it may still change; plan managers at any time."""
    check_write(actor, agency)
    if not actor.has(Role.plan_manager) and state not in ("draft", "returned"):
        raise TranslationByManagers(state=state)
