"""``nhanquyen openapi``: the interface's description, as committed."""

import json
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import create_engine

from app.cli.group import group
from app.cli.migrations import ROOT
from app.cli.saying import Sentence, say
from app.core.config import Settings
from app.main import create_app

FILE = ROOT / "openapi" / "openapi.json"


def document() -> str:
    """The OpenAPI document of the service with settings as they are by default, whatever the environment says."""
    engine = create_engine("postgresql+psycopg://", pool_size=1)  # never connected to
    app = create_app(Settings.model_construct(), engine=engine)
    return json.dumps(app.openapi(), ensure_ascii=False, indent=2) + "\n"


commands = group()


@commands.command()
def openapi(
    file: Annotated[Path, typer.Option(help="Where it is kept")] = FILE,
    check: Annotated[bool, typer.Option("--check", help="Only see whether the file is current")] = False,
) -> None:
    """Write the OpenAPI document, or check the kept one."""
    made = document()
    kept = file.read_text(encoding="utf-8") if file.exists() else None
    if kept == made:
        return
    if check:
        raise Sentence(f"{file} is not what the service answers. Run `make openapi` and commit the file.", code=1)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(made, encoding="utf-8")
    say(f"{file} is written")
