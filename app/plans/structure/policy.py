"""Who may do what with the structure of plans. Everybody reads it; plan managers change it."""

from app.core.actor import Actor, Role
from app.core.errors import Forbidden


def check_write(actor: Actor) -> None:
    """Plan managers make and change plans, groups and tasks, and state how a task stands."""
    if not actor.has(Role.plan_manager):
        raise Forbidden
