"""Who may do what with agencies. Everybody reads them; only an admin changes the record of the state's bodies."""

from app.core.actor import Actor
from app.core.errors import Forbidden


def check_write(actor: Actor) -> None:
    """Admins add and change agencies."""
    if not actor.has():
        raise Forbidden
