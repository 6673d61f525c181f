"""A Meilisearch server to measure and test on: the one that the environment names, or a `meilisearch` found on PATH, which is
started on a free port and a folder of its own, and ended at the end."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.errors import Unmeasurable

URL, KEY = "NQ_TEST_MEILISEARCH_URL", "NQ_TEST_MEILISEARCH_KEY"
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers, and its master key. ``process`` is None for one that was running already."""

    url: str
    key: str
    process: int | None = None


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A server; Unmeasurable when there is none."""
    if url := os.environ.get(URL):
        yield Server(url.rstrip("/"), os.environ.get(KEY, ""))
        return
    with Process(folder) as process:
        yield process.server


class Process:
    """A server of our own, which can be killed and started again on the same folder and port."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("meilisearch")
        if program is None:
            raise Unmeasurable(
                f"There is no Meilisearch: set {URL} (and {KEY}) to a server of 1.50 or later, or put its program `meilisearch` on PATH."
            )
        self.folder = folder
        self.port = free_port()
        self.key = secrets.token_hex(16)
        self._command = [
            *(program, "--no-analytics", "--db-path", str(folder / "data"), "--dump-dir", str(folder / "dumps")),
            *("--snapshot-dir", str(folder / "snapshots"), "--http-addr", f"127.0.0.1:{self.port}", "--log-level", "ERROR"),
        ]
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> Server:
        return Server(f"http://127.0.0.1:{self.port}", self.key, self._running.pid if self._running else None)

    def __enter__(self) -> "Process":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "log"
        with log.open("ab") as written:
            self._running = subprocess.Popen(
                self._command,
                cwd=self.folder,
                env={**os.environ, "MEILI_MASTER_KEY": self.key},
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=written,
            )
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            if self._running.poll() is not None or time.monotonic() > until:
                self.kill()
                raise Unmeasurable(f"Meilisearch does not start:\n{log.read_text('utf-8').strip()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None

    def lose(self) -> None:
        """Throw its data away."""
        shutil.rmtree(self.folder / "data")

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.server.url}/health", timeout=1, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
