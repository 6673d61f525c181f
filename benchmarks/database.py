"""A scratch database at the head of the migrations, gone at the end."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, make_url, text

from app.cli import migrations
from app.core.db import make_engine
from app.core.embedded import EmbeddedPostgres

SERVER = "NQ_BENCH_DATABASE_URL"


@contextmanager
def server() -> Iterator[str]:
    """URL of a database from which others can be made: of the server that the environment names, else of an embedded one."""
    if given := os.environ.get(SERVER):
        scheme, _, rest = given.partition("://")
        yield f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else given
        return
    with tempfile.TemporaryDirectory(prefix="nhanquyen-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # run by root, the server becomes another user, who must be able to pass
        with EmbeddedPostgres(Path(folder) / "postgresql") as embedded:
            yield embedded.url(database="postgres")


@contextmanager
def scratch(server_url: str) -> Iterator[Engine]:
    """An engine on a new database with the tables of this program, which is dropped at the end."""
    name = f"nhanquyen_bench_{secrets.token_hex(4)}"
    with _administration(server_url) as connection:
        connection.execute(text(f'create database "{name}" template template0'))
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    engine = make_engine(url, pool_size=2, application_name="nhanquyen-bench")
    try:
        migrations.upgrade(url)
        yield engine
    finally:
        engine.dispose()
        with _administration(server_url) as connection:
            connection.execute(text(f'drop database if exists "{name}" with (force)'))


@contextmanager
def _administration(url: str) -> Iterator[Connection]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
