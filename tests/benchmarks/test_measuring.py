"""The whole measurement on a tiny corpus: real database, real service, and the JSON object that docs/benchmarks.md tells of."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.database import SERVER
from benchmarks.serving import ROOT
from tests.benchmarks.folders import a_corpus, lines

pytestmark = [pytest.mark.timeout(240), pytest.mark.xdist_group("serve")]

RIGHTS = (
    "được sống",
    "được học",
    "tự do đi lại",
    "làm việc",
    "kết hôn",
    "có quốc tịch",
    "lập hội",
    "nghỉ ngơi",
    "sở hữu",
    "bầu cử",
)
IN_ENGLISH = ("live", "learn", "move", "work", "marry", "nationality", "associate", "rest", "own", "vote")


def measured(folder: Path, server: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A measurement run to its end; its JSON object is out.json in ``folder``."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", "--output", str(folder / "out.json"), *arguments],
        cwd=ROOT,
        env={**os.environ, SERVER: server},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


def read(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "out.json").read_text("utf-8"))
    return found


@pytest.mark.slow
def test_a_corpus_is_measured_from_its_files_to_the_json_object(tmp_path: Path, server_url: str) -> None:
    vi = [
        (f"d{place}", f"Điều {place}. Quyền {right}", f"Mọi người, thanh niên và trẻ em, có quyền {right}.")
        for place, right in enumerate(RIGHTS)
    ]
    vi += [(f"e{place}", f"Trách nhiệm {place}", "Người chưa thành niên được bảo vệ.") for place in range(10)]
    en = [(f"d{place}", "", f"Everyone has the right to {right}.") for place, right in enumerate(IN_ENGLISH)]
    queries = {"vi": [("q1", "Ai được đi lại tự do?"), ("q2", "Quyền được học")], "en": [("q1", "right to move")]}
    folder = a_corpus(tmp_path / "tiny", {"vi": vi, "en": en}, queries, "query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td1\t1\n")

    done = measured(tmp_path, server_url, "--corpus", str(folder))
    assert done.returncode == 0, done.stderr
    told = read(tmp_path)
    assert told.keys() == {"format", "engine", "date", "command", "machine", "corpora"}
    assert (told["format"], told["engine"]) == (1, "postgresql")
    assert told["command"].startswith("make bench-search ENGINE=postgresql CORPUS=")
    assert {"cores", "python", "postgresql", "load"} <= told["machine"].keys()

    corpus = told["corpora"][0]
    assert (corpus["corpus"], corpus["languages"]) == ("tiny", ["vi", "en"])
    assert corpus["counts"] == {"documents": 20, "translations": 30, "unanswered_queries": 0}
    assert corpus["index"]["passages"] == 30 and corpus["index"]["bytes"] > 0
    sets = {(one["set"], one["language"]): one for one in corpus["sets"]}
    assert sets.keys() == {
        *((name, "vi") for name in ("questions", "questions unmarked", "titles", "titles unmarked")),
        *((name, "vi") for name in ("headings", "headings unmarked", "pairs")),
        *((name, "en") for name in ("questions", "questions across")),
    }
    assert all(one["errors"] == 0 and one["p50_ms"] <= one["p95_ms"] <= one["p99_ms"] for one in sets.values())
    assert sets["titles", "vi"]["queries"] == 20 and sets["titles", "vi"]["r10"] == 1.0
    assert sets["questions across", "en"]["only"] == "vi"
    assert "questions across" in done.stdout and "en → vi" in done.stdout


@pytest.mark.slow
def test_questions_are_put_amid_generated_passages(tmp_path: Path, server_url: str) -> None:
    passages = [(f"d{place}", f"Quyền {right}", f"Mọi người có quyền {right}.") for place, right in enumerate(RIGHTS)]
    judged = "query-id\tcorpus-id\tscore\nq1\td2\t1\n"
    folder = a_corpus(tmp_path / "tiny", {"vi": passages}, {"vi": [("q1", "Ai được đi lại tự do?")]}, judged)
    done = measured(tmp_path, server_url, "--corpus", str(folder), "--amid", "30")
    assert done.returncode == 0, done.stderr
    told = read(tmp_path)
    assert told["command"].endswith("AMID=30")
    corpus = told["corpora"][0]
    assert corpus["index"]["passages"] == 40
    assert [(one["set"], one["queries"], one["errors"]) for one in corpus["sets"]] == [
        ("questions", 1, 0),
        ("questions unmarked", 1, 0),
    ]
    refused = measured(tmp_path, server_url, "--passages", "30", "--amid", "30")
    assert refused.returncode == 2 and "--amid goes with a corpus" in refused.stderr


@pytest.mark.slow
def test_times_are_taken_on_a_generated_corpus(tmp_path: Path, server_url: str) -> None:
    done = measured(tmp_path, server_url, "--passages", "30")
    assert done.returncode == 0, done.stderr
    corpus = read(tmp_path)["corpora"][0]
    assert (corpus["corpus"], corpus["folder"], corpus["index"]["passages"]) == ("generated", None, 30)
    queries = {one["set"]: one["queries"] for one in corpus["sets"]}
    assert list(queries) == ["titles", "titles read as questions", "two syllables", "questions", "suggest"]
    assert queries["titles"] + queries["titles read as questions"] == 30
    assert all(one["errors"] == 0 and one["r1"] is None and one["p95_ms"] > 0 for one in corpus["sets"])


@pytest.mark.slow
@pytest.mark.meilisearch
def test_meilisearch_is_measured_by_the_same_harness(tmp_path: Path, server_url: str) -> None:
    passages = [(f"d{place}", f"Quyền {right}", f"Mọi người có quyền {right}.") for place, right in enumerate(RIGHTS)]
    folder = a_corpus(tmp_path / "tiny", {"vi": passages})
    done = measured(tmp_path, server_url, "--engine", "meilisearch", "--corpus", str(folder))
    if done.returncode == 2 and "There is no Meilisearch" in done.stderr:
        pytest.skip(f"UNTESTED: {done.stderr}")
    assert done.returncode == 0, done.stderr
    told = read(tmp_path)
    assert (told["engine"], told["corpora"][0]["index"]["passages"]) == ("meilisearch", 10)
    assert all(one["errors"] == 0 and one["r10"] == 1.0 for one in told["corpora"][0]["sets"])


@pytest.mark.slow
def test_it_is_measured_how_soon_a_publication_is_found(tmp_path: Path, server_url: str) -> None:
    arguments = ("--passages", "20", "--rate", "5", "--seconds", "2", "--output", str(tmp_path / "lag.json"))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.lag", *arguments],
        cwd=ROOT,
        env={**os.environ, SERVER: server_url},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "lag.json").read_text("utf-8"))
    assert (told["engine"], told["published"], told["missing"]) == ("postgresql", 10, 0)
    assert 0 < told["p50_ms"] <= told["p95_ms"]


@pytest.mark.parametrize("arguments", [["--engine", "none"], ["--corpus", "nowhere"]])
def test_what_cannot_be_measured_is_said_in_a_sentence(tmp_path: Path, server_url: str, arguments: list[str]) -> None:
    done = measured(tmp_path, server_url, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("nhanquyen: ") and "Traceback" not in done.stderr


def test_a_text_that_the_service_would_not_take_is_told(tmp_path: Path, server_url: str) -> None:
    folder = a_corpus(tmp_path / "long", {"vi": [("whale", "", "dài " * 200_000)]})
    done = measured(tmp_path, server_url, "--corpus", str(folder))
    assert done.returncode == 2
    assert "The text of 'whale' in vi" in done.stderr


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = a_corpus(tmp_path / "one", {"vi": [("a", "", "x")]})
    done = measured(tmp_path, "postgresql://nobody@127.0.0.1:1/none", "--corpus", str(folder))
    assert done.returncode == 2
    assert "The database cannot be used" in done.stderr and "Traceback" not in done.stderr


def test_a_malformed_line_ends_it_with_file_and_line(tmp_path: Path, server_url: str) -> None:
    lines(a_corpus(tmp_path / "bad", {"en": [("a", "", "x")]}) / "corpus.vi.jsonl", '{"id": "a", "text": "x"}', "{")
    done = measured(tmp_path, server_url, "--corpus", str(tmp_path / "bad"))
    assert done.returncode == 2
    assert "corpus.vi.jsonl, line 2: " in done.stderr
