"""The worker: one leader, soon up to date, through whatever happens to its connections."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app import outbox, worker
from app.core.actor import SYSTEM
from app.core.config import Settings
from app.core.db import unit_of_work
from app.documents import service as documents
from app.documents.models import Document
from app.outbox.models import OutboxEntry
from app.search import indexing
from app.search.models import SearchPassage
from tests.builders import a_document
from tests.callers import Caller


@contextmanager
def running(settings: Settings, engine: Engine) -> Iterator[threading.Thread]:
    """A worker in a thread, stopped at the end."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(settings, engine, stop))
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive(), "the worker stops when it is told to"


def until(condition: Callable[[], Any], seconds: float = 10.0) -> float:
    """Wait until ``condition`` holds; how long that took."""
    begun = time.perf_counter()
    while not condition():
        assert time.perf_counter() - begun < seconds, "it did not happen in time"
        time.sleep(0.01)
    return time.perf_counter() - begun


def held(engine: Engine, document: UUID | None = None) -> int:
    with Session(engine) as session:
        statement = select(func.count()).select_from(SearchPassage)
        return session.scalar(statement if document is None else statement.where(SearchPassage.document_id == document)) or 0


def waiting(engine: Engine) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(OutboxEntry)) or 0


def made(engine: Engine, title: str = "Quyền con người") -> UUID:
    with unit_of_work(engine) as session:
        return a_document(session, title=title).id


def test_what_is_published_is_found_within_a_second_and_what_is_withdrawn_is_gone(
    settings: Settings, committed_engine: Engine, committed_client: Caller
) -> None:
    def found() -> int:
        return int(committed_client.get("/api/v1/search", params={"q": "quyen con nguoi"}).json()["total"])

    with running(settings, committed_engine):
        until(lambda: _leads(committed_engine))
        document = made(committed_engine)
        assert until(found) < 1.0
        with unit_of_work(committed_engine) as session:
            documents.withdraw(session, SYSTEM, document, session.get_one(Document, document).revision, "Sai")
        assert until(lambda: not found()) < 1.0
        until(lambda: waiting(committed_engine) == 0)


def test_an_index_that_was_lost_is_made_again(settings: Settings, committed_engine: Engine) -> None:
    document = made(committed_engine)
    with unit_of_work(committed_engine) as session:
        session.execute(text("delete from outbox_entry"))
    with running(settings, committed_engine):
        until(lambda: held(committed_engine, document))


def test_one_of_two_workers_leads_and_the_other_takes_over(settings: Settings, committed_engine: Engine) -> None:
    with running(settings, committed_engine):
        with running(settings, committed_engine):
            until(lambda: _leads(committed_engine))
            assert _leads(committed_engine) == 1
        document = made(committed_engine, "Sau")
        until(lambda: held(committed_engine, document))
    assert until(lambda: not _leads(committed_engine)) < 5


def test_lost_connections_are_made_again_and_nothing_is_missed(settings: Settings, committed_engine: Engine) -> None:
    with running(settings, committed_engine) as thread:
        until(lambda: _leads(committed_engine))
        for number in range(4):
            with committed_engine.connect() as connection:
                connection.execute(
                    text(
                        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                    )
                )
            made(committed_engine, f"Văn bản {number}")
            until(lambda: waiting(committed_engine) == 0, 20)
        assert held(committed_engine) == 4
        assert thread.is_alive()


def test_a_document_that_cannot_be_indexed_does_not_hold_up_the_others(
    settings: Settings, committed_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = made(committed_engine, "Hỏng")
    project = indexing.project
    broken = True

    def faulty(session: Session, *wanted: UUID) -> Any:
        if broken and bad in wanted:
            raise KeyError("a defect")
        return project(session, *wanted)

    monkeypatch.setattr(worker.Feeder, "make_current", lambda self: None)
    monkeypatch.setattr(indexing, "project", faulty)
    monkeypatch.setattr(worker, "PARKED_FOR", 0.5)
    with running(settings, committed_engine):
        good = made(committed_engine, "Lành")
        until(lambda: held(committed_engine, good))
        assert held(committed_engine, bad) == 0
        broken = False
        until(lambda: held(committed_engine, bad))


def test_edits_from_many_sides_leave_the_index_as_the_documents_are(settings: Settings, committed_engine: Engine) -> None:
    ids = [made(committed_engine, f"Văn bản {number}") for number in range(8)]

    def edit(part: list[UUID]) -> None:
        for round_ in range(5):
            for document in part:
                with unit_of_work(committed_engine) as session:
                    held_document = session.get_one(Document, document)
                    held_document.year = 2000 + round_
                    outbox.announce(session, "document", document)

    with running(settings, committed_engine):
        threads = [threading.Thread(target=edit, args=(ids[start::2],)) for start in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        until(lambda: waiting(committed_engine) == 0)
    with Session(committed_engine) as session:
        years = session.scalars(select(SearchPassage.year)).all()
    assert years == [2004] * 8


def _leads(engine: Engine) -> int:
    """How many connections hold the leader's lock on this database."""
    with engine.connect() as connection:
        return (
            connection.scalar(
                text(
                    "select count(*) from pg_locks where locktype = 'advisory' and objid = :key and granted"
                    " and database = (select oid from pg_database where datname = current_database())"
                ),
                {"key": worker.LEADER},
            )
            or 0
        )


def test_tidying_up_is_put_off_while_there_is_more_to_feed_but_not_for_ever(
    settings: Settings, committed_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    feeder = worker.Feeder(committed_engine, threading.Event(), settings.timezone)
    tidier = worker.Tidier(committed_engine)
    made(committed_engine)
    assert not tidier.tidy(), "a document is yet to be fed"
    while feeder.feed():
        pass
    assert tidier.tidy(), "everything is fed"
    monkeypatch.setattr(worker, "TIDY_AFTER", 0.0)
    monkeypatch.setattr(worker, "TIDY_SELDOM", 0)
    made(committed_engine)
    assert worker.Tidier(committed_engine).tidy(), "it was put off for long enough"
