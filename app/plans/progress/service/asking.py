"""What is asked: two dates, for one reader."""

from dataclasses import dataclass
from datetime import date, datetime

from app.plans.progress.policy import Sight
from app.plans.structure.queries import View


@dataclass(frozen=True, slots=True)
class Asked:
    """The pair of dates, the reader's languages (``interface`` speaks to him), and what he may see."""

    as_of: date
    known_at: datetime
    view: View
    interface: str
    sight: Sight
