"""Who may do what with search. Everybody searches; how the order of hits is made is for staff."""

from app.core.actor import Actor
from app.core.errors import Forbidden, Unauthenticated


def check_explain(actor: Actor) -> None:
    """Staff see how a query was read in full and why each hit stands where it does."""
    if actor.role is None:
        raise Unauthenticated
    if not actor.staff:
        raise Forbidden
