"""``nhanquyen data``: content as files, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app import transfer
from app.cli import database
from app.cli.configured import configured
from app.cli.group import group
from app.cli.saying import Sentence, say, table
from app.core.db import unit_of_work

Folder = Annotated[Path, typer.Argument(help="Folder of JSON Lines, as seed/README.md describes them")]

commands = group("Content as files, and back.")


@contextmanager
def told() -> Iterator[None]:
    """Say what is wrong with files."""
    try:
        yield
    except transfer.TransferError as error:
        raise Sentence(str(error)) from None


@commands.command("export")
def export(folder: Folder) -> None:
    """Write what is published to a new folder: agencies, topics, documents, plans. Drafts and history stay in the database."""
    with told(), database.engine(configured()) as engine:
        one_moment = engine.execution_options(isolation_level="REPEATABLE READ")
        with unit_of_work(one_moment) as session:
            done = transfer.export(session, folder)
    say(
        f"{done.agencies} agencies, {done.topics} topics, {done.documents} documents in {done.translations} translations "
        f"and {done.plans} plans are in {folder}"
    )
    if done.translations_left_out:
        say(
            f"left out, because readers do not see them: {done.translations_left_out} translations, "
            f"among them all of {done.documents_left_out} documents"
        )


@commands.command("import")
def import_(folder: Folder) -> None:
    """Load a folder: what is missing is made, what differs is changed, in one transaction. What it replaces stays in the history."""
    settings = configured()
    with told(), database.engine(settings) as engine:
        records = transfer.read(folder)
        with unit_of_work(engine) as session:
            loaded = transfer.load(session, transfer.IMPORT, records, settings.offered, keep=False)
    print(summary(loaded))


def summary(loaded: transfer.Loaded) -> str:
    """What a load did, as a table; what was left alone is named below it."""
    parts = {"agencies": loaded.agencies, "topics": loaded.topics, "documents": loaded.documents, "plans": loaded.plans}
    rows = [(name, one.created, one.changed, one.unchanged, len(one.kept)) for name, one in parts.items()]
    lines = [table(("", "NEW", "CHANGED", "AS BEFORE", "LEFT ALONE"), rows)]
    lines += [f"left alone ({name}): {', '.join(one.kept)}" for name, one in parts.items() if one.kept]
    return "\n".join(lines)
