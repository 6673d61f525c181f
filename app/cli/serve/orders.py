"""What a child is told by its parent, over its standard input: what it needs to begin, then nothing, then that the parent is gone."""

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Orders:
    """What a child needs beside its settings. Secrets come this way, so that they stand in no list of processes."""

    database_url: str
    cursor_secret: str
    #: With which the API searches on Meilisearch; None when PostgreSQL searches.
    search_key: str | None = None

    def line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def receive(cls) -> Self | None:
        """Wait for the orders; None when the parent is gone before it gave any."""
        line = sys.stdin.buffer.readline()
        return cls(**json.loads(line)) if line.endswith(b"\n") else None


def when_parent_is_gone(stop: Callable[[], None], patience: float) -> None:
    """Call ``stop`` once the parent is gone, however it went; after ``patience`` seconds more the process ends by force."""

    def watch() -> None:
        # The descriptor itself: the buffer's lock is held by this thread when the interpreter wants to end.
        while os.read(0, 1024):
            pass
        timer = threading.Timer(patience, os._exit, args=(1,))
        timer.daemon = True
        timer.start()
        stop()

    threading.Thread(target=watch, name="parent", daemon=True).start()
