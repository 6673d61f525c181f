"""Users of embedded servers, each in a process of its own, and what can be done to them."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from app.core.embedded import watchdog

PROGRAM = Path(__file__).with_name("user.py")


class User:
    """A process that uses the server under ``root``."""

    def __init__(
        self, root: Path, *, python: str = sys.executable, account: int | None = None, env: dict[str, str], **options: Any
    ) -> None:
        self.root = root
        identity: dict[str, Any] = {} if account is None else {"user": account, "group": account, "extra_groups": []}
        self.process = subprocess.Popen(
            [python, str(PROGRAM), str(root), json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env={name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ} | env,
            start_new_session=True,
            **identity,
        )
        self._said: dict[str, Any] | None = None

    @property
    def said(self) -> dict[str, Any]:
        """What it says of its start; waits for it."""
        if self._said is None:
            assert self.process.stdout is not None
            line = self.process.stdout.readline()
            self._said = json.loads(line) if line else {"error": f"ended with {self.process.wait()}"}
        return self._said

    @property
    def conninfo(self) -> str:
        assert "error" not in self.said, self.said["error"]
        return str(self.said["conninfo"])

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(self.conninfo, autocommit=True)

    def ask(self, statement: str) -> Any:
        """The first value of the statement's first row."""
        with self.connect() as connection:
            row = connection.execute(statement.encode()).fetchone()
        assert row is not None
        return row[0]

    def leave(self) -> None:
        """Leave in good order, and end."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert self.process.wait(60) == 0

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.process.send_signal(how)
        self.process.wait(20)

    def dispose(self) -> None:
        """End it, if it has not ended, and close its pipes."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class Writer:
    """Commits one number after the other, and remembers those that were acknowledged, until its connection is lost."""

    def __init__(self, conninfo: str) -> None:
        self.acknowledged = 0
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute("create table if not exists written (number int primary key)")
        self._conninfo = conninfo
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()
        while self.acknowledged < 20 and self._thread.is_alive():
            time.sleep(0.005)

    def _write(self) -> None:
        with contextlib.suppress(psycopg.Error), psycopg.connect(self._conninfo, autocommit=True) as connection:
            while not self._stopping.is_set():
                connection.execute("insert into written values (%s)", (self.acknowledged + 1,))
                self.acknowledged += 1

    def stop(self) -> int:
        """How many rows were acknowledged."""
        self._stopping.set()
        self._thread.join(30)
        return self.acknowledged


def server_of(root: Path) -> int | None:
    """Process id of the server under ``root``, or None."""
    try:
        lock = os.open(root / "server.lock", os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        return watchdog.holder(lock)
    finally:
        os.close(lock)


def wait_until(claim: Callable[[], bool], seconds: float) -> bool:
    """Whether ``claim`` came true within ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.01)
    return claim()
