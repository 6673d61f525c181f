"""Migrations: up, down and up again on seeded data; and the models say what the database is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from app import transfer
from app.core.db import make_engine, unit_of_work
from tests import databases

ROOT = Path(__file__).parents[2]
LANGUAGES = ("vi", "en", "zh-Hans", "fr")


@pytest.fixture
def empty_url(server_url: str, template: str, worker_id: str) -> Iterator[str]:
    """A database without tables."""
    name = f"{template}_{worker_id}_migrated"
    yield databases.fresh(server_url, name)
    databases.drop(server_url, name)


def alembic(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def seed(url: str) -> int:
    """Load the seed; the number of documents there are afterwards."""
    engine = make_engine(url, pool_size=1)
    try:
        with unit_of_work(engine) as session:
            transfer.load(session, transfer.SEED, transfer.read(ROOT / "seed"), LANGUAGES, keep=True)
            return session.execute(text("select count(*) from document")).scalar_one()  # type: ignore[no-any-return]
    finally:
        engine.dispose()


def tables(url: str) -> set[str]:
    engine = make_engine(url, pool_size=1)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@pytest.mark.timeout(180)
def test_migrations_go_up_down_and_up_on_seeded_data(empty_url: str) -> None:
    config = alembic(empty_url)
    command.upgrade(config, "head")
    documents = seed(empty_url)
    assert documents > 20
    command.downgrade(config, "base")
    assert tables(empty_url) <= {"alembic_version"}
    command.upgrade(config, "head")
    assert seed(empty_url) == documents


def test_the_models_say_what_the_database_is(empty_url: str) -> None:
    config = alembic(empty_url)
    command.upgrade(config, "head")
    command.check(config)
