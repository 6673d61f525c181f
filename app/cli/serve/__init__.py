"""``nhanquyen serve``: the whole service as one tree of processes.

The parent opens the port, starts the embedded database (unless NQ_DATABASE_URL names another), prepares it, and tends the children:
the API's processes, which share the parent's socket, and the worker. A child that dies is started again; an embedded database
that dies as well. Children notice the end of their parent, however it came, by the end of their standard input.
"""

from typing import Annotated

import typer

from app.cli.serve.service import run
from app.core.config import load_settings

commands = typer.Typer()


@commands.command()
def serve(
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Whether to feed the search index as well")] = True,
) -> None:
    """Serve the API: make the database when there is none, seed it when it is empty, and run until told to stop.

    Prints one line with the address once it answers. Everything that can be set is listed by `nhanquyen settings`.
    """
    run(load_settings(), with_worker=worker)
