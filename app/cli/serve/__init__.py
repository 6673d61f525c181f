"""``nhanquyen serve``: the whole service as one tree of processes.

The parent opens the port, starts the embedded database (unless NQ_DATABASE_URL names another), prepares it, and tends the children:
the API's processes, which share the parent's socket, and the worker. A child that dies is started again; an embedded database
that dies as well. Children notice the end of their parent, however it came, by the end of their standard input.
"""

from typing import Annotated

import typer

from app.cli.configured import configured
from app.cli.group import group
from app.cli.serve.service import run

commands = group()


@commands.command()
def serve(
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Whether to feed the search index as well")] = True,
) -> None:
    """Serve the API until told to stop.

    Makes the database when there is none, seeds it when it is empty, and prints one line with the address once it answers.
    """
    run(configured(), with_worker=worker)
