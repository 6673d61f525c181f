"""Acts at the same moment, committed for real."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select

from app.core.actor import Role
from app.core.db import unit_of_work
from app.plans.models import Measurement, Report, ReportStep
from tests.agencies.test_races import at_once
from tests.callers import Caller
from tests.plans.building import BASE, a_plan, an_indicator
from tests.plans.reports.acts import REPORTS, a_reporter, act, draft, match

FIGURE = {"indicator": "tap-huan", "condition": "courses", "unit": "courses", "value": "2"}


@pytest.fixture
def agency(committed_app: FastAPI, committed_engine: Engine) -> Caller:
    with unit_of_work(committed_engine) as work:
        a_plan(work)
        an_indicator(work)
        return a_reporter(committed_app, work, raise_server_exceptions=False)


@pytest.fixture
def manager(committed_caller: Callable[[Role], Caller]) -> Caller:
    return committed_caller(Role.plan_manager)


def test_of_two_first_drafts_one_is_there(agency: Caller, committed_engine: Engine) -> None:
    body = {"task": "1.4", "period": "2019", "language": "vi"}
    assert at_once([lambda: agency.post(REPORTS, json=body).status_code] * 3) == [201, 409, 409]
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Report)) == 1


def test_of_two_submissions_at_once_one_counts(agency: Caller, committed_engine: Engine) -> None:
    report = draft(agency)
    url = f"{REPORTS}/{report['id']}/submit"
    assert at_once([lambda: agency.post(url, json={}, headers=match(report)).status_code] * 3) == [200, 412, 412]
    with unit_of_work(committed_engine) as work:
        states = work.scalars(select(ReportStep.state).order_by(ReportStep.number)).all()
    assert list(states) == ["draft", "submitted"]


def test_what_is_accepted_was_not_changed_meanwhile(agency: Caller, manager: Caller, committed_engine: Engine) -> None:
    report = act(agency, draft(agency, figures=[FIGURE]), "submit")
    url = f"{REPORTS}/{report['id']}"
    acts = [
        lambda: manager.post(f"{url}/accept", json={}, headers=match(report)).status_code,
        lambda: manager.post(f"{url}/return", json={"reasons": "x"}, headers=match(report)).status_code,
        lambda: agency.put(f"{url}/translations/en", json={"narrative": "x"}, headers=match(report)).status_code,
    ]
    # The translation is refused either way: while it is submitted, and from the revision that was before.
    assert at_once(acts) in ([200, 409, 412], [200, 412, 412])
    with unit_of_work(committed_engine) as work:
        accepted = work.scalar(select(func.count()).where(ReportStep.state == "accepted"))
        assert work.scalar(select(func.count()).select_from(Measurement)) == accepted


def test_a_draft_is_changed_or_submitted_from_one_revision_not_both(agency: Caller, manager: Caller) -> None:
    report = draft(agency)
    url = f"{REPORTS}/{report['id']}"
    acts = [
        lambda: agency.post(f"{url}/submit", json={}, headers=match(report)).status_code,
        lambda: agency.patch(url, json={"narrative": "Khác"}, headers=match(report)).status_code,
        lambda: agency.delete(url, headers=match(report)).status_code,
    ]
    assert at_once(acts)[1:] in ([404, 404], [404, 412], [412, 412])


def test_a_period_is_closed_or_reported_on(agency: Caller, manager: Caller) -> None:
    report = draft(agency)
    acts = [
        lambda: agency.post(f"{REPORTS}/{report['id']}/submit", json={}, headers=match(report)).status_code,
        lambda: manager.post(f"{BASE}/periods/2019/close", json={"reason": "Hết kỳ."}).status_code,
    ]
    assert at_once(acts) == [200, 409]
