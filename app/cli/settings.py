"""``nhanquyen settings``: what can be set, as the table that README shows."""

from pathlib import Path
from typing import Any

from pydantic_core import PydanticUndefined

from app.cli.group import group
from app.core.config import Settings

commands = group()


@commands.command()
def settings() -> None:
    """Print what can be set, as a Markdown table."""
    print(markdown())


def markdown() -> str:
    """The table of settings, made from the class that reads them."""
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        meaning = (field.description or "").replace("|", "\\|")
        lines.append(f"| `NQ_{name.upper()}` | {_shown(field.default)} | {meaning} |")
    return "\n".join(lines)


def _shown(default: Any) -> str:
    if default in (None, "", PydanticUndefined):
        return ""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default.as_posix() if isinstance(default, Path) else default}`"
