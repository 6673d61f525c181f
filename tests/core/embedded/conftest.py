"""Fixtures of the crash tests: users of a server, and folders for it."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from app.core.embedded import EmbeddedPostgres
from tests.core.embedded.processes import User, server_of, wait_until


class Users(Protocol):
    def __call__(self, root: Path, **options: Any) -> User: ...


@pytest.fixture
def users() -> Iterator[Users]:
    """Starts users; when the test is over they are ended, and their servers have stopped."""
    started: list[User] = []

    def start(root: Path, *, env: dict[str, str] | None = None, **options: Any) -> User:
        started.append(User(root, env=env or {}, **options))
        return started[-1]

    yield start
    for user in started:
        user.dispose()
    roots = {user.root for user in started}
    assert wait_until(lambda: not any(map(server_of, roots)), 30)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster that was made and left in good order."""
    root = tmp_path_factory.mktemp("made") / "pg"
    with EmbeddedPostgres(root):
        pass
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A folder with a cluster in it, not started, of this test's own."""
    subprocess.run(["cp", "-a", str(made), str(tmp_path / "pg")], check=True)
    return tmp_path / "pg"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that every account can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="nq-test-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
