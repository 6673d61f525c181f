"""What is kept of searches that found nothing, and what is not."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.search import misses
from app.search.models import SearchMiss
from tests.builders import a_document
from tests.callers import Caller
from tests.search.asking import search

FIRST = date(2026, 3, 2)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """``on(day)`` makes it that day."""

    def set_(day: date) -> None:
        monkeypatch.setattr(clock, "today", lambda timezone: day)

    return set_


def kept(session: Session) -> list[SearchMiss]:
    session.expire_all()
    return list(session.scalars(select(SearchMiss)))


def told(reader: Caller) -> list[dict[str, object]]:
    answer = reader.get("/api/v1/search/misses")
    assert answer.status_code == 200
    found: list[dict[str, object]] = answer.json()["misses"]
    return found


def test_the_words_of_a_query_are_kept_once_it_has_come_on_five_days(
    session: Session, client: Caller, reader: Caller, indexed: Callable[[], None], on: Callable[[date], None]
) -> None:
    indexed()
    for day in range(4):
        on(FIRST + timedelta(days=day))
        search(client, "xylophone")
        search(client, "Xylophone")
    assert told(reader) == []
    assert [(one.text, len(one.days)) for one in kept(session)] == [(None, 4)]
    on(FIRST + timedelta(days=6))
    search(client, "xylophone")
    assert told(reader) == [{"text": "xylophone", "days": 5, "last_on": "2026-03-08"}]


def test_only_a_digest_and_days_are_kept_of_what_came_less_often(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    indexed()
    search(client, "xylophone")
    (row,) = kept(session)
    assert row.text is None
    assert "xylo" not in row.digest
    assert set(SearchMiss.__table__.columns.keys()) == {"digest", "days", "last_on", "text"}


def test_days_count_for_thirty_days(
    session: Session, client: Caller, reader: Caller, indexed: Callable[[], None], on: Callable[[date], None]
) -> None:
    indexed()
    for day in (0, 1, 2, 3, 30):
        on(FIRST + timedelta(days=day))
        search(client, "xylophone")
    assert told(reader) == []
    assert [len(one.days) for one in kept(session)] == [4]


def test_what_has_not_come_for_thirty_days_is_gone(
    session: Session, client: Caller, reader: Caller, indexed: Callable[[], None], on: Callable[[date], None]
) -> None:
    indexed()
    for day in range(5):
        on(FIRST + timedelta(days=day))
        search(client, "xylophone")
    misses.forget(session, FIRST + timedelta(days=29))
    assert [one.text for one in kept(session)] == ["xylophone"]
    misses.forget(session, FIRST + timedelta(days=30))
    assert [(one.text, len(one.days)) for one in kept(session)] == [(None, 4)]
    on(FIRST + timedelta(days=34))
    assert told(reader) == []
    misses.forget(session, FIRST + timedelta(days=34))
    assert kept(session) == []


def test_a_query_that_found_something_or_was_narrowed_is_not_noted(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Quyền con người")
    indexed()
    search(client, "quyền")
    search(client, "xylophone", kind="publication")
    search(client, "xylophone", offset=20)
    search(client, "x " * 100)
    search(client, "!!!")
    assert kept(session) == []


def test_queries_at_random_fill_no_more_than_there_is_room_for(
    session: Session, client: Caller, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed()
    monkeypatch.setattr(misses, "MOST", 2)
    for word in ("xylophone", "theremin", "ocarina"):
        search(client, word)
    assert len(kept(session)) == 2
