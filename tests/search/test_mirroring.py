"""Feeding the server beside the database, through whatever becomes of it: nothing is lost, and the database waits for nobody."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import worker
from app.core.actor import SYSTEM
from app.core.config import Settings
from app.core.db import unit_of_work
from app.documents import service as documents
from app.documents.models import Document
from app.main import create_app
from app.search import choosing, indexing, mirroring, verifying
from app.search.engines.base import SearchUnavailable
from app.search.engines.meilisearch import settings as index_settings
from app.search.engines.meilisearch.keeping import Keeper, Stamp
from app.search.mirroring import Mirror
from app.search.models import SearchMirror, SearchPassage
from tests.builders import a_document
from tests.callers import Caller
from tests.search.servers import Process, Server, a_process
from tests.search.test_spare import until

pytestmark = [pytest.mark.meilisearch, pytest.mark.timeout(240)]


def with_server(settings: Settings, server: Server, index: str) -> Settings:
    return settings.model_copy(
        update={
            "search_engine": "meilisearch",
            "meilisearch_url": server.url,
            "meilisearch_key": SecretStr(server.key),
            "meilisearch_index": index,
            "meilisearch_timeout": 5.0,
        }
    )


@contextmanager
def working(settings: Settings, engine: Engine) -> Iterator[None]:
    """A worker in a thread."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(settings, engine, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive(), "the worker stops when it is told to"


@contextmanager
def asking(settings: Settings, engine: Engine) -> Iterator[Caller]:
    """The public, on an application with these settings."""
    app = create_app(settings, engine=engine)
    try:
        yield Caller(app, raise_server_exceptions=False)
    finally:
        app.state.answering.close()


def made(engine: Engine, title: str = "Quyền con người", **more: Any) -> UUID:
    with unit_of_work(engine) as session:
        return a_document(session, title=title, **more).id


def wrong(engine: Engine, keeper: Keeper) -> int | None:
    """How many entries are not in the server's index as they are published; None while it does not answer."""
    try:
        with unit_of_work(engine) as session:
            checked = choosing.kept(session, keeper)[-1]
            if not checked.is_current():
                return None
            found = verifying.compare(session, checked)
            return len(found.wrong) + found.waiting
    except SearchUnavailable:
        return None


def is_well(engine: Engine, keeper: Keeper) -> Callable[[], bool]:
    return lambda: wrong(engine, keeper) == 0


@pytest.fixture
def told(settings: Settings, committed_engine: Engine, meilisearch_server: Server, keeper: Keeper) -> Settings:
    return with_server(settings, meilisearch_server, keeper.family)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    """A server that may be killed."""
    with a_process(tmp_path / "meilisearch") as process:
        yield process


@pytest.fixture
def mortal(process: Process) -> Keeper:
    return Keeper(process.server.url, process.server.key, "mortal")


def test_what_is_published_is_found_on_the_server_and_what_is_withdrawn_is_gone(told: Settings, committed_engine: Engine) -> None:
    def found() -> tuple[int, bool]:
        answer = caller.get("/api/v1/search", params={"q": "quyen con nguoi"}).json()
        return answer["total"], answer["degraded"]

    with asking(told, committed_engine) as caller, working(told, committed_engine):
        until(lambda: found() == (0, False), 20)
        document = made(committed_engine)
        until(lambda: found() == (1, False), 20)
        with unit_of_work(committed_engine) as session:
            documents.withdraw(session, SYSTEM, document, session.get_one(Document, document).revision, "Sai")
        until(lambda: found() == (0, False), 20)


