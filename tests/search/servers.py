"""A Meilisearch server for tests: see benchmarks.servers. Without one, what needs it is skipped, and says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import servers
from benchmarks.errors import Unmeasurable
from benchmarks.servers import Process, Server

__all__ = ["Process", "Server", "a_process", "given_or_started"]


@contextmanager
def given_or_started(folder: Path) -> Iterator[Server]:
    """A server for a whole run."""
    with skipping(), servers.server(folder) as server:
        yield server


@contextmanager
def a_process(folder: Path) -> Iterator[Process]:
    """A server that may be killed."""
    with skipping(), Process(folder) as process:
        yield process


@contextmanager
def skipping() -> Iterator[None]:
    try:
        yield
    except Unmeasurable as error:
        pytest.skip(f"UNTESTED: {error}")
