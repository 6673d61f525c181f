"""``nhanquyen db``: the database's tables."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import make_url

from app.cli import database, migrations
from app.cli.configured import configured
from app.cli.group import group
from app.cli.saying import say
from app.core.db import make_engine
from app.core.embedded import EmbeddedPostgres

commands = group("The database: its tables and its address.")


@commands.command()
def upgrade(revision: Annotated[str, typer.Argument(help="Revision to go up to")] = "head") -> None:
    """Bring the tables up to date."""
    with database.url(configured()) as url:
        _move(url, revision, up=True)


@commands.command(context_settings={"ignore_unknown_options": True})  # -1 is not an option
def downgrade(
    revision: Annotated[str, typer.Argument(help="Revision to go down to: -1 is one step, base is before the first")],
) -> None:
    """Take migrations back. What their tables held is lost."""
    with database.url(configured()) as url:
        _move(url, revision, up=False)


def _move(url: str, revision: str, *, up: bool) -> None:
    engine = make_engine(url, pool_size=2, application_name="nhanquyen-migrations")
    try:
        with migrations.alone(engine):
            (migrations.upgrade if up else migrations.downgrade)(url, revision)
        say(f"the database is at revision {migrations.state(engine).revision or 'none'}")
    finally:
        engine.dispose()


@commands.command()
def check(
    scratch: Annotated[bool, typer.Option("--scratch", help="Look at a new database made for this, not at the real one")] = False,
) -> None:
    """See whether the migrations make the tables that the program expects."""
    if not scratch:
        with database.url(configured()) as url:
            migrations.check(url)
        return
    with tempfile.TemporaryDirectory(prefix="nhanquyen-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # run by root, the server becomes another user, who must be able to pass
        with EmbeddedPostgres(Path(folder) / "postgresql") as server:
            migrations.upgrade(server.url())
            migrations.check(server.url())


@commands.command()
def url() -> None:
    """Print the database's address, for psql and pg_dump.

    The embedded database answers only while `serve` runs.
    """
    with database.url(configured()) as address:
        print(make_url(address).set(drivername="postgresql").render_as_string(hide_password=False))
