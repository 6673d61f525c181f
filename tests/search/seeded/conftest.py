"""The seed, loaded and indexed once for all tests of this folder, which only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from app.core.config import Settings
from app.core.db import unit_of_work
from app.search import indexing
from app.search.engines.postgresql import PostgreSQLEngine
from app.transfer.loading import SEED, load
from app.transfer.reading import read

FOLDER = Path(__file__).parents[3] / "seed"


@pytest.fixture(scope="package")
def connection(engine: Engine, settings: Settings) -> Iterator[Connection]:
    with engine.connect() as connection:
        transaction = connection.begin()
        with unit_of_work(connection) as work:
            load(work, SEED, read(FOLDER), settings.offered, keep=False)
        with unit_of_work(connection) as work:
            indexing.rebuild(work, PostgreSQLEngine(work))
        connection.execute(text("set constraints all immediate"))
        yield connection
        transaction.rollback()
