"""The one door through which everything is committed."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, text

from app.core.db import Base, is_alive, make_engine, unit_of_work
from app.outbox import announce
from app.outbox.models import OutboxEntry

APP = Path(__file__).parents[2] / "app"


def test_work_is_committed_when_the_block_ends_well_and_gone_when_it_does_not(committed_engine: Engine) -> None:
    with unit_of_work(committed_engine) as work:
        announce(work, "test", 1)
    with pytest.raises(RuntimeError), unit_of_work(committed_engine) as work:
        announce(work, "test", 2)
        work.flush()
        raise RuntimeError
    with unit_of_work(committed_engine) as work:
        assert work.scalars(select(OutboxEntry.key)).all() == ["1"]


def test_a_unit_of_work_without_work_asks_the_database_nothing(committed_engine: Engine) -> None:
    opened: list[object] = []
    event.listen(committed_engine, "engine_connect", opened.append)
    with unit_of_work(committed_engine):
        pass
    assert opened == []


def test_commit_stands_in_one_file_alone() -> None:
    found = [path.relative_to(APP) for path in APP.rglob("*.py") if re.search(r"\.commit\(", path.read_text())]
    assert found == [Path("core/db.py")]


def test_connections_speak_utc_and_tell_their_name(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.scalar(text("show timezone")) == "UTC"
        assert connection.scalar(text("show application_name")) == "nhanquyen-tests"


def test_a_database_that_is_away_is_not_alive(engine: Engine, tmp_path: Path) -> None:
    assert is_alive(engine)
    away = make_engine(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}")
    assert not is_alive(away)
    away.dispose()


def test_every_time_column_knows_its_zone() -> None:
    import app.tables  # noqa: F401

    naive = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.type.python_type.__name__ == "datetime" and not getattr(column.type, "timezone", False)
    ]
    assert naive == []


def test_listeners_are_woken_by_the_commit_and_not_before(committed_engine: Engine) -> None:
    with committed_engine.connect().execution_options(isolation_level="AUTOCOMMIT") as listener:
        listener.execute(text("listen nhanquyen_outbox"))
        driver = listener.connection.driver_connection
        assert driver is not None
        with unit_of_work(committed_engine) as work:
            announce(work, "agency", "one")
            work.flush()
            assert list(driver.notifies(timeout=0.1)) == []
        (heard,) = driver.notifies(timeout=5, stop_after=1)
        assert heard.payload == "agency"
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(OutboxEntry)) == 1


def test_connections_that_the_server_has_ended_are_noticed_before_they_are_used(committed_url: str) -> None:
    engine = make_engine(committed_url, pool_size=5)
    other = make_engine(committed_url, pool_size=1)
    try:
        for _ in range(20):
            with engine.connect() as one, engine.connect() as two:
                pids = [connection.scalar(text("select pg_backend_pid()")) for connection in (one, two)]
            with other.connect() as connection:
                connection.execute(
                    text("select pg_terminate_backend(pid, 5000) from unnest(cast(:pids as int[])) pid"), {"pids": pids}
                )
            with engine.connect() as one, engine.connect() as two:
                assert one.scalar(text("select 1")) == two.scalar(text("select 1")) == 1
    finally:
        engine.dispose()
        other.dispose()
