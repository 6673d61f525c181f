"""A statement that the database works on while the caller goes on."""

import time
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.ahead import ahead


def test_the_database_has_begun_before_anybody_waits(session: Session) -> None:
    with ahead(session, text("select :one + 1 as sum, clock_timestamp() as begun"), {"one": 1}) as rows:
        time.sleep(1)
        waiting = datetime.now(UTC)
        (told,) = rows()
    assert told.sum == 2
    assert told.begun < waiting


def test_the_session_goes_on_behind_it_in_the_same_transaction(session: Session) -> None:
    session.execute(text("create temporary table noted (number integer) on commit drop"))
    session.execute(text("insert into noted values (1)"))
    with ahead(session, text("select count(*) as count from noted"), {}) as rows:
        assert rows()[0].count == 1
    assert session.scalar(text("select count(*) from noted")) == 1


def test_what_fails_is_told_and_rolled_back(session: Session) -> None:
    divided = text("select 1 / :nought as never"), {"nought": 0}
    with pytest.raises(psycopg.errors.DivisionByZero), session.begin_nested(), ahead(session, *divided) as rows:
        rows()
    assert session.scalar(text("select 1")) == 1


def test_rows_that_nobody_waits_for_are_in_nobodys_way(session: Session) -> None:
    with pytest.raises(ZeroDivisionError), ahead(session, text("select 1 as one"), {}):
        1 / 0  # noqa: B018
    assert session.scalar(text("select 2")) == 2