def test_a_server_that_is_away_holds_up_nothing_and_is_told_later(
    settings: Settings, committed_engine: Engine, process: Process, mortal: Keeper
) -> None:
    told = with_server(settings, process.server, mortal.family)
    with working(told, committed_engine):
        until(is_well(committed_engine, mortal), 20)
        process.kill()
        ids = [made(committed_engine, f"Văn bản {number}") for number in range(3)]
        until(lambda: _held(committed_engine) == len(ids), 5)
        with Session(committed_engine) as session:
            assert mirroring.waiting(session) == len(ids)
        process.start()
        until(is_well(committed_engine, mortal), 30)
        with Session(committed_engine) as session:
            assert mirroring.waiting(session) == 0
            assert session.get_one(SearchMirror, 1).position > 0, "it was told of the changes, and not made anew"


def test_a_server_killed_while_it_indexes_ends_with_everything(
    settings: Settings, committed_engine: Engine, process: Process, mortal: Keeper
) -> None:
    told = with_server(settings, process.server, mortal.family)
    with working(told, committed_engine):
        until(is_well(committed_engine, mortal), 20)
        for round_ in range(3):
            for number in range(15):
                made(committed_engine, f"Văn bản {round_} {number}", body="Mọi người đều có quyền. " * 100)
            process.kill()
            assert _held(committed_engine) or until(lambda: _held(committed_engine), 5)
            process.start()
        until(lambda: _held(committed_engine) == 45, 10)
        until(is_well(committed_engine, mortal), 60)


def test_a_server_that_lost_its_data_is_given_everything_again(
    settings: Settings, committed_engine: Engine, process: Process, mortal: Keeper
) -> None:
    told = with_server(settings, process.server, mortal.family)
    made(committed_engine)
    with working(told, committed_engine):
        until(is_well(committed_engine, mortal), 20)
        process.kill()
        process.lose()
        process.start()
        until(is_well(committed_engine, mortal), 30)
        assert mortal.size().documents == 1


def test_an_index_deleted_by_hand_is_made_again(told: Settings, committed_engine: Engine, keeper: Keeper) -> None:
    made(committed_engine)
    with working(told, committed_engine):
        until(is_well(committed_engine, keeper), 20)
        keeper.admin.delete_index(keeper.uid)
        until(lambda: wrong(committed_engine, keeper) is None, 20)
        until(is_well(committed_engine, keeper), 30)


def test_an_index_put_back_from_an_older_copy_is_made_again(committed_engine: Engine, keeper: Keeper) -> None:
    mirror = Mirror(committed_engine, keeper)
    document = made(committed_engine)
    assert mirror.step() and not mirror.step()
    with unit_of_work(committed_engine) as session:
        mirroring.note(session, [document])
    before = keeper.read_stamp()
    assert mirror.step()
    assert before is not None
    assert keeper.read_stamp() == Stamp(before.build, 1)
    with unit_of_work(committed_engine) as session:
        session.get_one(SearchMirror, 1).position = 5
    assert mirror.step() and not mirror.step()
    after = keeper.read_stamp()
    assert after is not None and after.build != before.build


def test_a_batch_that_was_taken_but_not_noted_is_taken_again_without_a_rebuild(committed_engine: Engine, keeper: Keeper) -> None:
    mirror = Mirror(committed_engine, keeper)
    document = made(committed_engine)
    assert mirror.step()
    build = keeper.read_stamp()
    with unit_of_work(committed_engine) as session:
        mirroring.note(session, [document])
    with pytest.raises(RuntimeError), unit_of_work(committed_engine) as session:
        state = session.get_one(SearchMirror, 1)
        mirror._tell(session, state, [document])
        raise RuntimeError("killed before the commit")
    assert mirror.step() and not mirror.step()
    after = keeper.read_stamp()
    assert build is not None and after == Stamp(build.build, 1)


