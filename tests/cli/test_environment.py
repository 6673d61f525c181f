"""`make serve` needs a Python and make, and says what is missing; the environment is made once, from lock files with hashes."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from app.cli import environment

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text()
    assert not re.search(r"://|index-url|find-links|trusted-host", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) == len(re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==", text, re.MULTILINE))
    assert all("--hash=sha256:" in entry for entry in entries)


def test_tests_run_on_the_packages_that_serve() -> None:
    serving, testing = pins(LOCKS[0]), pins(LOCKS[1])
    assert serving
    assert serving.items() <= testing.items()


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    def named(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[<>=;! ]", one)[0].lower() for one in requirements}

    assert named(project["dependencies"]) | named(project["optional-dependencies"]["embedded"]) <= pins(LOCKS[0]).keys()
    assert named(project["optional-dependencies"]["dev"]) <= pins(LOCKS[1]).keys()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, in a folder with a blank in its name, with a lock of no packages at all."""
    folder = tmp_path / "a project"
    (folder / "app").mkdir(parents=True)
    (folder / "app/__init__.py").touch()
    (folder / "app/cli.py").write_text("def main():\n    print('at work')\n")
    (folder / "some.lock").write_text("# none\n")
    for name, value in (("ROOT", folder), ("FOLDER", folder / ".venv"), ("PYTHON", folder / ".venv/bin/python")):
        monkeypatch.setattr(environment, name, value)
    return folder


@pytest.mark.slow
def test_the_environment_is_made_once_and_again_when_the_lock_changes(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def made() -> bool:
        assert environment.main("some.lock") == 0
        return "installing the packages of some.lock" in capfd.readouterr().err

    assert made()
    assert not made()
    (project / "some.lock").write_text("# still none\n")
    assert made()
    assert not made()
    program = subprocess.run([project / ".venv/bin/nhanquyen"], capture_output=True, text=True, check=True, cwd="/")
    assert program.stdout == "at work\n"
    (project / ".venv/bin/python").unlink()
    (project / ".venv/bin/python").symlink_to("/nowhere/python")
    assert made(), "an environment whose Python is gone is made again"


def test_a_python_without_venv_is_told_how_to_get_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert environment.main("some.lock") == 2
    assert f"apt install python{sys.version_info.major}.{sys.version_info.minor}-venv" in capfd.readouterr().err


def test_packages_that_cannot_be_had_are_told_in_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "PYTHON", Path(sys.executable))
    (project / "some.lock").write_text("nhanquyen-is-no-package==1 --hash=sha256:" + "0" * 64 + "\n")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    assert environment.main("some.lock") == 2
    assert "The packages could not be installed" in capfd.readouterr().err
    assert not list((project / ".venv").glob(".installed-*"))


def make(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    found = shutil.which("make")
    assert found is not None
    return subprocess.run([found, *arguments], cwd=ROOT, env={"PATH": str(path)}, capture_output=True, text=True, check=False)


def test_a_machine_without_a_python_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "sh").symlink_to("/bin/sh")
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    answer = make(tmp_path, "serve")
    assert answer.returncode == 2
    assert (
        "nhanquyen: no Python 3.11 or later was found. Install one, or name it: make PYTHON=/path/to/python3 serve"
        in answer.stderr
    )


def test_make_without_a_goal_tells_what_there_is() -> None:
    told = make(Path("/usr/bin:/bin")).stdout
    for goal in ("serve", "test", "check", "openapi", "lock", "clean"):
        assert f"make {goal} " in told
