"""PostgreSQL as the spare of Meilisearch: whatever becomes of the server, a search is answered, soon, and says that it is degraded."""

import threading
import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.core.config import Settings
from app.core.db import unit_of_work
from app.main import create_app
from app.search import indexing
from app.search.breaker import FAILURES, Breaker
from app.search.engines.meilisearch.keeping import Keeper
from app.search.engines.postgresql import PostgreSQLEngine
from tests.builders import a_document
from tests.callers import Caller
from tests.search.proxy import Mode, Proxy
from tests.search.servers import Server

BAD: tuple[Mode, ...] = ("refuse", "blackhole", "slow", "500", "garbage")
PATHS = (
    "/api/v1/search?q=quyen",
    "/api/v1/search?q=",
    "/api/v1/search/suggest?q=quy",
    "/api/v1/search?q=ai+co+quyen+con+nguoi%3F",
)


@pytest.fixture
def proxy(meilisearch_server: Server) -> Iterator[Proxy]:
    proxy = Proxy(meilisearch_server.url)
    yield proxy
    proxy.close()


@pytest.fixture
def behind_proxy(
    settings: Settings, committed_engine: Engine, meilisearch_server: Server, keeper: Keeper, proxy: Proxy
) -> Iterator[Caller]:
    """The public, on an application that asks a server behind the proxy. Both engines hold the same few documents."""
    with unit_of_work(committed_engine) as session:
        for number in range(5):
            a_document(session, title=f"Quyền con người {number}", body="Mọi người đều có quyền.")
    with unit_of_work(committed_engine) as session:
        indexing.rebuild(session, PostgreSQLEngine(session))
        keeper.rebuild(indexing.everything(session))
    chosen = settings.model_copy(
        update={
            "search_engine": "meilisearch",
            "meilisearch_url": proxy.url,
            "meilisearch_search_key": SecretStr(keeper.search_key()),
            "meilisearch_index": keeper.family,
        }
    )
    app = create_app(chosen, engine=committed_engine)
    caller = Caller(app, raise_server_exceptions=False)
    until(lambda: not degraded(caller))
    yield caller
    app.state.answering.close()


def until(condition: object, seconds: float = 10.0) -> float:
    """Wait until ``condition`` holds; how long that took."""
    assert callable(condition)
    begun = time.perf_counter()
    while not condition():
        assert time.perf_counter() - begun < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.perf_counter() - begun


def degraded(caller: Caller) -> bool:
    answer = caller.get("/api/v1/search", params={"q": "quyền"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["total"] == 5
    return bool(answer.json()["degraded"])


@pytest.mark.meilisearch
@pytest.mark.parametrize("mode", BAD)
def test_whatever_the_server_does_searches_are_answered_soon_by_the_spare(behind_proxy: Caller, proxy: Proxy, mode: Mode) -> None:
    proxy.behave(mode)
    times = []
    for number in range(100):
        begun = time.perf_counter()
        answer = behind_proxy.get(PATHS[number % len(PATHS)])
        times.append(time.perf_counter() - begun)
        assert answer.status_code == 200, answer.text
        assert answer.json().get("degraded", True) is True
        assert answer.headers["cache-control"] == "no-store"
        assert "secret" not in answer.text
    assert sorted(times)[98] < 1.0
    # What took long was not asked again and again: the circuit is open.
    assert sum(one > 0.3 for one in times) <= FAILURES + 2
    proxy.behave("pass")
    assert until(lambda: not degraded(behind_proxy)) < 10.0
    assert behind_proxy.get(PATHS[0]).headers["cache-control"] != "no-store"


@pytest.mark.meilisearch
def test_passages_and_suggestions_have_a_spare_as_well(behind_proxy: Caller, proxy: Proxy) -> None:
    document = behind_proxy.get("/api/v1/search?q=quyen").json()["hits"][0]["document"]["id"]
    asked = ("/api/v1/search/suggest?q=quy", f"/api/v1/search/passages?q=quyen&document={document}")
    before = [behind_proxy.get(path).json() for path in asked]
    proxy.behave("500")
    after = [behind_proxy.get(path) for path in asked]
    assert [answer.json() for answer in after] == before
    assert all(answer.headers["cache-control"] == "no-store" for answer in after)


@pytest.mark.meilisearch
def test_many_at_once_are_all_answered_while_the_server_is_silent(behind_proxy: Caller, proxy: Proxy) -> None:
    proxy.behave("blackhole")
    times: list[float] = []

    def ask() -> None:
        for _ in range(5):
            begun = time.perf_counter()
            assert behind_proxy.get(PATHS[0]).status_code == 200
            times.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == 40
    assert max(times) < 2.0


@pytest.mark.meilisearch
def test_an_index_that_is_not_there_yet_is_answered_for_by_the_spare(behind_proxy: Caller, keeper: Keeper) -> None:
    keeper.remove()
    until(lambda: degraded(behind_proxy))


@pytest.mark.meilisearch
def test_staff_are_told_which_engine_answered(
    behind_proxy: Caller, proxy: Proxy, committed_engine: Engine, session: Session
) -> None:
    from app.core.actor import Role
    from tests.callers import a_caller

    with unit_of_work(committed_engine) as work:
        reader = a_caller(behind_proxy.app, work, Role.reader)
    told = [reader.get("/api/v1/search", params={"q": "quyền", "explain": "true"}).json()["explanation"]["engine"]]
    proxy.behave("refuse")
    told.append(reader.get("/api/v1/search", params={"q": "quyền", "explain": "true"}).json()["explanation"]["engine"])
    assert told == ["meilisearch", "postgresql"]


def test_a_breaker_opens_after_some_failures_running_and_lets_one_try_again() -> None:
    breaker = Breaker(failures=3, open_for=0.1)
    for _ in range(2):
        assert not breaker.failed()
    breaker.succeeded()
    assert [breaker.failed() for _ in range(3)] == [False, False, True]
    assert not breaker.may_try()
    time.sleep(0.11)
    assert [breaker.may_try() for _ in range(3)] == [True, False, False]
    assert not breaker.failed()
    assert not breaker.may_try()
    time.sleep(0.11)
    assert breaker.may_try()
    assert breaker.succeeded()
    assert all(breaker.may_try() for _ in range(3))


def test_failures_of_many_threads_open_a_breaker_once() -> None:
    breaker = Breaker(failures=5, open_for=10)
    opened: list[bool] = []
    threads = [threading.Thread(target=lambda: opened.append(breaker.failed())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(opened) == 1
    assert breaker.is_open
