"""The secret that signs cursors, for the embedded database: made once, kept with the data, readable by its owner alone."""

import os
import secrets
from pathlib import Path

from app.core.config import Settings

FILE = "cursor.secret"


def cursor_secret(settings: Settings) -> str:
    """The secret of the settings, else the one that is kept, made when there is none."""
    if settings.cursor_secret is not None:
        return settings.cursor_secret.get_secret_value()
    path = settings.data_dir / FILE
    kept = _kept(path)
    return kept if kept is not None else _make(path)


def _kept(path: Path) -> str | None:
    """What is kept; None when it is not there, or was cut short."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return text if len(text) >= 32 else None


def _make(path: Path) -> str:
    made = secrets.token_hex(32)
    unfinished = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return made
