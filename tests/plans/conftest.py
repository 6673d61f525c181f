"""A small plan, and who reports on it."""

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.plans.models import Plan
from tests.callers import Caller
from tests.plans.building import HELPER, LEAD, OUTSIDER, a_plan
from tests.plans.reports.acts import a_reporter


@pytest.fixture
def plan(session: Session) -> Plan:
    return a_plan(session)


@pytest.fixture
def lead(app: FastAPI, session: Session, plan: Plan) -> Caller:
    """Reports for the agency that leads task 1.4."""
    return a_reporter(app, session, LEAD)


@pytest.fixture
def helper(app: FastAPI, session: Session, plan: Plan) -> Caller:
    """Reports for the agency that coordinates task 1.4."""
    return a_reporter(app, session, HELPER)


@pytest.fixture
def outsider(app: FastAPI, session: Session, plan: Plan) -> Caller:
    """Reports for an agency that has no part in task 1.4."""
    return a_reporter(app, session, OUTSIDER)
