"""Advisory locks on files. They end with the process that holds them, however it ends."""

import fcntl
import os
import time
from pathlib import Path

from app.core.embedded.errors import EmbeddedPostgresError

SHARED = fcntl.LOCK_SH
ALONE = fcntl.LOCK_EX


def open_lock(path: Path) -> int:
    """A descriptor of ``path``, made when missing, that programs started from here do not inherit."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def attempt(descriptor: int, how: int) -> bool:
    """Whether the lock could be taken at once."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def acquire(path: Path, how: int, deadline: float, busy: str) -> int:
    """The descriptor that holds the lock until it is closed. After ``deadline`` (monotonic seconds) EmbeddedPostgresError says ``busy``."""
    descriptor = open_lock(path)
    try:
        while not attempt(descriptor, how):
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(busy)
            time.sleep(0.02)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def is_held(path: Path) -> bool:
    """Whether some process holds the lock, shared or alone."""
    descriptor = open_lock(path)
    try:
        return not attempt(descriptor, ALONE)
    finally:
        os.close(descriptor)


def is_shared(path: Path) -> bool:
    """Whether some process holds the lock together with whoever else wants to share it."""
    descriptor = open_lock(path)
    try:
        return not attempt(descriptor, ALONE) and attempt(descriptor, SHARED)
    finally:
        os.close(descriptor)
