"""The processes under `serve`: started together, started again when one dies, stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.cli.migrations import ROOT
from app.cli.saying import say
from app.cli.serve.orders import Orders

LONGEST_PAUSE = 30.0
#: A process that has lived for so long was not started in vain.
LONG_ENOUGH = 60.0
PATIENCE = 15.0
#: With an arena for each thread, as glibc has them by itself, a process that answers holds a tenth more than it needs.
MEMORY = {"MALLOC_ARENA_MAX": "2"}


@dataclass(slots=True)
class Child:
    """One process of the tree. ``failures`` counts deaths in a row, after which the next start waits longer and longer."""

    role: str
    arguments: tuple[str, ...] = ()
    descriptors: tuple[int, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Start the process; it imports what it needs, and waits for its orders."""
        # Ctrl-C and a closing terminal reach the whole group; it is the parent that tells its children.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.cli.serve.child", self.role, *self.arguments],
                stdin=subprocess.PIPE,
                stdout=sys.stderr.fileno(),
                pass_fds=self.descriptors,
                env={**MEMORY, **os.environ, **self.environment, "PYTHONPATH": _path()},
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        self.started = time.monotonic()

    def order(self, orders: Orders) -> None:
        """Give the process what it waits for."""
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(orders.line())
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # it is dead, which is noticed by looking at it

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass(slots=True)
class Tree:
    """The children, and the orders that those get which are started later."""

    children: list[Child]
    #: Set when there is no time for an orderly end.
    hurry: threading.Event = field(default_factory=threading.Event)
    orders: Orders | None = None

    def start(self) -> None:
        for child in self.children:
            child.start()

    def order(self, orders: Orders) -> None:
        self.orders = orders
        for child in self.children:
            child.order(orders)

    def tend(self) -> None:
        """Start again what has died, at once the first time, then after longer and longer pauses."""
        now = time.monotonic()
        for child in self.children:
            if child.running:
                continue
            if child.process is not None:
                child.failures = 1 if now - child.started > LONG_ENOUGH else child.failures + 1
                pause = 0.0 if child.failures == 1 else min(0.5 * 2.0 ** (child.failures - 2), LONGEST_PAUSE)
                child.again_at = now + pause
                say(
                    f"the {child.role} ended unexpectedly ({_ending(child.process.returncode)}); it is started again in {pause:g} s"
                )
                _release(child)
            if now >= child.again_at:
                child.start()
                if self.orders is not None:
                    child.order(self.orders)

    def stop(self) -> None:
        """End every child: in order, and by force what has not ended in time. Once is enough, twice does no harm."""
        for child in self.children:
            if child.running:
                assert child.process is not None
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        while any(child.running for child in self.children) and time.monotonic() < deadline and not self.hurry.is_set():
            time.sleep(0.02)
        for child in self.children:
            if child.running:
                assert child.process is not None
                say(f"the {child.role} does not end; it is killed")
                child.process.kill()
                child.process.wait()
            _release(child)


def _path() -> str:
    """Where the child finds the program, whatever its parent was started from."""
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))


def _release(child: Child) -> None:
    if child.process is not None and child.process.stdin is not None:
        child.process.stdin.close()
    child.process = None


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
