"""What search tests may ask for: an engine, each of those there are, and a way to have everything published in the index."""

import secrets
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.search import indexing, knowledge
from app.search.engines.base import Engine
from app.search.engines.meilisearch import Connection, MeilisearchEngine
from app.search.engines.meilisearch.keeping import Keeper
from app.search.engines.postgresql import PostgreSQLEngine, frequencies
from tests.search import servers
from tests.search.servers import Server

ENGINES = ["postgresql", pytest.param("meilisearch", marks=pytest.mark.meilisearch)]
#: A test machine may be busy; what is tested here is what is found, and not how soon.
PATIENCE = 30.0


@pytest.fixture(scope="session")
def meilisearch_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server; without one the test is skipped."""
    with servers.given_or_started(Path(tmp_path_factory.mktemp("meilisearch"))) as server:
        yield server


@pytest.fixture
def keeper(meilisearch_server: Server) -> Iterator[Keeper]:
    """Keeps an index that is nobody else's, and is gone afterwards."""
    keeper = Keeper(meilisearch_server.url, meilisearch_server.key, f"test_{secrets.token_hex(6)}")
    yield keeper
    keeper.remove()


@pytest.fixture
def meilisearch_engine(meilisearch_server: Server, keeper: Keeper, session: Session) -> Iterator[MeilisearchEngine]:
    connection = Connection(meilisearch_server.url, meilisearch_server.key, PATIENCE)
    yield MeilisearchEngine(keeper.family, partial(frequencies, session), connection=connection, keeper=keeper)
    connection.close()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine_of_search(engine_name: str, session: Session, request: pytest.FixtureRequest) -> Engine:
    if engine_name == "postgresql":
        return PostgreSQLEngine(session)
    engine: Engine = request.getfixturevalue("meilisearch_engine")
    return engine


class Alone:
    """Answers by one engine, which has no spare: what it cannot do is seen."""

    def __init__(self, engine: MeilisearchEngine, index: str) -> None:
        self._engine, self._index = engine, index

    def engine(self, session: Session, *_: Any) -> Engine:
        return MeilisearchEngine(self._index, partial(frequencies, session), connection=self._engine.connection)


@pytest.fixture
def app(app: FastAPI, engine_of_search: Engine) -> Iterator[FastAPI]:
    """The application, answered for by the engine of the test."""
    before = app.state.answering
    if isinstance(engine_of_search, MeilisearchEngine):
        app.state.answering = Alone(engine_of_search, engine_of_search.keeper.family)
    yield app
    app.state.answering = before


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process knows for reading queries is looked after at every request."""
    monkeypatch.setattr(knowledge, "FRESH", 0.0)


@pytest.fixture
def indexed(session: Session, engine_of_search: Engine) -> Callable[[], None]:
    """Call it when everything is published: the index then holds it. Words are counted in PostgreSQL, whichever engine finds."""

    def rebuild() -> None:
        indexing.rebuild(session, PostgreSQLEngine(session))
        if engine_of_search.name != "postgresql":
            indexing.rebuild(session, engine_of_search)

    return rebuild
