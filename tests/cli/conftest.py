import os
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

from app.cli import main


class Answer(NamedTuple):
    """What a command ended with."""

    code: int
    out: str
    err: str


Nhanquyen = Callable[..., Answer]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Nhanquyen:
    """The program, run here, without a database."""

    def run(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["nhanquyen", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
            sys.exit(0)
        code = ended.value.code
        return Answer(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.fixture
def nhanquyen(alone: Nhanquyen, committed_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Nhanquyen]:
    """The program, run here, on a database of this test."""
    url = committed_engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("NQ_DATABASE_URL", url)
    monkeypatch.setenv("NQ_CURSOR_SECRET", "a secret that signs cursors in the tests")
    yield alone
    for name in ("NQ_DATABASE_URL", "NQ_CURSOR_SECRET"):
        os.environ.pop(name, None)
