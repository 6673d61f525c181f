"""Plans with everything that was recorded of them, out of one database and into another."""

from pathlib import Path
from typing import Annotated

import typer

from app import transfer
from app.cli import database
from app.cli.configured import configured
from app.cli.data import told
from app.cli.saying import say, table
from app.core.db import unit_of_work

Folder = Annotated[Path, typer.Argument(help="Folder of JSON Lines, as seed/README.md describes them")]


def export(
    folder: Folder,
    plan: Annotated[list[str] | None, typer.Option("--plan", help="Only the plan with this code; may be given again")] = None,
) -> None:
    """Write plans with all that was recorded of them to a new folder: drafts, reasons and names too. Keep it as you keep a backup."""
    with told(), database.engine(configured()) as engine:
        one_moment = engine.execution_options(isolation_level="REPEATABLE READ")
        with unit_of_work(one_moment) as session:
            done = transfer.export_histories(session, folder, plan or ())
    print(table(("PLAN", "RECORDS"), list(done.plans.items())))
    say(f"{len(done.plans)} plans with their history, and {done.holidays} loads of holidays, are in {folder}")


def import_(folder: Folder) -> None:
    """Load plans with all that was recorded of them, each at its own instant, into a database that has none of these plans."""
    settings = configured()
    with told(), database.engine(settings) as engine:
        histories = transfer.read_histories(folder)
        with unit_of_work(engine) as session:
            done = transfer.load_histories(session, histories, settings.offered, settings.timezone)
    print(table(("PLAN", "RECORDS"), list(done.items())))
