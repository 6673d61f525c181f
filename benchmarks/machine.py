"""What the figures were measured on."""

import os
import platform
from pathlib import Path

from sqlalchemy import Engine, text

from app import __version__


def told(database: Engine) -> dict[str, object]:
    """Cores, memory in bytes and load at the beginning (None where they cannot be told), versions."""
    with database.connect() as connection:
        postgresql = connection.scalar(text("show server_version"))
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "memory_bytes": _memory(),
        "load": _load(),
        "system": platform.system(),
        "python": platform.python_version(),
        "postgresql": str(postgresql).split()[0],
        "nhanquyen": __version__,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _load() -> float | None:
    """How many processes wanted a core in the last minute: above a few tenths, something else was running."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None