def test_a_document_that_the_server_refuses_does_not_hold_up_the_others(
    committed_engine: Engine, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = Mirror(committed_engine, keeper)
    assert mirror.step()
    bad, good = made(committed_engine, "Hỏng"), made(committed_engine, "Lành")
    put, broken = keeper.put, True

    def faulty(entries: Any) -> None:
        if broken and any(entry.document == bad for entry in entries):
            raise SearchUnavailable
        put(entries)

    monkeypatch.setattr(keeper, "put", faulty)
    monkeypatch.setattr(mirroring, "REFUSED_FOR", mirroring.REFUSED_FOR / 60)
    with unit_of_work(committed_engine) as session:
        mirroring.note(session, [bad, good])
    assert mirror.step()
    assert {one.document for one in keeper.held()} == {good}
    assert not mirror.step()
    broken = False
    time.sleep(1.1)
    assert mirror.step()
    assert {one.document for one in keeper.held()} == {good, bad}


def test_who_was_not_told_for_a_while_begins_with_everything(
    settings: Settings, told: Settings, committed_engine: Engine, keeper: Keeper
) -> None:
    with working(told, committed_engine):
        until(is_well(committed_engine, keeper), 20)
    with working(settings, committed_engine):
        made(committed_engine)
        until(lambda: _held(committed_engine) == 1, 10)
    assert keeper.size().documents == 0
    with working(told, committed_engine):
        until(is_well(committed_engine, keeper), 20)
    assert keeper.size().documents == 1


def test_searches_go_on_while_the_index_is_made_anew(told: Settings, committed_engine: Engine, keeper: Keeper) -> None:
    for number in range(40):
        made(committed_engine, f"Quyền con người {number}", body="Mọi người đều có quyền. " * 50)
    mirror = Mirror(committed_engine, keeper)
    mirror.step()
    answers: list[tuple[int, int, bool]] = []
    done = threading.Event()
    with asking(told, committed_engine) as caller:

        def ask() -> None:
            while not done.is_set():
                answer = caller.get("/api/v1/search", params={"q": "quyền con người"})
                read = answer.json()
                answers.append((answer.status_code, read["total"], read["degraded"]))

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            with unit_of_work(committed_engine) as session:
                mirror.lock(session)
                mirror.rebuild(session)
        done.set()
        for thread in threads:
            thread.join()
    assert len(answers) > 20
    assert set(answers) == {(200, 40, False)}


def test_another_version_is_made_beside_the_old_one_and_takes_its_place_when_it_is_whole(
    told: Settings, committed_engine: Engine, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(committed_engine)
    mirror = Mirror(committed_engine, keeper)
    assert mirror.step()
    old = keeper.uid
    monkeypatch.setattr(index_settings, "VERSION", "another")
    new = Keeper(keeper.admin.config.url, str(keeper.admin.config.api_key), keeper.family)
    assert new.uid != old
    with unit_of_work(committed_engine) as session:
        indexing.rebuild(session, choosing.kept(session, None)[0])
    with asking(told, committed_engine) as caller:
        answer = caller.get("/api/v1/search", params={"q": "quyền"}).json()
        assert (answer["total"], answer["degraded"]) == (1, True), "until there is one of its version, the spare answers"
        assert Mirror(committed_engine, new).step()
        until(lambda: not caller.get("/api/v1/search", params={"q": "quyền"}).json()["degraded"])
    until(lambda: keeper.read_stamp() is None)


def test_listeners_are_told_when_what_is_found_has_changed(told: Settings, committed_engine: Engine, keeper: Keeper) -> None:
    url = committed_engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as listener:
        listener.execute(f"listen {indexing.CHANNEL}")
        mirror = Mirror(committed_engine, keeper)
        document = made(committed_engine)
        assert mirror.step()
        assert len(list(listener.notifies(timeout=5, stop_after=1))) == 1
        with unit_of_work(committed_engine) as session:
            mirroring.note(session, [document])
        assert mirror.step()
        assert len(list(listener.notifies(timeout=5, stop_after=1))) == 1


def _held(engine: Engine) -> int:
    """Documents in PostgreSQL's own index."""
    with Session(engine) as session:
        return session.scalar(select(func.count(SearchPassage.document_id.distinct()))) or 0
