"""Real commits and real notifications: several processes' worth of the service over one database."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app import outbox
from app.core import clock
from app.core.actor import Role
from app.core.db import unit_of_work
from app.documents.models import Document
from app.documents.queries import detail
from app.documents.service import reading
from app.search import indexing, knowledge
from app.search.engines.postgresql import PostgreSQLEngine
from app.search.models import SearchModel
from app.search.understanding.marks import learn
from app.web.cache import listener
from tests.builders import a_document, a_translation
from tests.callers import Caller
from tests.web.cache.conftest import told, until

DOCUMENTS = "/api/v1/documents"
#: What a notification may take on a machine that is busy with other things.
NOTIFY = 1.0
Replica = Callable[..., Caller]


def made(engine: Engine, **of: Any) -> UUID:
    with unit_of_work(engine) as session:
        return a_document(session, **of).id


def dated(engine: Engine, document: UUID, year: int) -> None:
    """A change that every reader sees."""
    with unit_of_work(engine) as session:
        session.get_one(Document, document).year = year
        outbox.announce(session, "document", document)


def test_a_commit_in_one_process_is_seen_in_another_as_soon_as_it_is_heard(replica: Replica, committed_engine: Engine) -> None:
    document = made(committed_engine)
    here, there = replica(), replica()
    for year in range(2000, 2030):
        dated(committed_engine, document, year)
        for reader in (here, there):
            seen = until(lambda reader=reader, year=year: reader.get(f"{DOCUMENTS}/{document}").json()["year"] == year)
            assert seen < NOTIFY
            until(lambda reader=reader: told(reader.get(f"{DOCUMENTS}/{document}")) == "hit")


def test_readers_never_get_what_is_older_than_a_notification_takes_while_it_is_edited(
    replica: Replica, committed_engine: Engine
) -> None:
    document = made(committed_engine)
    readers = [replica(), replica()]
    committed = [(time.monotonic(), 0)]
    late: list[tuple[int, int]] = []
    hits: list[int] = [0]
    stop = threading.Event()

    def read(reader: Caller) -> None:
        while not stop.is_set():
            begun = time.monotonic()
            answer = reader.get(f"{DOCUMENTS}/{document}")
            hits[0] += told(answer) == "hit"
            known = max(year for at, year in list(committed) if at <= begun - NOTIFY) if committed[0][0] <= begun - NOTIFY else 0
            if (answer.json()["year"] or 0) < known:
                late.append((answer.json()["year"], known))

    threads = [threading.Thread(target=read, args=(reader,)) for reader in readers]
    for thread in threads:
        thread.start()
    for year in range(2000, 2060):
        dated(committed_engine, document, year)
        committed.append((time.monotonic(), year))
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert late == [] and hits[0] > 0


def test_a_change_over_http_is_heard_by_the_process_that_made_it_too(
    replica: Replica, committed_caller: Callable[[Role], Caller]
) -> None:
    public, admin = replica(), committed_caller(Role.admin)
    for code in ("one", "two", "three"):
        public.get("/api/v1/topics")
        admin.post("/api/v1/topics", json={"code": code, "names": [{"language": "vi", "name": code}]})
        seen = until(lambda code=code: code in {one["code"] for one in public.get("/api/v1/topics").json()["items"]})
        assert seen < NOTIFY


def test_a_reader_of_one_language_never_gets_anothers(replica: Replica, committed_engine: Engine) -> None:
    with unit_of_work(committed_engine) as session:
        document = a_document(session, title="Quyền")
        a_translation(session, document, "en", "Rights")
        indexing.rebuild(session, PostgreSQLEngine(session))
    reader = replica()
    asked = [{"Accept-Language": "vi"}, {"Accept-Language": "en"}, {"Accept-Language": "en-GB,vi;q=0.1"}, {}]
    for path in (f"{DOCUMENTS}/{document.id}", DOCUMENTS, "/api/v1/search?q=rights", "/api/v1/search?q=quyen"):
        alone = [replica(cache_bytes=0).get(path, headers=headers).text for headers in asked]
        for _ in range(2):
            assert [reader.get(path, headers=headers).text for headers in asked] == alone
        for language in ("vi", "en"):
            joint = "&" if "?" in path else "?"
            answer = reader.get(f"{path}{joint}lang={language}", headers={"Accept-Language": "vi"})
            assert answer.headers["Content-Language"] == language


def test_what_was_stated_is_told_apart_in_search_even_when_it_is_the_same_language(
    replica: Replica, committed_engine: Engine
) -> None:
    with unit_of_work(committed_engine) as session:
        document = a_document(session, title="Freedom for all people", language="en")
        a_translation(session, document, "vi", "Freedom for all people")
        indexing.rebuild(session, PostgreSQLEngine(session))
    reader, path = replica(), "/api/v1/search?q=freedom+for+all+people"
    shown = [reader.get(path, headers=headers).json()["hits"][0]["language"] for headers in ({}, {"Accept-Language": "vi"}) * 2]
    assert shown == ["en", "vi"] * 2


def test_the_public_never_gets_a_keys_answer_nor_a_key_the_publics(
    replica: Replica, committed_engine: Engine, committed_caller: Callable[[Role], Caller]
) -> None:
    document = made(committed_engine, body="*Văn bản*")
    reader = replica()
    key = {"Authorization": f"Bearer {committed_caller(Role.editor).key}"}
    path = f"{DOCUMENTS}/{document}"
    for _ in range(2):
        assert reader.get(path, headers=key).json()["body_markdown"] == "*Văn bản*"
        assert reader.get(path).json()["body_markdown"] is None
        assert reader.get(path, headers={"Authorization": "Bearer nq_wrong"}).status_code == 401
        assert reader.get(f"{path}?drafts=true", headers=key).status_code == 200
        assert reader.get(f"{path}?drafts=true").status_code != 200
        assert reader.get("/api/v1/search?q=a&explain=true", headers=key).json()["explanation"] is not None
        assert reader.get("/api/v1/search?q=a&explain=true").status_code == 401
    keyed = reader.get(path, headers=key)
    assert keyed.headers["Cache-Control"] == "private, no-store" and "Cache-Status" not in keyed.headers


def test_a_law_comes_into_force_at_midnight_without_a_commit(replica: Replica, committed_engine: Engine) -> None:
    document = made(committed_engine, kind="legal_text", fields={"type": "code", "effective_on": "2026-03-02"})
    reader = replica()
    midnight = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # in Hà Nội
    states = []
    for at in (midnight - timedelta(hours=2), midnight - timedelta(seconds=1), midnight, midnight + timedelta(seconds=1)):
        with clock.frozen(at):
            answer = reader.get(f"{DOCUMENTS}/{document}")
            states.append((answer.json()["force"]["state"], told(answer)))
    assert states == [
        ("not_yet_in_force", "fwd=miss"),
        ("not_yet_in_force", "hit"),
        ("in_force", "fwd=miss"),
        ("in_force", "hit"),
    ]


def test_while_the_listener_is_away_nothing_is_kept_and_then_it_recovers(
    replica: Replica, committed_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = made(committed_engine)
    reader = replica()
    path = f"{DOCUMENTS}/{document}"
    reader.get(path)
    assert told(reader.get(path)) == "hit"

    away = threading.Event()
    connect = listener.Listener._connect

    def hindered(self: listener.Listener) -> listener.Connection:
        if away.is_set():
            raise OSError("the test keeps it away")
        return connect(self)

    monkeypatch.setattr(listener.Listener, "_connect", hindered)
    for year in (2001, 2002):
        away.set()
        with Session(committed_engine) as session:
            ended = session.scalar(
                text(
                    "select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    " where datname = current_database() and application_name = :name"
                ),
                {"name": listener.NAME},
            )
        assert ended == 1
        assert until(lambda: told(reader.get(path)) == "fwd=bypass") < NOTIFY
        dated(committed_engine, document, year)  # nobody hears it
        for _ in range(3):
            answer = reader.get(path)
            assert answer.json()["year"] == year and told(answer) == "fwd=bypass"
        away.clear()
        until(lambda: told(reader.get(path)) != "fwd=bypass")
        assert reader.get(path).json()["year"] == year
        assert told(reader.get(path)) == "hit"


def test_where_nothing_is_kept_nobody_listens_and_answers_are_tagged_all_the_same(
    replica: Replica, committed_engine: Engine
) -> None:
    document = made(committed_engine)
    keeping, plain = replica(), replica(cache_bytes=0)
    one, other = keeping.get(f"{DOCUMENTS}/{document}"), plain.get(f"{DOCUMENTS}/{document}")
    assert one.headers["ETag"] == other.headers["ETag"] and told(other) == "fwd=bypass"
    again = plain.get(f"{DOCUMENTS}/{document}", headers={"If-None-Match": one.headers["ETag"]})
    assert again.status_code == 304
    with Session(committed_engine) as session:
        names = session.scalars(text("select application_name from pg_stat_activity where datname = current_database()")).all()
    assert list(names).count(listener.NAME) == 1


def test_fifty_readers_at_once_cost_one_execution(
    replica: Replica, committed_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = made(committed_engine)
    count = []

    def slow(*of: Any) -> Any:
        count.append(1)
        time.sleep(0.3)
        return detail(*of)

    monkeypatch.setattr(reading.queries, "detail", slow)
    reader = replica()
    threads = [threading.Thread(target=reader.get, args=(f"{DOCUMENTS}/{document}",)) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(count) == 1


def test_thousands_of_changes_at_once_cost_a_listener_nothing_much(replica: Replica, committed_engine: Engine) -> None:
    document = made(committed_engine)
    reader = replica()
    reader.get(f"{DOCUMENTS}/{document}")
    with unit_of_work(committed_engine) as session:
        session.execute(text("select pg_notify(:channel, n::text) from generate_series(1, 20000) n"), {"channel": outbox.CHANNEL})
        session.get_one(Document, document).year = 2020
    assert until(lambda: reader.get(f"{DOCUMENTS}/{document}").json()["year"] == 2020) < NOTIFY
    until(lambda: told(reader.get(f"{DOCUMENTS}/{document}")) == "hit")


def test_searches_are_answered_anew_when_the_index_has_changed(replica: Replica, committed_engine: Engine) -> None:
    document = made(committed_engine, title="Quyền trẻ em")
    reader = replica()
    path = "/api/v1/search?q=quyen+tre+em"
    assert reader.get(path).json()["total"] == 0 and told(reader.get(path)) == "hit"
    with unit_of_work(committed_engine) as session:
        indexing.apply(session, PostgreSQLEngine(session), document)
    assert until(lambda: reader.get(path).json()["total"] == 1) < NOTIFY


def test_an_answer_made_of_old_knowledge_is_never_kept(
    replica: Replica, committed_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process knows is looked after once a second at most; here never, unless a notification says so."""
    monkeypatch.setattr(knowledge, "FRESH", 3600.0)
    reader = replica()
    app: Any = reader.app
    reader.get("/api/v1/search?q=quyen")
    for number in range(20):
        with unit_of_work(committed_engine) as session:
            session.query(SearchModel).delete()
            model = learn([f"quyền con người thứ {number}"] * 3)
            session.add(SearchModel(id=1, data=model.to_bytes(), forms=number, pairs=0, learnt_at=clock.now()))
            session.flush()
            learnt = session.get_one(SearchModel, 1).learnt_at
            indexing.announce(session)
        until(lambda number=number: told(reader.get(f"/api/v1/search?q=quyen+{number}")) == "hit")
        until(lambda: told(reader.get("/api/v1/search?q=quyen")) == "hit")
        # An answer that is kept under the present numbers was made with what is known now.
        assert app.state.search_memory._learnt_at == learnt
