"""Alembic, as commands and `serve` use it."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, text

import app
from app.cli.saying import Sentence

#: The folder of the project: migrations, seed and the OpenAPI document lie beside the package.
ROOT = Path(app.__file__).parents[1]

# Whoever prepares a database waits for whoever is doing so already.
PREPARING = 3432_020


@dataclass(frozen=True, slots=True)
class State:
    """Where a database stands (None: no tables yet), and where this program wants it."""

    revision: str | None
    head: str

    @property
    def behind(self) -> bool:
        return self.revision != self.head

    def __str__(self) -> str:
        return f"at revision {self.revision or 'none'}, and this program needs {self.head}"


def _config(url: str | None = None) -> Config:
    ini = ROOT / "alembic.ini"
    if not ini.exists():
        raise Sentence(f"The migrations are not in {ROOT}. Run the program from its own folder, where alembic.ini is.")
    config = Config(ini, stdout=sys.stderr)
    if url is not None:
        config.attributes["url"] = url
    return config


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Wait until nobody else prepares this database, and keep others waiting."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("select pg_advisory_lock(:key)"), {"key": PREPARING})
        try:
            yield
        finally:
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": PREPARING})


def state(engine: Engine) -> State:
    """Where the database stands. Sentence when it has been migrated by a newer program."""
    scripts = ScriptDirectory.from_config(_config())
    head = scripts.get_current_head()
    assert head is not None
    with engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise Sentence(f"The database is at revision {revision}, which this program does not know: it belongs to a newer one.")
    return State(revision, head)


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up to ``revision``."""
    with _told():
        command.upgrade(_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Migrate down to ``revision`` (``-1``: one step; ``base``: nothing is left)."""
    with _told():
        command.downgrade(_config(url), revision)


def check(url: str) -> None:
    """Sentence when the tables differ from what the models say."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        command.check(_config(url))
    except CommandError as error:
        raise Sentence(f"The migrations and the models differ: {error}", code=1) from None


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except CommandError as error:
        raise Sentence(f"The database cannot be migrated: {error}") from None
