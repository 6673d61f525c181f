"""Who may do what with indicators. Everybody reads them; plan managers set them; agencies measure for themselves."""

from app.core.actor import Actor, Role
from app.core.errors import Forbidden


def check_write(actor: Actor) -> None:
    """Plan managers make and change indicators."""
    if not actor.has(Role.plan_manager):
        raise Forbidden


def check_measure(actor: Actor, agency: str) -> None:
    """A reporter measures for its own agency, plan managers for any."""
    if not actor.has(Role.plan_manager) and not (actor.role is Role.reporter and actor.agency == agency):
        raise Forbidden


def sees_missing(actor: Actor, agency: str, published: bool) -> bool:
    """Whether the actor is told that a named agency has given no figure: staff and that agency, all where a setting says so."""
    return published or actor.staff or actor.agency == agency
