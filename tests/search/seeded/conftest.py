"""The seed, loaded and indexed once for all tests of this folder, which only read: in a database of its own, so that nobody waits."""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.core.config import Settings
from app.core.db import make_engine, unit_of_work
from app.search import indexing
from app.search.engines.meilisearch import Connection as Searching
from app.search.engines.meilisearch import MeilisearchEngine
from app.search.engines.meilisearch.keeping import Keeper
from app.search.engines.postgresql import PostgreSQLEngine, frequencies
from app.transfer.loading import SEED, load
from app.transfer.reading import read
from tests import databases
from tests.search.conftest import PATIENCE
from tests.search.servers import Server

FOLDER = Path(__file__).parents[3] / "seed"


@pytest.fixture(scope="session")
def seeded_url(server_url: str, template: str, worker_id: str, settings: Settings) -> str:
    """A database that holds the seed and its index."""
    url = databases.copy(server_url, template, f"{template}_{worker_id}_seeded")
    engine = make_engine(url, pool_size=1, application_name="nhanquyen-tests")
    with unit_of_work(engine) as work:
        load(work, SEED, read(FOLDER), settings.offered, keep=False)
    with unit_of_work(engine) as work:
        indexing.rebuild(work, PostgreSQLEngine(work))
    engine.dispose()
    return url


@pytest.fixture
def connection(seeded_url: str) -> Iterator[Connection]:
    engine = make_engine(seeded_url, pool_size=1, application_name="nhanquyen-tests")
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    engine.dispose()


@pytest.fixture(scope="session")
def seeded_keeper(meilisearch_server: Server, seeded_url: str) -> Iterator[Keeper]:
    """Keeps an index of the seed on the server."""
    keeper = Keeper(meilisearch_server.url, meilisearch_server.key, f"test_{secrets.token_hex(6)}")
    engine = make_engine(seeded_url, pool_size=1, application_name="nhanquyen-tests")
    with unit_of_work(engine) as work:
        keeper.rebuild(indexing.everything(work))
    engine.dispose()
    yield keeper
    keeper.remove()


@pytest.fixture
def meilisearch_engine(meilisearch_server: Server, seeded_keeper: Keeper, session: Session) -> Iterator[MeilisearchEngine]:
    connection = Searching(meilisearch_server.url, meilisearch_server.key, PATIENCE)
    yield MeilisearchEngine(seeded_keeper.family, partial(frequencies, session), connection=connection, keeper=seeded_keeper)
    connection.close()
