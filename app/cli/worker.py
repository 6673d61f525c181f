"""``nhanquyen worker``: feeds the search index, where the API runs elsewhere."""

import typer

from app.cli import database
from app.cli.serve.stopping import Stopping
from app.core.config import load_settings

commands = typer.Typer()


@commands.command()
def worker() -> None:
    """Run a worker by itself, beside `serve --no-worker` on the same database, until it is told to stop."""
    from app import worker
    from app.main import configure_logging

    settings = load_settings()
    configure_logging(settings.log_level)
    with Stopping() as stopping, database.engine(settings) as engine:
        worker.run(settings, engine, stopping.event)
