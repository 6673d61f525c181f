"""The measurement of plan tracking on a small plan: real database, real service, and the JSON object that docs/benchmarks.md tells of."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.database import SERVER
from benchmarks.serving import ROOT

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("serve")]


def measured(folder: Path, server: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A measurement run to its end; its JSON object is out.json in ``folder``."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.plans", "--output", str(folder / "out.json"), *arguments],
        cwd=ROOT,
        env={**os.environ, SERVER: server},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.mark.slow
def test_a_generated_plan_is_measured_as_each_reader_asks(tmp_path: Path, server_url: str) -> None:
    done = measured(tmp_path, server_url, "--tasks", "60", "--years", "2", "--requests", "3")
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert told.keys() == {"format", "date", "command", "machine", "plan", "service", "questions"}
    assert told["command"] == "make bench-plans TASKS=60 YEARS=2 REQUESTS=3"
    assert (told["plan"]["tasks"], told["plan"]["years"]) == (60, 2)
    assert told["plan"]["reports"] > 60 and told["plan"]["steps"] > told["plan"]["reports"]
    asked = ("dashboard", "agency", "district", "progress", "comparison")
    assert {(one["question"], one["reader"]) for one in told["questions"]} == {
        (question, reader) for question in asked for reader in ("public", "staff")
    }
    assert all((one["requests"], one["errors"], one["first_error"]) == (3, 0, None) for one in told["questions"])
    assert all(0 < one["p50_ms"] <= one["p95_ms"] <= one["p99_ms"] for one in told["questions"])


def test_a_server_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = measured(tmp_path, "postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 2
    assert "The database cannot be used" in done.stderr and "Traceback" not in done.stderr
