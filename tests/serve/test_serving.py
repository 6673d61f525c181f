"""What somebody sees who starts the service for the first time."""

import signal
import socket
import stat
import time
from pathlib import Path

import pytest

from tests.serve.serving import Serving, command, gone, serving, wait

pytestmark = [pytest.mark.xdist_group("serve"), pytest.mark.timeout(240)]


def test_it_answers_searches_of_the_seed(seeded: Serving) -> None:
    status, found = seeded.ask("/api/v1/search?q=quyền con người")
    assert status == 200
    assert found["total"] > 0
    assert "<mark>" in found["hits"][0]["title_html"] + found["hits"][0]["snippet_html"]


def test_the_plan_is_found_by_its_number(seeded: Serving) -> None:
    _, found = seeded.ask("/api/v1/search?q=3432/KH-UBND")
    assert found["hits"][0]["document"]["number"] == "3432/KH-UBND"


def test_it_prints_one_line_with_its_address(seeded: Serving) -> None:
    assert seeded.lines == [f"nhanquyen answers at {seeded.address}\n"]


def test_it_runs_on_uvloop_and_httptools(seeded: Serving) -> None:
    (api,) = seeded.children("api")
    maps = Path(f"/proc/{api}/maps")
    if not maps.exists():
        pytest.skip("what a process has loaded is looked up in /proc, which this system does not have")
    loaded = maps.read_text()
    assert "uvloop/loop." in loaded
    assert "httptools/parser/parser." in loaded


def test_it_holds_no_memory_for_each_of_its_threads(seeded: Serving) -> None:
    (api,) = seeded.children("api")
    environ = Path(f"/proc/{api}/environ")
    if not environ.exists():
        pytest.skip("what a process was started with is looked up in /proc, which this system does not have")
    assert b"MALLOC_ARENA_MAX=2" in environ.read_bytes().split(b"\0")


def test_a_second_one_in_the_same_folder_says_so_and_leaves_the_first_alone(seeded: Serving) -> None:
    second = command(seeded.folder, "serve")
    assert (second.returncode, second.stdout) == (2, "")
    assert f"nhanquyen runs already, at {seeded.address}" in second.stderr
    assert len(second.stderr.splitlines()) == 1
    assert seeded.ready()


def test_commands_share_its_database(seeded: Serving) -> None:
    made = command(seeded.folder, "keys", "create", "--role", "editor")
    key = made.stdout.strip()
    assert seeded.ask("/api/v1/documents?status=draft")[0] == 401
    assert seeded.ask("/api/v1/documents?status=draft", key=key)[0] == 200
    assert command(seeded.folder, "keys", "revoke", key.split("_")[1]).returncode == 0
    assert seeded.ask("/api/v1/documents?status=draft", key=key)[0] == 401


def test_the_secret_of_cursors_is_for_its_owner_alone(seeded: Serving) -> None:
    secret = seeded.folder / "cursor.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert len(secret.read_text().strip()) == 64


@pytest.mark.slow
def test_a_second_start_takes_less_than_five_seconds_and_seeds_nothing_twice(
    folder: Path, capsys: pytest.CaptureFixture[str], record_property: object
) -> None:
    def look(one: Serving) -> tuple[int, str, str]:
        _, page = one.ask("/api/v1/documents?count=true&limit=1")
        return page["total"], page["items"][0]["id"], page["next"]

    with serving(folder) as first:
        address = first.address
        took_first = time.monotonic() - first.begun
        before = look(first)
        assert first.end(signal.SIGINT) == 0
        assert first.lines == [f"nhanquyen answers at {address}\n"]
    times = []
    for _ in range(2):
        with serving(folder) as again:
            assert again.address
            times.append(time.monotonic() - again.begun)
            assert look(again)[:2] == before[:2]
            assert again.ask(f"/api/v1/documents?limit=1&cursor={before[2]}")[0] == 200, "the cursor of before is still good"
            assert again.end() == 0
        assert again.said.count("loading the seed") == 1
    with capsys.disabled():
        print(f"\nserve: first start {took_first:.1f} s, later ones {', '.join(f'{one:.1f}' for one in times)} s")
    assert min(times) < 5


@pytest.mark.slow
def test_what_is_broken_off_while_it_starts_is_done_again(folder: Path) -> None:
    with serving(folder) as one:
        wait(lambda: "loading the seed" in one.said, 60)
        assert one.end(signal.SIGINT) == 0
        assert one.lines == []
    assert "Traceback" not in one.said
    with serving(folder) as again:
        assert again.ask("/api/v1/documents?count=true&limit=1")[1]["total"] > 0


def test_a_port_that_is_taken_is_told_in_a_sentence(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        refused = command(folder, "serve", NQ_PORT=port)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"nhanquyen: Another program listens on port {port} of 127.0.0.1. End it, or set NQ_PORT to another port; 0 takes a free one.\n"
    )


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("NQ_PORT", "http", "NQ_PORT: "),
        ("NQ_LANGUAGES", "vi,xx", "NQ_LANGUAGES: knows vi, "),
        ("NQ_HOST", "no such host", "is not an address"),
        ("NQ_DATABASE_URL", "mysql://x", "NQ_DATABASE_URL: must look like postgresql://"),
        ("NQ_DATA_DIR", "/dev/null/data", "Set NQ_DATA_DIR to a folder of your own"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(folder: Path, variable: str, value: str, told: str) -> None:
    refused = command(folder, "serve", **{variable: value})
    assert (refused.returncode, refused.stdout) == (2, "")
    assert told in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_database_that_cannot_be_reached_is_told_in_a_sentence_without_its_password(folder: Path) -> None:
    refused = command(folder, "serve", NQ_DATABASE_URL="postgresql://me:opensesame@127.0.0.1:1/x", NQ_CURSOR_SECRET="s" * 32)
    assert refused.returncode == 2
    assert "Connection refused" in refused.stderr
    assert "opensesame" not in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_several_api_processes_share_the_port(folder: Path) -> None:
    with serving(folder, NQ_SEED="false", NQ_WORKERS="2") as one:
        assert one.ready()
        assert (len(one.children("api")), len(one.children("worker"))) == (2, 1)
        children = one.children()
        assert one.end() == 0
        assert gone(*children)
