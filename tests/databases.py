"""The databases of a test run: one server, one template at the head of the migrations, copies of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, make_url, text

SERVER = "NQ_TEST_DATABASE_URL"
PROJECT = Path(__file__).parent.parent
BUILDING = 3432  # the advisory lock under which one worker builds while the others wait


def _of_psycopg(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else url


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """URL of a server's own database: the server that the environment names, or an embedded one in ``folder``."""
    if given := os.environ.get(SERVER):
        yield _of_psycopg(given)
        return
    from app.core.embedded import EmbeddedPostgres

    with EmbeddedPostgres(folder / "postgres") as embedded:
        yield embedded.url(database="postgres")


@contextmanager
def _administration(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def beside(url: str, name: str) -> str:
    """``url`` with another database."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def upgrade(url: str, revision: str = "head") -> None:
    """Run the migrations up to ``revision``."""
    config = Config(PROJECT / "alembic.ini")
    config.attributes["url"] = url
    command.upgrade(config, revision)


def template(url: str, run: str) -> str:
    """Name of the template of this run, which the first worker to ask builds; it takes its name when it is whole."""
    name = run.replace("-", "_")
    unfinished = f"{name}_unfinished"
    with _administration(url) as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": BUILDING})
        if connection.scalar(text("select 1 from pg_database where datname = :name"), {"name": name}) is None:
            connection.execute(text(f'drop database if exists "{unfinished}" with (force)'))
            connection.execute(text(f'create database "{unfinished}"'))
            upgrade(beside(url, unfinished))
            connection.execute(text(f'alter database "{unfinished}" rename to "{name}"'))
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": BUILDING})
    return name


def copy(url: str, template: str, name: str) -> str:
    """URL of a fresh copy of ``template``."""
    with _administration(url) as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": BUILDING})
        connection.execute(text(f'create database "{name}" template "{template}"'))
        connection.execute(text("select pg_advisory_unlock(:key)"), {"key": BUILDING})
    return beside(url, name)


def fresh(url: str, name: str) -> str:
    """URL of a new database without tables."""
    with _administration(url) as connection:
        connection.execute(text(f'drop database if exists "{name}" with (force)'))
        connection.execute(text(f'create database "{name}"'))
    return beside(url, name)


def drop(url: str, name: str) -> None:
    """Remove a database, whoever is connected to it."""
    with _administration(url) as connection:
        connection.execute(text(f'drop database "{name}" with (force)'))


def empty(engine: Engine) -> None:
    """Remove every row of every table of ours."""
    from app.tables import metadata

    names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"truncate {names} restart identity cascade"))


def forget(run: str) -> None:
    """Drop the databases of a run from a server that outlives it."""
    if not (given := os.environ.get(SERVER)):
        return
    with _administration(_of_psycopg(given)) as connection:
        ours = connection.scalars(
            text("select datname from pg_database where starts_with(datname, :name)"),
            {"name": run.replace("-", "_")},
        )
        for name in ours.all():
            connection.execute(text(f'drop database "{name}" with (force)'))
