"""Many processes use one server, and it stays exactly as long as one of them is there."""

import signal
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.core.embedded import EmbeddedPostgres, EmbeddedPostgresError
from tests.core.embedded.conftest import Users
from tests.core.embedded.processes import Writer, server_of, wait_until

pytestmark = pytest.mark.crash


def test_a_second_process_joins_and_its_leaving_disturbs_nobody(root: Path, users: Users) -> None:
    first, second = users(root), users(root)
    writer = Writer(first.conninfo)
    assert second.ask("select 1") == 1
    server = server_of(root)
    second.leave()
    assert server_of(root) == server
    before = writer.acknowledged
    assert wait_until(lambda: writer.acknowledged > before + 20, 10)
    assert writer.stop() == first.ask("select count(*) from written")


def test_the_others_go_on_when_the_starter_is_killed(root: Path, users: Users) -> None:
    starter = users(root)
    assert starter.ask("select 1") == 1
    other = users(root)
    writer = Writer(other.conninfo)
    starter.kill()
    before = writer.acknowledged
    assert wait_until(lambda: writer.acknowledged > before + 50, 10)
    acknowledged = writer.stop()
    other.leave()
    assert server_of(root) is None
    assert users(root).ask("select count(*) from written") == acknowledged


def test_the_server_has_stopped_when_its_last_user_has_left(root: Path, users: Users) -> None:
    people = [users(root) for _ in range(3)]
    assert [person.ask("select 1") for person in people] == [1, 1, 1]
    for person in people[:-1]:
        person.leave()
        assert server_of(root) is not None
    people[-1].leave()
    assert server_of(root) is None


def test_of_four_that_start_at_once_one_makes_the_cluster(tmp_path: Path, users: Users) -> None:
    people = [users(tmp_path / "pg") for _ in range(4)]
    assert sorted(person.said.get("created", person.said) for person in people) == [False, False, False, True]
    assert [person.ask("select current_user") for person in people] == ["nhanquyen"] * 4


def test_starts_and_stops_that_cross_each_other_all_succeed(root: Path, users: Users) -> None:
    for _ in range(5):
        people = [users(root) for _ in range(3)]
        assert people[0].ask("select 1") == 1
        people[0].kill(signal.SIGKILL)
        for person in people[1:]:
            assert person.ask("select 1") == 1
            person.leave()
    assert server_of(root) is None


def test_the_same_process_may_use_it_twice_and_again(root: Path) -> None:
    first, second = EmbeddedPostgres(root), EmbeddedPostgres(root)
    with first, second:
        assert first.start() is first
        first.close()
        first.close()
        assert server_of(root) is not None
        with pytest.raises(EmbeddedPostgresError, match="Call start"):
            first.url()
    assert server_of(root) is None
    with first:
        assert first.conninfo
    assert server_of(root) is None


def test_the_owner_makes_databases_and_the_extensions_of_search(root: Path) -> None:
    with EmbeddedPostgres(root) as server:
        engine = create_engine(server.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text('create database "thử %"'))
        engine.dispose()
        other = create_engine(server.url("thử %"))
        with other.begin() as connection:
            for extension in ("unaccent", "pg_trgm", "btree_gin"):
                connection.execute(text(f"create extension {extension}"))
            assert connection.scalar(text("select unaccent('Nhân quyền')")) == "Nhan quyen"
            assert connection.scalar(text("select current_database()")) == "thử %"
        other.dispose()


def test_the_settings_of_the_starter_apply_and_durability_is_not_among_them(root: Path) -> None:
    with EmbeddedPostgres(root, {"work_mem": "7MB", "application_name": r"it's a \ test"}) as server:
        engine = create_engine(server.url())
        with engine.connect() as connection:
            shown = {name: connection.scalar(text(f"show {name}")) for name in ("work_mem", "fsync", "listen_addresses", "jit")}
            assert shown == {"work_mem": "7MB", "fsync": "on", "listen_addresses": "", "jit": "off"}
            assert connection.scalar(text("select pg_reload_conf()"))
            assert connection.scalar(text("select count(*) from pg_file_settings where error is not null")) == 0
        engine.dispose()
    with pytest.raises(EmbeddedPostgresError, match="keeps fsync as it is"):
        EmbeddedPostgres(root, {"fsync": "off"}).start()
