"""Who may do what with the calendar. Everybody reads what is due when; how a named agency stands is for staff and that agency."""

from collections.abc import Collection

from app.core.actor import Actor, Role
from app.core.errors import Forbidden


def check_write(actor: Actor) -> None:
    """Plan managers set rules, grant extensions, close periods and open them again."""
    if not actor.has(Role.plan_manager):
        raise Forbidden


def check_holidays(actor: Actor) -> None:
    """Operators load the holidays of a year: they are the same for all plans."""
    if not actor.has():
        raise Forbidden


def sees_reasons(actor: Actor, concerned: Collection[str]) -> bool:
    """Whether the actor is told why more time was granted: staff, and the agencies concerned."""
    return actor.staff or (actor.agency is not None and actor.agency in concerned)


def sees_standing(actor: Actor, concerned: Collection[str], published: bool) -> bool:
    """Whether the actor is told how an obligation stands, and of an extension: the same, and everybody where a setting says so."""
    return published or sees_reasons(actor, concerned)
