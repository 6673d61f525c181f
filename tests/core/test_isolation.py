"""The tests' own ground: what one test does, no other sees."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core.actor import Role
from app.core.db import unit_of_work
from tests.builders import an_agency
from tests.callers import Caller


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_does_is_gone_when_the_next_begins(session: Session, time: str) -> None:
    assert session.scalar(select(func.count()).select_from(Agency)) == 0
    an_agency(session, "some-agency")
    session.commit()


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_is_committed_for_real_is_emptied_afterwards(committed_engine: Engine, time: str) -> None:
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Agency)) == 0
        an_agency(work, "some-agency")
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Agency)) == 1


def test_a_unit_of_work_that_fails_takes_back_its_own_work_and_no_more(session: Session) -> None:
    an_agency(session, "before")
    with pytest.raises(RuntimeError), unit_of_work(session.connection()) as work:
        an_agency(work, "inside")
        raise RuntimeError
    assert session.scalars(select(Agency.code)).all() == ["before"]


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_a_client_with_a_real_key(request: pytest.FixtureRequest, role: Role) -> None:
    caller: Caller = request.getfixturevalue(role.value)
    assert caller.actor.role is role
    assert caller.get("/api/v1/topics").status_code == 200


def test_committed_callers_have_keys_that_are_committed(committed_caller: Callable[[Role], Caller]) -> None:
    assert committed_caller(Role.reporter).get("/api/v1/topics").status_code == 200
