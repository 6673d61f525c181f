"""`nhanquyen serve` as somebody starts it: a process of its own, with its own folder, on a free port."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"nhanquyen answers at (http://\S+)")


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Variables for a command that works in ``folder``."""
    return {**os.environ, "NQ_DATA_DIR": str(folder), "NQ_PORT": "0", "PYTHONPATH": str(ROOT), **more}


def command(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env=environment(folder, **more),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def processes() -> dict[int, tuple[int, str]]:
    """Parent and command of every living process."""
    told = subprocess.run(["ps", "-axo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = (line.split(None, 3) for line in told.splitlines())
    return {
        int(pid): (int(parent), args) for pid, parent, state, args in (row for row in rows if len(row) == 4) if state[0] != "Z"
    }


def wait(until: Callable[[], Any], seconds: float = 30.0) -> Any:
    """What ``until`` returns once that is something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := until():
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s in vain")


class Serving:
    """A running `serve`. Its standard output is ``lines``, its standard error the file ``log``."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.log = folder.with_suffix(".log")
        self.begun = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "serve"],
                env=environment(folder, **more),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines += iter(self.process.stdout.readline, "")

    @property
    def address(self) -> str:
        """Where it answers, as it says itself."""

        def told() -> str | None:
            assert self.process.poll() is None, self.said
            return self.lines[0] if self.lines else None

        found = LINE.fullmatch(wait(told, 90).strip())
        assert found is not None, self.lines
        return found[1]

    @property
    def said(self) -> str:
        """What it wrote to standard error."""
        return self.log.read_text(encoding="utf-8")

    def ask(self, path: str, method: str = "GET", key: str | None = None, body: object = None, **headers: str) -> tuple[int, Any]:
        """Status and body of an answer."""
        parts = urlsplit(self.address)
        assert parts.hostname is not None
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
        try:
            if key is not None:
                headers["Authorization"] = f"Bearer {key}"
            sent = None if body is None else json.dumps(body).encode()
            connection.request(method, quote(path, safe="/?=&%"), sent, {"Content-Type": "application/json", **headers})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or "null")
        finally:
            connection.close()

    def ready(self) -> bool:
        """Whether it answers now."""
        try:
            return self.ask("/api/v1/health/ready")[0] == 200
        except OSError:
            return False

    def children(self, role: str | None = None) -> list[int]:
        """Its processes, or those of a role: ``api``, ``worker``."""
        found = [(pid, args) for pid, (parent, args) in processes().items() if parent == self.process.pid]
        return [pid for pid, args in found if role is None or f"app.cli.serve.child {role}" in args]

    def database(self) -> list[int]:
        """The process of its embedded PostgreSQL, which belongs to nobody."""
        return [pid for pid, (_, args) in processes().items() if f"{self.folder}/postgresql" in args or _holds(pid, self.folder)]

    def interrupt(self) -> None:
        """Press Ctrl-C: a terminal tells the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Its exit code, once it has stopped and all it said has been read."""
        self.process.send_signal(number)
        code = self.process.wait(60)
        self._reader.join(10)
        return code


def _holds(pid: int, folder: Path) -> bool:
    """Whether a server works in ``folder`` that was started by way of a descriptor, as root does."""
    try:
        return os.readlink(f"/proc/{pid}/cwd").startswith(f"{folder}/postgresql")
    except OSError:
        return False


@contextmanager
def serving(folder: Path, **more: str) -> Iterator[Serving]:
    """A `serve` that is gone at the end, whatever happens."""
    one = Serving(folder, **more)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            children = one.children()
            one.process.terminate()
            try:
                one.process.wait(40)
            except subprocess.TimeoutExpired:
                for pid in (one.process.pid, *children):
                    _kill(pid)
        one.process.wait(10)
        one._reader.join(10)
        assert one.process.stdout is not None
        one.process.stdout.close()


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def kill(*pids: int) -> None:
    """End processes as a failing machine does."""
    for pid in pids:
        _kill(pid)


def gone(*pids: int) -> bool:
    return not set(pids) & processes().keys()
