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
