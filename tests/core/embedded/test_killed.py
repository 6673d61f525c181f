"""Whatever is killed, nothing that was acknowledged is lost and the next start works at once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.core.embedded.conftest import Users
from tests.core.embedded.processes import Writer, server_of, wait_until

pytestmark = pytest.mark.crash


def backend_of(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    return connection.info.backend_pid


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda how: how.name)
def test_the_server_stops_when_its_only_user_is_killed(root: Path, users: Users, how: signal.Signals) -> None:
    user = users(root)
    writer = Writer(user.conninfo)
    user.kill(how)
    assert wait_until(lambda: server_of(root) is None, 10)
    assert users(root).ask("select count(*) from written") >= writer.stop() >= 20


def test_the_next_start_recovers_when_user_and_server_are_killed_together(root: Path, users: Users) -> None:
    user = users(root)
    writer = Writer(user.conninfo)
    os.kill(server_of(root) or 0, signal.SIGKILL)
    user.kill()
    assert users(root).ask("select count(*) from written") >= writer.stop() >= 20


def test_a_user_who_joins_after_the_server_was_killed_starts_it_again_for_all(root: Path, users: Users) -> None:
    first = users(root)
    writer = Writer(first.conninfo)
    os.kill(server_of(root) or 0, signal.SIGKILL)
    acknowledged = writer.stop()
    second = users(root)
    assert second.ask("select count(*) from written") >= acknowledged
    assert first.ask("select count(*) from written") >= acknowledged


def test_a_pid_file_that_names_a_living_stranger_is_no_obstacle(root: Path, users: Users) -> None:
    user = users(root)
    writer = Writer(user.conninfo)
    server = server_of(root) or 0
    os.kill(server, signal.SIGKILL)
    user.kill()
    writer.stop()
    assert wait_until(lambda: server_of(root) is None, 10)
    owner = (root / "data").stat()
    account = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with subprocess.Popen(["/bin/sleep", "60"], cwd="/", **account) as stranger:  # type: ignore[call-overload]
        try:
            for file in (root / "data" / "postmaster.pid", root / "run" / ".s.PGSQL.5432.lock"):
                file.write_text(file.read_text().replace(str(server), str(stranger.pid), 1))
            again = users(root)
            assert again.ask("select count(*) from written") >= writer.acknowledged
            assert stranger.poll() is None
        finally:
            stranger.kill()


@pytest.mark.parametrize("content", ["", "\n", "12"], ids=["empty", "blank", "short"])
def test_a_pid_file_cut_short_is_no_obstacle(root: Path, users: Users, content: str) -> None:
    (root / "data" / "postmaster.pid").write_text(content)
    assert users(root).ask("select 1") == 1


def test_the_start_waits_for_a_busy_backend_of_a_killed_server(root: Path, users: Users) -> None:
    user = users(root)
    writer = Writer(user.conninfo)
    with user.connect() as connection:
        connection.execute("set statement_timeout = 0")
        backend = backend_of(connection)
        os.kill(backend, signal.SIGSTOP)
        try:
            os.kill(server_of(root) or 0, signal.SIGKILL)
            user.kill()
            refused = users(root, start_timeout=1.5)
            assert "still at work" in refused.said["error"]
            late = users(root)
            time.sleep(0.7)
        finally:
            os.kill(backend, signal.SIGKILL)
        assert late.ask("select count(*) from written") >= writer.stop() >= 20


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.2])
def test_a_backend_killed_as_the_last_user_leaves_does_not_keep_the_server(root: Path, users: Users, pause: float) -> None:
    # PostgreSQL does not heed an orderly stop while it restarts after such a death; the watchdog's patience ends that.
    user = users(root, patience=1.5)
    writer = Writer(user.conninfo)
    with user.connect() as connection:
        os.kill(backend_of(connection), signal.SIGKILL)
        time.sleep(pause)
        user.kill()
    assert wait_until(lambda: server_of(root) is None, 8)
    assert users(root).ask("select count(*) from written") >= writer.stop() >= 20


def test_a_killed_watchdog_is_replaced_by_the_user_who_leaves(root: Path, users: Users) -> None:
    user = users(root)
    user.conninfo  # noqa: B018  the start is over
    os.kill(watchdog_of(root), signal.SIGKILL)
    user.leave()
    assert server_of(root) is None


def test_a_server_that_lost_watchdog_and_users_is_found_and_stopped_by_the_next(root: Path, users: Users) -> None:
    user = users(root)
    user.conninfo  # noqa: B018  the start is over
    os.kill(watchdog_of(root), signal.SIGKILL)
    user.kill()
    server = server_of(root)
    next_one = users(root)
    assert next_one.ask("select 1") == 1
    assert server_of(root) == server
    next_one.leave()
    assert server_of(root) is None


@pytest.mark.parametrize("after", [0.05, 0.25, 0.45])
def test_a_start_killed_while_it_makes_the_cluster_leaves_nothing_in_the_way(tmp_path: Path, users: Users, after: float) -> None:
    root = tmp_path / "pg"
    first = users(root)
    assert wait_until((root / "data.init").exists, 10)
    time.sleep(after)
    first.kill()
    second = users(root)
    assert second.ask("select current_database()") == "nhanquyen"
    assert not (root / "data.init").exists()


@pytest.mark.parametrize("after", [0.0, 0.03, 0.06, 0.09])
def test_a_start_killed_anywhere_leaves_no_server_behind(root: Path, users: Users, after: float) -> None:
    (root / "start.lock").unlink()
    first = users(root)
    assert wait_until((root / "start.lock").exists, 10)
    time.sleep(after)
    first.kill()
    assert wait_until(lambda: server_of(root) is None, 10)
    time.sleep(0.2)
    assert server_of(root) is None
    assert users(root).ask("select 1") == 1


def test_data_deleted_under_a_stray_server_are_made_anew(root: Path, users: Users) -> None:
    user = users(root, patience=3)
    user.conninfo  # noqa: B018  the start is over
    os.kill(watchdog_of(root), signal.SIGKILL)
    user.kill()
    subprocess.run(["rm", "-rf", str(root / "data")], check=True)
    second = users(root, patience=3)
    assert second.ask("select 1") == 1
    assert second.said["created"]


def watchdog_of(root: Path) -> int:
    """Process id of the watchdog under ``root``, by its command line."""
    if not sys.platform.startswith("linux"):
        pytest.skip("looks for the watchdog in /proc")
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().split(b"\0")
        except OSError:
            continue
        if len(words) > 4 and words[3].endswith(b"watchdog.py") and words[4] == os.fsencode(root):
            return int(entry.parent.name)
    raise AssertionError("there is no watchdog")
