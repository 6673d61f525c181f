"""What came on paper: entered years later, with the days on which it happened."""

from datetime import UTC, datetime

import pytest

from app.core import clock
from tests.callers import Caller
from tests.plans.building import BASE, LEAD
from tests.plans.reports.acts import REPORTS, act, draft, match, refused

pytestmark = pytest.mark.usefixtures("plan")


def test_a_paper_report_of_2020_was_in_time_and_was_not_known_then(plan_manager: Caller) -> None:
    report = draft(plan_manager, agency=LEAD, on="2020-01-08")
    report = act(plan_manager, report, "submit", on="2020-01-10")
    act(plan_manager, report, "accept", on="2020-02-01")

    def standing(known_at: str | None = None) -> tuple[str, bool]:
        params = {"from": "2020-01-01", "to": "2020-12-31", "as_of": "2020-12-31"}
        params |= {"known_at": known_at} if known_at else {}
        (one,) = plan_manager.get(f"{BASE}/obligations", params=params).json()["items"]
        return one["standing"]["state"], one["standing"]["late"]

    assert standing() == ("accepted", False)
    before = datetime(2026, 1, 1, tzinfo=UTC)
    assert clock.now() > before
    params = {"as_of": "2020-12-31", "known_at": "2026-01-01T00:00:00Z", "from": "2020-01-01", "to": "2020-12-31"}
    assert plan_manager.get(f"{BASE}/obligations", params=params).json()["items"] == [], "nor was the rule that asks for it"


def test_a_reporters_own_acts_are_of_today(lead: Caller) -> None:
    body = {"task": "1.4", "period": "2019", "language": "vi", "on": "2020-01-08"}
    assert refused(lead.post(REPORTS, json=body)) == (403, "day-for-managers")
    report = draft(lead)
    answer = lead.post(f"{REPORTS}/{report['id']}/submit", json={"on": "2020-01-08"}, headers=match(report))
    assert refused(answer) == (403, "day-for-managers")


def test_steps_stand_in_the_order_of_their_days(plan_manager: Caller) -> None:
    def code(report: dict[str, object], way: str, **body: object) -> tuple[int, str]:
        return refused(plan_manager.post(f"{REPORTS}/{report['id']}/{way}", json=body, headers=match(report)))

    report = draft(plan_manager, agency=LEAD, on="2020-01-08")
    assert code(report, "submit", on="2020-01-07") == (422, "day-before-last-step")
    assert code(report, "submit", on="2199-01-01") == (422, "day-in-future")
    report = act(plan_manager, report, "submit", on="2020-01-10")
    assert code(report, "accept", on="2020-01-09") == (422, "day-before-last-step")
    body = {"task": "1.4", "period": "2020", "language": "vi", "agency": LEAD, "on": "2019-12-31"}
    assert refused(plan_manager.post(REPORTS, json=body)) == (422, "day-before-period")


def test_a_report_on_a_period_is_not_asked_for_before_the_period_begins(plan_manager: Caller) -> None:
    body = {"task": "1.4", "period": "2020", "language": "vi", "agency": LEAD, "on": "2020-01-01"}
    assert plan_manager.post(REPORTS, json=body).status_code == 201
