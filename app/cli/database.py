"""The database of a command: the one that NQ_DATABASE_URL names, or the embedded one, shared with whoever uses it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from app.cli import migrations
from app.cli.saying import Sentence
from app.core.config import Settings
from app.core.db import make_engine
from app.core.embedded import EmbeddedPostgres

EMBEDDED = "postgresql"


def embedded(settings: Settings) -> EmbeddedPostgres:
    """The embedded server of these settings, not yet started. It takes as many connections as the API's processes may open."""
    connections = settings.workers * settings.pool_size * 2 + 20
    return EmbeddedPostgres(settings.data_dir / EMBEDDED, {"max_connections": str(max(100, connections))})


@contextmanager
def url(settings: Settings) -> Iterator[str]:
    """The database's URL, good for as long as the block runs."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    with embedded(settings) as server:
        yield server.url()


@contextmanager
def engine(settings: Settings) -> Iterator[Engine]:
    """An engine on a database that has the tables of this program.

    The embedded database is brought up to date; one that others tend is not touched without being asked.
    """
    with url(settings) as address:
        made = make_engine(address, pool_size=2, application_name="nhanquyen-cli")
        try:
            with migrations.alone(made):
                state = migrations.state(made)
                if state.behind and not settings.embedded:
                    raise Sentence(f"The database is {state}. Run `nhanquyen db upgrade` first.")
                if state.behind:
                    migrations.upgrade(address)
            yield made
        finally:
            made.dispose()
