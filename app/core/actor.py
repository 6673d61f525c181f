"""Who asks. ``identity`` makes an actor from credentials, policies read it; no subject knows how it was made."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a key may do. ``reporter`` acts for one agency only; every other role is staff of the knowledge base."""

    reader = "reader"
    editor = "editor"
    publisher = "publisher"
    reporter = "reporter"
    plan_manager = "plan_manager"
    admin = "admin"


@dataclass(frozen=True, slots=True)
class Actor:
    """``role`` is None for the public; ``agency`` is the code of the agency a reporter acts for."""

    name: str
    role: Role | None = None
    key_id: UUID | None = None
    agency: str | None = None

    def has(self, *roles: Role) -> bool:
        """Whether this actor has one of ``roles``; an admin has them all."""
        return self.role is Role.admin or self.role in roles

    @property
    def staff(self) -> bool:
        """Staff read drafts, history and explanations; the public and reporters of other agencies do not."""
        return self.role is not None and self.role is not Role.reporter


ANYONE = Actor(name="anonymous")
SYSTEM = Actor(name="system", role=Role.admin)
