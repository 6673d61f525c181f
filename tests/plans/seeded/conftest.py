"""The seed, loaded once for all tests of this folder, which only read: in a database of its own, so that nobody waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.core.config import Settings
from app.core.db import make_engine, unit_of_work
from app.transfer import SEED, load, read
from tests import databases

FOLDER = Path(__file__).parents[3] / "seed"


@pytest.fixture(scope="session")
def planned_url(server_url: str, template: str, worker_id: str, settings: Settings) -> str:
    """A database that holds the seed."""
    url = databases.copy(server_url, template, f"{template}_{worker_id}_planned")
    engine = make_engine(url, pool_size=1, application_name="nhanquyen-tests")
    with unit_of_work(engine) as work:
        load(work, SEED, read(FOLDER), settings.offered, keep=False)
    engine.dispose()
    return url


@pytest.fixture
def connection(planned_url: str) -> Iterator[Connection]:
    engine = make_engine(planned_url, pool_size=1, application_name="nhanquyen-tests")
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    engine.dispose()
