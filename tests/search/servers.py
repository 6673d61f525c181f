"""A Meilisearch server for tests: the one that the environment names, or a `meilisearch` of this machine, started and ended here."""

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
import pytest

URL, KEY = "NQ_TEST_MEILISEARCH_URL", "NQ_TEST_MEILISEARCH_KEY"
WANTED = (
    f"no Meilisearch: set {URL} (and {KEY}) to a server of 1.50 or later, or put its program `meilisearch` on PATH. "
    "What is tested here is untested."
)


@dataclass(frozen=True)
class Server:
    """Where a server answers, and its master key."""

    url: str
    key: str


@contextmanager
def given_or_started(folder: Path) -> Iterator[Server]:
    """A server for a whole run; the tests that want one are skipped, and say so, when there is none."""
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
            pytest.skip(WANTED)
        self.folder = folder
        self.server = Server(f"http://127.0.0.1:{free_port()}", secrets.token_hex(16))
        self._command = [
            *(program, "--no-analytics", "--db-path", str(folder / "data"), "--dump-dir", str(folder / "dumps")),
            *(
                "--snapshot-dir",
                str(folder / "snapshots"),
                "--http-addr",
                self.server.url.removeprefix("http://"),
                "--log-level",
                "ERROR",
            ),
        ]
        self._running: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Process":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                self._command,
                cwd=self.folder,
                env={**os.environ, "MEILI_MASTER_KEY": self.server.key},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 30
        while not self.answers():
            assert self._running.poll() is None, (self.folder / "log").read_text("utf-8")
            assert time.monotonic() < until, "Meilisearch does not start"
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.server.url}/health", timeout=1, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()
            self._running = None

    def lose(self) -> None:
        """Throw its data away."""
        shutil.rmtree(self.folder / "data")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
