"""The whole measurement of throughput on a small collection: every line is asked, and the JSON object holds what was measured."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.database import SERVER
from benchmarks.serving import ROOT
from benchmarks.throughput.generator import Taken, ask, requests
from benchmarks.throughput.responders import responding

pytestmark = [pytest.mark.timeout(280), pytest.mark.xdist_group("serve")]


@pytest.mark.slow
def test_make_bench_measures_every_line_and_the_goals(tmp_path: Path, server_url: str) -> None:
    arguments = ("--documents", "40", "60", "--seconds", "0.3", "--queries", "20", "--output", str(tmp_path / "bench.json"))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.throughput", *arguments],
        cwd=ROOT,
        env={**os.environ, SERVER: server_url},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "bench.json").read_text("utf-8"))
    assert told.keys() == {"format", "date", "command", "machine", "ceiling", "sizes", "goals"}
    assert told["command"] == 'make bench DOCUMENTS="40 60" SECONDS=0.3 QUERIES=20'
    assert told["ceiling"]["per_second"] > 1_000
    for size, documents in zip(told["sizes"], (40, 60), strict=True):
        assert (size["documents"], size["translations"]) == (documents, documents * 2)
        assert size["import"]["documents"] == 20 and size["import"]["per_second"] > 0 and size["index"]["passages"] >= documents
        lines = {line["line"]: line for line in size["lines"]}
        for kind in ("list", "list by title", "detail", "search", "search, facets"):
            assert {f"{kind}, cold", f"{kind}, hot", f"{kind}, hot, compressed"} <= lines.keys()
            assert lines[f"{kind}, cold"]["hits"] == 0 and lines[f"{kind}, hot"]["hits"] == 1
        assert lines["search, facets, cold, alone"]["connections"] == 1
        mixed = lines["mixed, 10 edits/s"]
        assert 0 <= mixed["hits"] < 1 and mixed["requests"] > 0
        assert all(
            line["errors"] == 0 and line["times_hello"] > 0 and line["p50_ms"] <= line["p95_ms"] for line in lines.values()
        )
    goals = {goal["goal"] for goal in told["goals"]}
    assert {"list, hot", "detail, cold", "growth of list, cold", "import with indexing"} <= goals
    assert "× hello" in done.stdout and "the generator asks at most" in done.stdout


@pytest.mark.parametrize("name", ["nothing", "hello"])
def test_the_generator_counts_what_is_answered(name: str) -> None:
    with responding(name) as address:
        taken = ask(address, requests(address, ["/"]), connections=4, seconds=0.3)
        assert taken.errors == 0 and taken.per_second > 0 and len(taken.milliseconds) >= 4
        every = ask(address, requests(address, ["/"] * 200), connections=4, seconds=0.0, all_once=True)
        assert every.errors == 0 and len(every.milliseconds) == 200
        once = ask(address, requests(address, ["/"] * 50), connections=1, seconds=0.0, all_once=True)
        assert len(once.milliseconds) == 50


def test_what_is_not_there_is_counted_as_an_error() -> None:
    with responding("hello") as address:
        taken = ask(address, requests(address, ["/nowhere"]), connections=2, seconds=0.2)
    assert taken.errors > 0 and taken.milliseconds == []


def test_a_line_of_which_nothing_was_answered_has_no_figures() -> None:
    taken = Taken()
    assert taken.per_second == 0.0 and taken.percentile(0.95) is None
