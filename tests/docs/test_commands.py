"""Everything that a document shows as a command is run, against a service started as a newcomer starts it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.commands import ROOT, Shown, shown

# Commands that are tested by tests of their own, or that would run this very test.
ELSEWHERE = {
    "make serve": "tests/serve",
    "make test": "this test is part of it",
    "make check": "run by .ci/run",
    "make lock": "needs a package registry",
    "make openapi": "tests/cli: the committed openapi.json is compared with the code",
}


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address, and the environment of commands beside it."""

    address: str
    environment: dict[str, str]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("served")
    tools = folder / "bin"
    tools.mkdir()
    # A newcomer has `nhanquyen` from the environment that make made; here it is the interpreter that runs the tests.
    command = tools / "nhanquyen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m app.cli "$@"\n')
    command.chmod(0o755)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NQ_")},
        "PATH": f"{tools}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NQ_DATA_DIR": str(folder / "var"),
        "NQ_PORT": "0",
    }
    serving = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        address = re.search(r"http://[0-9.]+:\d+", line)
        assert address, f"{line!r}\n{serving.stderr.read() if serving.stderr and serving.poll() is not None else ''}"
        yield Service(address.group(), environment)
    finally:
        serving.send_signal(signal.SIGINT)
        serving.communicate(timeout=60)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "one", [one for one in shown() if one.command not in ELSEWHERE], ids=lambda one: f"{one.document}: {one.command[:80]}"
)
def test_a_command_gives_the_output_that_the_document_shows(service: Service, one: Shown) -> None:
    if "curl" in one.command and shutil.which("curl") is None:
        assert not os.environ.get("CI"), "CI must have curl"
        pytest.skip("NOT TESTED: curl is not installed here")
    command = one.command.replace("http://127.0.0.1:8000", service.address)
    done = subprocess.run(command, shell=True, cwd=ROOT, env=service.environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = done.stdout.replace(service.address, "http://127.0.0.1:8000")
    assert one.pattern().search(told), f"shown:\n{one.output}\n\nreal:\n{told}"


def test_documents_show_commands() -> None:
    assert len([one for one in shown() if one.document == "README.md"]) >= 6


def test_the_readme_has_every_setting_as_the_code_describes_it() -> None:
    printed = subprocess.run([sys.executable, "-m", "app.cli", "settings"], cwd=ROOT, capture_output=True, text=True, check=True)
    _, table = (ROOT / "README.md").read_text("utf-8").split("<!-- settings -->\n")
    assert table.split("\n<!-- /settings -->")[0] == printed.stdout.strip()
