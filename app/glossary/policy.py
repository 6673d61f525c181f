"""Who may do what with the glossary. Everybody reads it, editors write it, publishers take terms out."""

from app.core.actor import Actor, Role
from app.core.errors import Forbidden


def check_write(actor: Actor) -> None:
    """Editors, publishers (and admins) add and change terms."""
    if not actor.has(Role.editor, Role.publisher):
        raise Forbidden


def check_delete(actor: Actor) -> None:
    """Publishers (and admins) delete terms."""
    if not actor.has(Role.publisher):
        raise Forbidden
