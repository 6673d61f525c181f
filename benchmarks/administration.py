"""Made-up agencies of a generated plan: bodies, a class with members, a class that nobody can list, and what became of some."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.agencies.models import Agency, AgencyName, Membership, Succession
from app.core.ids import uuid7
from app.core.text.vietnamese import sort_key

BODIES, DISTRICTS = 60, 12
LISTED, UNLISTED = "huyen", "cac-so-nganh"
#: Predecessor, successor, day (None: not known), manner.
SUCCESSIONS = (
    ("so-01", "so-02", date(2025, 3, 1), "merger"),
    ("so-03", "so-04", date(2021, 7, 1), "renaming"),
    ("so-05", "so-06", date(2023, 1, 1), "transfer"),
    ("so-07", "so-08", None, "merger"),
    ("huyen-01", "huyen-02", date(2020, 3, 1), "merger"),
    ("huyen-03", "huyen-04", date(2020, 3, 1), "merger"),
)
_ENDING = ("merger", "renaming")


@dataclass(slots=True)
class Administration:
    """``ids`` by code. ``bodies`` lead by themselves, ``districts`` are the members of the class LISTED."""

    ids: dict[str, UUID] = field(default_factory=dict)
    bodies: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)

    def members(self, on: date) -> list[str]:
        """Who belonged to the class LISTED on a day."""
        ended = {code for code, _, day, _ in SUCCESSIONS if day is not None and day <= on}
        return [code for code in self.districts if code not in ended]


def administration(session: Session) -> Administration:
    """Write the agencies."""
    made = Administration()
    made.bodies = [f"so-{number:02}" for number in range(BODIES)]
    made.districts = [f"huyen-{number:02}" for number in range(DISTRICTS)]
    classes = {LISTED: True, UNLISTED: False}
    ended = {code: day for code, _, day, manner in SUCCESSIONS if manner in _ENDING and day is not None}
    for code in (*made.bodies, *made.districts, *classes):
        made.ids[code] = uuid7()
    session.execute(
        insert(Agency),
        [
            {
                "id": id,
                "code": code,
                "type": "class" if code in classes else "body",
                "enumerable": classes.get(code),
                "valid_to": date.fromordinal(ended[code].toordinal() - 1) if code in ended else None,
                "aliases": [],
                "source": "Made up",
                "verified": False,
                "note": {},
            }
            for code, id in made.ids.items()
        ],
    )
    names = {code: code.replace("-", " ").capitalize() for code in made.ids}
    session.execute(
        insert(AgencyName),
        [
            {"agency_id": made.ids[code], "language": "vi", "name": name, "sort_key": sort_key(name)}
            for code, name in names.items()
        ],
    )
    session.execute(
        insert(Membership),
        [
            {
                "class_id": made.ids[LISTED],
                "member_id": made.ids[code],
                "until": date.fromordinal(ended[code].toordinal() - 1) if code in ended else None,
            }
            for code in made.districts
        ],
    )
    session.execute(
        insert(Succession),
        [
            {"predecessor_id": made.ids[before], "successor_id": made.ids[after], "on": on, "manner": manner}
            for before, after, on, manner in SUCCESSIONS
        ],
    )
    return made
