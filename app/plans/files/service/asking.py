"""What is asked of a file, and what comes of it."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.documents.service import permalink
from app.plans.files import queries
from app.plans.files.errors import TooManyReports
from app.plans.models import Plan
from app.plans.progress import queries as progress
from app.plans.progress.service import Asked
from app.plans.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Wanted:
    """Two dates for one reader, ``zone`` in which instants are written, and ``base``, what addresses begin with.

    ``latest``: no instant was named. ``most`` reports may be in a file, None: any number.
    """

    asked: Asked
    zone: str
    base: str
    latest: bool = False
    most: int | None = None

    def address(self, document: object) -> str:
        """A document's full lasting address."""
        return f"{self.base}{permalink(document)}"  # type: ignore[arg-type]

    def bounded(self, most: int) -> "Wanted":
        """The same with another bound."""
        return replace(self, most=most)

    def check(self, count: int) -> None:
        """TooManyReports, where there is a bound."""
        if self.most is not None and count > self.most:
            raise TooManyReports(count=count, most=self.most)


@dataclass(frozen=True, slots=True)
class Made:
    """A file. ``name`` is what it is called, with its ending; ``language`` is that of its words."""

    name: str
    body: bytes
    language: str


def settled(session: Session, plan: Plan, wanted: Wanted) -> Wanted:
    """The same question at the last instant at which anything that this reader sees was recorded, when none was named.

    As much was known then as now, and whoever asks again before something new is recorded gets the same bytes. What an agency sees
    is not told apart so simply: it is answered as of now.
    """
    asked = wanted.asked
    if wanted.latest and asked.sight.agency is None:
        seen = progress.recorded(plan.id, everything=asked.sight.everything, agency=None, task=None)
        last = session.scalar(select(func.max(seen.c.at)).where(seen.c.at <= asked.known_at))
        days = session.scalar(queries.last_holidays(asked.known_at))
        asked = replace(asked, known_at=max(filter(None, (plan.created_at, last, days))))
    return replace(wanted, asked=replace(asked, known_at=asked.known_at.astimezone(ZoneInfo(wanted.zone))))


def ends_in(period: Period | None, other: Period) -> bool:
    """Whether a period ends within another; None holds all."""
    return period is None or period.first <= other.last <= period.last
