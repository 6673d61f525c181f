"""Nothing half-written: an act that fails in the middle leaves everything as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.plans.models import APPEND_ONLY, Plan, Report
from app.plans.reports.service import deciding, records, writing
from tests.callers import Caller
from tests.plans.building import BASE, LEAD, an_indicator, holidays_of
from tests.plans.reports.acts import REPORTS, act, draft, match

FIGURE = {"indicator": "tap-huan", "condition": "courses", "unit": "courses", "value": "2"}
MEASURED = {"condition": "courses", "unit": "courses", "value": "2", "period": "2019", "source": "Sổ lớp"}
RULE = {
    "code": "quy",
    "source": "administrator",
    "frequency": "quarterly",
    "due": {"kind": "working_days_after", "count": 5},
    "reason": "x",
}
EXTENSION = {"task": "1.4", "period": "2019", "owed_as": LEAD, "new_due": "2020-02-15", "reason": "x", "granted_by": "y"}


class Broken(Exception):
    """Something of ours that fails."""


def rows(session: Session) -> dict[str, int]:
    """How many rows every table of reports holds."""
    session.expire_all()
    tables = (*APPEND_ONLY, Report, AuditEntry, OutboxEntry)
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], None]:
    """``broken(module, name)``: from now on that function does its work and then fails."""

    def breaks(module: Any, name: str) -> None:
        works = getattr(module, name)

        def fails(*args: Any, **kwargs: Any) -> Any:
            works(*args, **kwargs)
            raise Broken

        monkeypatch.setattr(module, name, fails)

    return breaks


@pytest.mark.parametrize("name", ["step", "done"])
def test_a_draft_is_made_whole_or_not_at_all(
    session: Session, lead: Caller, broken: Callable[[Any, str], None], name: str
) -> None:
    an_indicator(session)
    before = rows(session)
    broken(writing, name)
    with pytest.raises(Broken):
        lead.post(REPORTS, json={"task": "1.4", "period": "2019", "language": "vi", "figures": [FIGURE]})
    assert rows(session) == before


@pytest.mark.parametrize(("module", "name"), [(deciding, "step"), (deciding, "done"), (records.outbox, "announce")])
def test_an_acceptance_is_frozen_and_measured_or_neither(
    session: Session, lead: Caller, plan_manager: Caller, broken: Callable[[Any, str], None], module: Any, name: str
) -> None:
    an_indicator(session)
    report = act(lead, draft(lead, figures=[FIGURE]), "submit")
    before = rows(session)
    broken(module, name)
    with pytest.raises(Broken):
        plan_manager.post(f"{REPORTS}/{report['id']}/accept", json={}, headers=match(report))
    assert rows(session) == before
    assert lead.get(f"{REPORTS}/{report['id']}").json() == report


@pytest.mark.parametrize("name", ["step", "done"])
def test_a_correction_is_begun_whole_or_not_at_all(
    session: Session, lead: Caller, plan_manager: Caller, broken: Callable[[Any, str], None], name: str
) -> None:
    report = act(plan_manager, act(lead, draft(lead), "submit"), "accept")
    before = rows(session)
    broken(writing, name)
    with pytest.raises(Broken):
        lead.post(f"{REPORTS}/{report['id']}/correct", json={"reason": "x", "narrative": "y"}, headers=match(report))
    assert rows(session) == before


@pytest.mark.parametrize(
    ("method", "way", "body", "revision"),
    [
        ("POST", "/indicators/tap-huan/measurements", {**MEASURED, "agency": LEAD}, None),
        ("PATCH", "/indicators/tap-huan", {"expected": [LEAD], "reason": "x"}, 1),
        ("POST", "/rules", RULE, None),
        ("PATCH", "/rules/yearly", {"reason": "x", "shift": "previous"}, 1),
        ("POST", "/periods/2019/close", {"reason": "x"}, None),
        ("POST", "/extensions", EXTENSION, None),
        ("PUT", "/api/v1/holidays/2020", holidays_of(2020), None),
    ],
)
def test_what_cannot_be_announced_is_not_written(
    session: Session,
    plan: Plan,
    admin: Caller,
    broken: Callable[[Any, str], None],
    method: str,
    way: str,
    body: dict[str, Any],
    revision: int | None,
) -> None:
    an_indicator(session)
    before = rows(session)
    broken(records.outbox, "announce")
    url = way if way.startswith("/api") else f"{BASE}{way}"
    headers = {} if revision is None else {"If-Match": f'"{revision}"'}
    with pytest.raises(Broken):
        admin.request(method, url, json=body, headers=headers)
    assert rows(session) == before
