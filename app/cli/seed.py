"""``nhanquyen seed``: the content that a new service starts with."""

from pathlib import Path
from typing import Annotated

import typer

from app import transfer
from app.cli import database
from app.cli.configured import configured
from app.cli.data import summary, told
from app.cli.group import group
from app.cli.migrations import ROOT
from app.cli.saying import table
from app.core.db import unit_of_work

SEED = ROOT / "seed"
Folder = Annotated[Path, typer.Option(help="Folder of the seed, in the format of its README")]

commands = group("The content that a new service starts with.")


@commands.command()
def load(
    folder: Folder = SEED,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Win over what others have worked on since")] = False,
) -> None:
    """Load the seed: what is missing is made, what differs is changed, what others have worked on is left alone."""
    settings = configured()
    with told(), database.engine(settings) as engine:
        records = transfer.read(folder)
        with unit_of_work(engine) as session:
            loaded = transfer.load(session, transfer.SEED, records, settings.offered, keep=not overwrite)
    print(summary(loaded))


@commands.command()
def report(folder: Folder = SEED) -> None:
    """Count what is verified and what is not, by kind and language. Reads the files, and needs no database."""
    with told():
        rows = transfer.report(transfer.read(folder))
    lines: list[tuple[object, ...]] = []
    for row in rows:
        lines.append((row.kind, "all", row.verified, row.unverified))
        lines += [("", tag, verified, unverified) for tag, verified, unverified in row.languages]
    documents = [row for row in rows if row.kind not in ("agency", "plan")]
    lines.append(("documents", "all", sum(row.verified for row in documents), sum(row.unverified for row in documents)))
    print(table(("KIND", "LANGUAGE", "VERIFIED", "UNVERIFIED"), lines))
