"""``nhanquyen search``: the index."""

from app.cli import database
from app.cli.configured import configured
from app.cli.group import group
from app.cli.saying import say
from app.core.db import unit_of_work
from app.search import indexing, service
from app.search.engines.postgresql import PostgreSQLEngine

commands = group("The search index, which can always be made anew.")


@commands.command()
def rebuild() -> None:
    """Make the index anew from what is published. Searches go on with the old one meanwhile."""
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        size = indexing.rebuild(session, PostgreSQLEngine(session))
    say(f"{size.documents} documents are indexed in {size.entries} passages")


@commands.command()
def status() -> None:
    """Say how much the index holds, and how many changes wait to be fed to it."""
    with database.engine(configured()) as engine, unit_of_work(engine) as session:
        found = service.status(session, PostgreSQLEngine(session))
    print(f"engine     {found.engine}\ndocuments  {found.documents}\npassages   {found.entries}\nwaiting    {found.pending}")
