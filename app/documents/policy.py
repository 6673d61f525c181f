"""Who may do what with documents. The public reads what is published; staff read drafts; editors write; publishers publish."""

from app.core.actor import Actor, Role
from app.core.errors import Forbidden, Unauthenticated
from app.documents.errors import DraftsAreForStaff


def check_read_drafts(actor: Actor) -> None:
    """Staff read working revisions and history; reporters of agencies and the public do not."""
    if actor.role is None:
        raise Unauthenticated
    if not actor.staff:
        raise DraftsAreForStaff


def check_write(actor: Actor) -> None:
    """Editors and publishers create, change, translate and submit."""
    if not actor.has(Role.editor, Role.publisher):
        raise Forbidden


def check_publish(actor: Actor) -> None:
    """Publishers publish, return and withdraw."""
    if not actor.has(Role.publisher):
        raise Forbidden
