"""The core's small values: clock, identifiers, actors, refusals."""

import time
from datetime import UTC, date, datetime
from uuid import RFC_4122

import pytest

from app.core import clock
from app.core.actor import ANYONE, SYSTEM, Actor, Role
from app.core.errors import NotFound, Refusal
from app.core.ids import uuid7


def refusals(base: type[Refusal] = Refusal) -> set[type[Refusal]]:
    """Every refusal there is, once the application has been imported."""
    import app.main  # noqa: F401

    found = {base}
    for one in base.__subclasses__():
        found |= refusals(one)
    return found


def test_today_is_a_day_of_the_place() -> None:
    with clock.frozen(datetime(2026, 6, 30, 17, 0, tzinfo=UTC)):
        assert clock.today("Asia/Ho_Chi_Minh") == date(2026, 7, 1)
        assert clock.today("UTC") == date(2026, 6, 30)
        assert clock.now() == datetime(2026, 6, 30, 17, 0, tzinfo=UTC)


def test_a_stopped_clock_goes_on_afterwards() -> None:
    with pytest.raises(RuntimeError), clock.frozen(datetime(2000, 1, 1, tzinfo=UTC)):
        raise RuntimeError
    assert abs(clock.now().timestamp() - time.time()) < 5


def test_identifiers_are_unique_and_sort_by_the_time_they_were_made() -> None:
    many = [uuid7() for _ in range(2000)]
    assert len(set(many)) == 2000
    assert all(one.version == 7 and one.variant == RFC_4122 for one in many)
    earlier = uuid7()
    time.sleep(0.002)
    assert earlier < uuid7()
    assert abs((earlier.int >> 80) / 1000 - time.time()) < 5


def test_an_admin_has_every_role_and_the_public_none() -> None:
    assert all(SYSTEM.has(role) for role in Role)
    assert not any(ANYONE.has(role) for role in Role)
    assert Actor("one", Role.editor).has(Role.editor, Role.publisher)
    assert not Actor("one", Role.editor).has(Role.publisher)


def test_staff_are_all_but_the_public_and_reporters() -> None:
    assert not ANYONE.staff
    assert {role for role in Role if Actor("one", role).staff} == set(Role) - {Role.reporter}


def test_a_refusal_carries_its_facts() -> None:
    refusal = NotFound(code="one")
    assert (str(refusal), refusal.facts) == ("not-found", {"code": "one"})


def test_codes_are_stable_words_and_say_the_same_status_everywhere() -> None:
    statuses: dict[str, set[int]] = {}
    for refusal in refusals():
        assert refusal.code.replace("-", "").isalpha(), refusal
        assert 400 <= refusal.status < 600
        statuses.setdefault(refusal.code, set()).add(refusal.status)
    assert {code: found for code, found in statuses.items() if len(found) > 1} == {}
