"""What must be true of the database before the API answers: its tables are there, it is seeded, and its index is current."""

from sqlalchemy import Engine, text

from app.cli import migrations
from app.cli.saying import Sentence, say
from app.core.config import Settings
from app.core.db import unit_of_work

CONTENT = ("agency", "topic", "document")


def prepare(settings: Settings, engine: Engine, url: str) -> None:
    """Bring the database to where the service can answer. Several that start at once wait for each other."""
    with migrations.alone(engine):
        state = migrations.state(engine)
        if state.behind:
            say("making the database's tables" if state.revision is None else f"bringing the database to revision {state.head}")
            migrations.upgrade(url)
        if settings.seed and is_empty(engine):
            seed(settings, engine)
        index(engine)


def is_empty(engine: Engine) -> bool:
    """Whether nobody has put anything into the database."""
    there = " or ".join(f"exists (select 1 from {table})" for table in CONTENT)
    with engine.connect() as connection:
        return not connection.scalar(text(f"select {there}"))


def seed(settings: Settings, engine: Engine) -> None:
    """Load the seed, all of it or nothing."""
    from app import transfer
    from app.cli.seed import SEED

    try:
        records = transfer.read(SEED)
        say(
            f"loading the seed: {len(records.documents)} documents, {len(records.agencies)} agencies, {len(records.topics)} topics, "
            f"{len(records.plans)} plans"
        )
        with unit_of_work(engine) as session:
            transfer.load(session, transfer.SEED, records, settings.offered, keep=True)
    except transfer.TransferError as error:
        raise Sentence(f"{error}\nSet NQ_SEED=false to start without the seed.") from None


def index(engine: Engine) -> None:
    """Make the search index unless it is there and of this version."""
    from app.search import indexing
    from app.search.engines.postgresql import PostgreSQLEngine

    with unit_of_work(engine) as session:
        search = PostgreSQLEngine(session)
        if not search.is_current():
            say("making the search index")
            size = indexing.rebuild(session, search)
            say(f"{size.documents} documents can be searched")
