"""The image and the compose file speak of what is there; there is no engine here to build them with."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.cli.application import NAMES
from app.core.config import Settings
from app.search.engines.meilisearch import keys

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SETTINGS = {f"NQ_{name.upper()}" for name in Settings.model_fields}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_image_copies_what_is_there_and_what_the_context_holds() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE)
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert sorted(copied) == sorted(let_in)
    assert all((ROOT / path).exists() for path in copied)


def test_the_image_holds_the_locked_packages_and_runs_as_nobody_in_particular() -> None:
    assert "--require-hashes -r requirements.lock" in DOCKERFILE
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["10001"]
    assert re.search(r"^HEALTHCHECK ", DOCKERFILE, re.MULTILINE)
    version = re.findall(r"^FROM python:([0-9.]+)-slim", DOCKERFILE, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(set(version)) == 1
    assert project["requires-python"] == ">=3.11"
    assert tuple(map(int, version[0].split("."))) >= (3, 11)


def test_the_probe_asks_an_address_of_the_api() -> None:
    (path,) = re.findall(r"127\.0\.0\.1:8000(/\S+?)'", DOCKERFILE)
    document = (ROOT / "openapi/openapi.json").read_text(encoding="utf-8")
    assert f'"{path}"' in document


def test_everything_that_is_set_is_a_setting(compose: dict[str, Any]) -> None:
    told = set(re.findall(r"\bNQ_[A-Z_]+", DOCKERFILE))
    for service in compose["services"].values():
        told |= {name for name in service["environment"] if name.startswith("NQ_")}
    assert told
    assert told <= SETTINGS


def test_each_service_runs_a_command_that_there_is(compose: dict[str, Any]) -> None:
    for name in ("api", "worker"):
        assert compose["services"][name]["command"][0] in NAMES
    assert compose["services"]["api"]["command"] == ["serve", "--no-worker"]


def test_only_what_feeds_the_index_has_the_key_to_do_so(compose: dict[str, Any]) -> None:
    holders = {name for name, service in compose["services"].items() if "NQ_MEILISEARCH_KEY" in service["environment"]}
    assert holders == {"worker"}
    assert "NQ_MEILISEARCH_SEARCH_KEY" in compose["services"]["api"]["environment"]
    assert "ports" not in compose["services"]["meilisearch"]


def test_the_operators_are_told_the_uid_of_the_key_that_searches() -> None:
    told = (ROOT / "docs/operators.md").read_text(encoding="utf-8")
    assert keys.uid_of(Settings().meilisearch_index) in told


def test_no_secret_has_a_default(compose: dict[str, Any]) -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    for secret in ("POSTGRES_PASSWORD", "NQ_CURSOR_SECRET", "MEILI_MASTER_KEY", "NQ_MEILISEARCH_SEARCH_KEY"):
        uses = re.findall(rf"\$\{{{secret}[^}}]*\}}", text)
        assert uses
        assert all(f"{secret}:?" in use for use in uses)
