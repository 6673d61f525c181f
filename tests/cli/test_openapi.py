"""The committed OpenAPI document is what the service answers, and stays so however the program is run."""

import json
from pathlib import Path

import pytest

from app.cli.openapi import FILE, document
from tests.cli.conftest import Nhanquyen


def test_the_committed_document_is_current(alone: Nhanquyen) -> None:
    answer = alone("openapi", "--check")
    assert (answer.code, answer.err) == (0, "")


def test_a_document_that_is_not_current_is_told_and_written_anew(alone: Nhanquyen, tmp_path: Path) -> None:
    file = tmp_path / "openapi" / "openapi.json"
    refused = alone("openapi", "--check", "--file", str(file))
    assert (refused.code, "Run `make openapi`" in refused.err) == (1, True)
    assert alone("openapi", "--file", str(file)).code == 0
    assert alone("openapi", "--check", "--file", str(file)).code == 0
    assert file.read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8")


def test_settings_of_the_moment_do_not_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = document()
    for name, value in (("NQ_LANGUAGES", "vi,fr"), ("NQ_PUBLIC_URL", "https://example.org"), ("NQ_SEED", "false")):
        monkeypatch.setenv(name, value)
    assert document() == before
    assert json.loads(before)["openapi"].startswith("3.1")
