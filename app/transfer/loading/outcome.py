"""What a load did, and how it treats what people have worked on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.core.actor import Actor
from app.core.errors import Refusal
from app.i18n import translate
from app.transfer.errors import Fault, FaultyFiles, Place


@dataclass(slots=True)
class Outcome:
    """How many records of one file were new, differed, or were there already; ``kept`` names those that were left alone."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.created + self.changed + self.unchanged + len(self.kept)


@dataclass(slots=True)
class Loaded:
    """What a load did."""

    agencies: Outcome = field(default_factory=Outcome)
    topics: Outcome = field(default_factory=Outcome)
    documents: Outcome = field(default_factory=Outcome)
    plans: Outcome = field(default_factory=Outcome)

    @property
    def nothing_new(self) -> bool:
        """Whether the load found everything as it should be, or left it alone."""
        return not any(one.created or one.changed for one in (self.agencies, self.topics, self.documents, self.plans))


def others_worked_on(session: Session, actor: Actor, subject: str, id: object) -> bool:
    """Whether somebody else than ``actor`` has ever done something to a subject. A person's key is told by its id, not its name."""
    acts = exists().where(
        AuditEntry.subject == subject,
        AuditEntry.subject_id == str(id),
        or_(AuditEntry.actor != actor.name, AuditEntry.key_id.is_not(None)),
    )
    return bool(session.scalar(select(acts)))


class Unloadable(Exception):
    """A record that cannot be loaded over what is there. ``field`` is the path inside the record."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@contextmanager
def placed(place: Place) -> Iterator[None]:
    """Tell a refusal together with the line that it is about."""
    try:
        yield
    except Unloadable as error:
        raise FaultyFiles([Fault(place, error.field, error.message)]) from None
    except Refusal as refusal:
        words = translate(
            refusal.title,
            "en",
            {name: str(value) for name, value in refusal.facts.items()},
        )
        field = str(refusal.facts.get("pointer", "")).strip("/").replace("/", ".")
        raise FaultyFiles([Fault(place, field, words)]) from refusal
