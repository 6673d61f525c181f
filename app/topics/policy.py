"""Who may do what with topics. Everybody reads them; publishers keep them in order."""

from app.core.actor import Actor, Role
from app.core.errors import Forbidden


def check_write(actor: Actor) -> None:
    """Publishers (and admins) add, change and delete topics."""
    if not actor.has(Role.publisher):
        raise Forbidden
