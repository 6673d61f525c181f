"""``nhanquyen worker``: feeds the search index, where the API runs elsewhere."""

from app.cli import database
from app.cli.configured import configured
from app.cli.group import group
from app.cli.serve.stopping import Stopping

commands = group()


@commands.command()
def worker() -> None:
    """Feed the search index until told to stop.

    For a worker by itself, beside `serve --no-worker` on the same database. Of several one works, and the others wait to take over.
    """
    from app import worker
    from app.main import configure_logging

    settings = configured()
    configure_logging(settings.log_level)
    with Stopping() as stopping, database.engine(settings) as engine:
        worker.run(settings, engine, stopping.event)
