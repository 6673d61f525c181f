"""The tables of reports go down and up again with reports in them; drafts that were discarded have no place in the older ones."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import text

from app.core.actor import SYSTEM
from app.core.db import make_engine, unit_of_work
from app.plans.reports import service
from tests import databases
from tests.migrations.test_migrations import alembic
from tests.plans.building import CODE, a_plan, a_report

STANDING = "standing.report_id, standing.edition, standing.period, standing.state, standing.since"
ANEW = text("select refresh_plan_standings(array_agg(id)) from plan_report")
NUMBERED = "plan_report_standing as standing join plan_task as task on task.serial = standing.task_serial"


@pytest.fixture
def url(server_url: str, template: str, worker_id: str) -> Iterator[str]:
    name = f"{template}_{worker_id}_reports"
    yield databases.fresh(server_url, name)
    databases.drop(server_url, name)


@pytest.mark.timeout(180)
def test_what_was_not_discarded_is_kept(url: str) -> None:
    config = alembic(url)
    command.upgrade(config, "head")
    engine = make_engine(url, pool_size=1)
    with unit_of_work(engine) as session:
        a_plan(session)
        service.discard(session, SYSTEM, CODE, a_report(session).id, None)
        kept = a_report(session).id
        a_report(session, period="2018")
    engine.dispose()
    command.downgrade(config, "0005")
    command.upgrade(config, "head")
    with unit_of_work(engine) as session:
        assert session.execute(text("select count(*) from plan_report where role = 'lead'")).scalar_one() == 2
        assert session.execute(text("select count(*) from plan_report_step")).scalar_one() == 2
        assert service.show(session, SYSTEM, ("vi",), "vi", CODE, kept).state == "draft"
    engine.dispose()


@pytest.mark.timeout(180)
def test_standings_know_their_tasks_before_and_after_they_are_numbered(url: str) -> None:
    config = alembic(url)
    command.upgrade(config, "head")
    engine = make_engine(url, pool_size=1)
    with unit_of_work(engine) as session:
        a_plan(session)
        a_report(session)
        known = session.execute(text(f"select {STANDING}, task.id from {NUMBERED}")).all()
    engine.dispose()
    assert known
    command.downgrade(config, "0009")
    with engine.begin() as connection:
        before = text(f"select {STANDING}, task_id from plan_report_standing as standing")
        assert connection.execute(before).all() == known
        connection.execute(ANEW)
        assert connection.execute(before).all() == known
    engine.dispose()
    command.upgrade(config, "head")
    with engine.begin() as connection:
        after = text(f"select {STANDING}, task.id from {NUMBERED}")
        assert connection.execute(after).all() == known
        connection.execute(ANEW)
        assert connection.execute(after).all() == known
    engine.dispose()
