"""The commands put together, and what happens when one cannot do its work: a sentence and an exit code, not a traceback."""

import sys
from importlib import import_module
from typing import Any, NoReturn

import typer
from sqlalchemy.exc import DBAPIError, OperationalError
from typer.core import TyperGroup

from app.cli.group import group
from app.cli.saying import Sentence, say
from app.core.config import SettingsError
from app.core.embedded import EmbeddedPostgresError
from app.core.errors import Refusal

NAMES = ("serve", "worker", "db", "keys", "seed", "data", "plans", "search", "openapi", "settings")


class Commands(TyperGroup):
    """The commands by name. A module is imported when its command is asked for: `serve` begins without what the others need."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in NAMES:
            return None
        command = typer.main.get_command(import_module(f"app.cli.{cmd_name}").commands)
        command.name = cmd_name
        return command


application = group("Runs and tends the human-rights knowledge base.")
application.info.cls = Commands


@application.callback()
def nhanquyen() -> None:
    """Runs and tends the human-rights knowledge base.

    Everything that can be set is set in the environment, and listed by `nhanquyen settings`.
    """


def run() -> None:
    """Run the command that the arguments name."""
    try:
        application(prog_name="nhanquyen")
    except Sentence as sentence:
        end(str(sentence), sentence.code)
    except (SettingsError, EmbeddedPostgresError) as error:
        end(str(error))
    except Refusal as refusal:
        end(refusal.title.format_map({name: str(value) for name, value in refusal.facts.items()}))
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
        what = "cannot be used" if isinstance(error, OperationalError) else "does not do what it was asked"
        end(f"The database {what}: {said[0]}")


def end(message: str, code: int = 2) -> NoReturn:
    """Say ``message`` and end the program."""
    say(message)
    sys.exit(code)
