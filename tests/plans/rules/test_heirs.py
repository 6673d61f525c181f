"""The rules follow successions as the room of agencies does, for every agency of the seed."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.agencies import service
from app.agencies.models import Agency, Succession
from app.plans.rules.registry import AgencyFact, Registry
from app.plans.rules.registry import Succession as Followed
from tests.plans.rules.facts import the_registry

DAYS = (date(2019, 12, 31), date(2020, 2, 15), date(2020, 3, 1), date(2025, 2, 28), date(2025, 3, 1), date(2025, 7, 1))


@pytest.fixture
def seeded(session: Session) -> Session:
    """The seed's agencies with their ends and successions, as bare rows."""
    registry = the_registry()
    rows = {
        one.code: Agency(
            code=one.code, type="body" if one.enumerable is None else "class", enumerable=one.enumerable, valid_to=one.last, source="seed"
        )
        for one in registry.agencies
    }  # fmt: skip
    session.add_all(rows.values())
    session.flush()
    for one in registry.successions:
        for successor in one.successors:
            ids = {"predecessor_id": rows[one.agency].id, "successor_id": rows[successor].id}
            session.add(Succession(**ids, on=one.on, manner=one.manner))
    session.flush()
    return session


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_heirs_are_those_that_the_room_of_agencies_finds(seeded: Session, on: date) -> None:
    registry = the_registry()
    for agency in registry.agencies:
        found = {
            (heir.code, heir.certain, tuple((s.predecessor, s.successor, s.manner, s.on) for s in heir.steps))
            for heir in service.resolve(seeded, agency.code, on)
        }
        ours = {
            (heir.agency, heir.certain, tuple((s.agency, s.successor, s.manner, s.on) for s in heir.chain))
            for heir in registry.heirs(agency.code, on)
        }
        assert ours == found, agency.code


def test_an_agency_that_is_not_listed_is_a_body_without_an_end() -> None:
    registry = Registry((AgencyFact("a"),), (), (Followed("unlisted", ("a",), date(2020, 1, 1), "renaming"),))
    assert [heir.agency for heir in registry.heirs("unlisted", date(2019, 1, 1))] == ["unlisted"]
    assert [heir.agency for heir in registry.heirs("unlisted", date(2020, 1, 1))] == ["a"]
