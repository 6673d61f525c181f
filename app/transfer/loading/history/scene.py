"""Where a history is replayed: the plan, and what its records name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor, Role
from app.plans.models import Plan
from app.transfer.errors import Place
from app.transfer.loading.outcome import Unloadable, placed
from app.transfer.records import PlanRecord
from app.transfer.records.history import Recorded


@dataclass(frozen=True, slots=True)
class Scene:
    """``record`` is the plan as it is now, ``documents`` are ids by keys, ``offered`` the service's languages."""

    session: Session
    plan: Plan
    record: PlanRecord
    offered: Sequence[str]
    zone: str
    documents: Mapping[str, UUID]

    @property
    def code(self) -> str:
        return self.record.code

    def document(self, key: str | None, field: str = "document") -> UUID | None:
        """The id of a document; Unloadable for a key that is not there."""
        return None if key is None else self.there(key, field)

    def there(self, key: str, field: str) -> UUID:
        """The same for a key that is always given."""
        if key not in self.documents:
            raise Unloadable(field, f"There is no document {key}.")
        return self.documents[key]

    def today(self) -> date:
        """The local day of the instant at which the clock stands."""
        return clock.now().astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was recorded at an instant. ``order`` tells what came first of what was recorded in one moment."""

    at: datetime
    order: tuple[int, int, int]
    place: Place
    act: Callable[[], None]

    def happen(self, now: datetime) -> None:
        """Let it happen again, at its instant."""
        with placed(self.place):
            if self.at > now:
                raise Unloadable("recorded_at", f"{self.at.isoformat()} is still to come.")
            with clock.frozen(self.at):
                self.act()


def who(one: Recorded) -> Actor:
    """Who recorded something. That it was his to record was asked when he did."""
    return Actor(name=one.recorded_by, role=Role.admin)
