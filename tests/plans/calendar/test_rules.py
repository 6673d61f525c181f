"""Reporting rules: the plan's own and an administrator's, told apart; what they said before stays known."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.core import clock
from app.plans.models import Plan
from tests.callers import Caller
from tests.plans.building import BASE, a_rule
from tests.plans.reports.acts import refused

pytestmark = pytest.mark.usefixtures("plan")
RULES = f"{BASE}/rules"
REVIEW = {
    "code": "review-2020",
    "source": "plan",
    "printed": "Năm 2020, tổ chức đánh giá, sơ kết việc thực hiện Kế hoạch",
    "frequency": "once",
    "due": {"kind": "fixed_day", "on": "2020-12-31"},
    "reason": "IV.2.b",
    "labels": [{"language": "vi", "label": "Sơ kết 2020"}, {"language": "en", "label": "Review of 2020"}],
}


def match(rule: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{rule["revision"]}"'}


def test_the_plans_own_rule_is_told_from_one_that_was_set(plan_manager: Caller, anyone: Caller) -> None:
    made = plan_manager.post(RULES, json=REVIEW)
    assert made.status_code == 201 and made.headers["ETag"] == '"1"', made.text
    assert anyone.get(made.headers["Location"], params={"lang": "en"}).json()["label"] == "Review of 2020"
    listed = anyone.get(RULES).json()["items"]
    assert [(one["code"], one["source"]) for one in listed] == [("review-2020", "plan"), ("yearly", "administrator")]
    assert listed[0]["due"] == {"kind": "fixed_day", "on": "2020-12-31", "month": None, "day": None, "count": None}


def test_what_came_with_the_plan_was_known_since_it_was_in_print(session: Session, plan: Plan, anyone: Caller) -> None:
    printed = {name: REVIEW[name] for name in ("source", "printed", "frequency", "due")}
    with clock.frozen(plan.created_at):
        a_rule(session, "review-2020", **printed)
    a_rule(session, "later", **printed)
    before = anyone.get(RULES, params={"known_at": "2019-01-01"}).json()["items"]
    assert [one["code"] for one in before] == ["review-2020"]


def test_a_rule_that_was_set_is_changed_and_what_it_said_stays_known(plan_manager: Caller, anyone: Caller) -> None:
    rule = anyone.get(f"{RULES}/yearly").json()
    body = {"reason": "Công văn mới.", "due": {"kind": "working_days_after", "count": 10}, "tasks": ["1.4"]}
    assert refused(plan_manager.patch(f"{RULES}/yearly", json=body)) == (428, "precondition-required")
    changed = plan_manager.patch(f"{RULES}/yearly", json=body, headers=match(rule))
    assert changed.status_code == 200, changed.text
    assert (changed.json()["revision"], changed.json()["tasks"], changed.json()["due"]["count"]) == (2, ["1.4"], 10)
    assert changed.json()["frequency"] == "yearly"
    assert refused(plan_manager.patch(f"{RULES}/yearly", json=body, headers=match(rule))) == (412, "precondition-failed")
    then = anyone.get(RULES, params={"known_at": rule["recorded_at"]}).json()["items"]
    assert [(one["revision"], one["tasks"]) for one in then] == [(1, None)]


def test_a_withdrawn_rule_asks_for_nothing_more_until_it_is_revived(plan_manager: Caller, anyone: Caller) -> None:
    def owed() -> int:
        return len(anyone.get(f"{BASE}/obligations").json()["items"])

    assert owed() == 3
    gone = plan_manager.patch(f"{RULES}/yearly", json={"reason": "Hết", "withdrawn": True}, headers={"If-Match": '"1"'}).json()
    assert gone["withdrawn"] is True and owed() == 0
    answer = plan_manager.patch(f"{RULES}/yearly", json={"reason": "x", "shift": "previous"}, headers=match(gone))
    assert refused(answer) == (409, "rule-withdrawn")
    again = plan_manager.patch(f"{RULES}/yearly", json={"reason": "Lại", "withdrawn": False}, headers=match(gone))
    assert again.status_code == 200 and owed() == 3


def test_what_the_plan_prints_is_not_changed_but_corrected(plan_manager: Caller) -> None:
    rule = plan_manager.post(RULES, json=REVIEW).json()
    body = {"reason": "x", "due": {"kind": "fixed_day", "on": "2021-01-31"}}
    url = f"{RULES}/review-2020"
    assert refused(plan_manager.patch(url, json=body, headers=match(rule))) == (409, "plan-rule-stays")
    correction = {"reason": "Gõ nhầm.", "printed": "Năm 2020, tổ chức đánh giá", "due": {"kind": "fixed_day", "on": "2020-12-30"}}
    corrected = plan_manager.post(f"{url}/correct", json=correction, headers=match(rule))
    assert corrected.status_code == 200, corrected.text
    assert (corrected.json()["revision"], corrected.json()["source"]) == (2, "plan")
    assert corrected.json()["due"]["on"] == "2020-12-30"
    answer = plan_manager.post(f"{RULES}/yearly/correct", json={"reason": "x", "shift": "next"}, headers={"If-Match": '"1"'})
    assert refused(answer) == (409, "rule-not-printed")
    assert plan_manager.post(f"{url}/correct", json={"shift": "next"}, headers=match(corrected.json())).status_code == 422


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"code": "yearly", "source": "administrator", "printed": None}, "reporting-rule-taken"),
        ({"printed": None}, "printed-needed"),
        ({"source": "administrator"}, "printed-needed"),
        ({"valid_from": "2020-01-01", "valid_to": "2019-01-01"}, "validity-reversed"),
        ({"tasks": ["9.9"]}, "unknown-task"),
        ({"labels": [{"language": "vi", "label": "a"}, {"language": "vi", "label": "b"}]}, "language-twice"),
        ({"due": {"kind": "day_of_year", "month": 13, "day": 1}}, "invalid"),
        ({"due": {"kind": "fixed_day", "on": "9999-12-31"}}, "invalid"),
        ({"due": {"kind": "never"}}, "invalid"),
        ({"reason": " "}, "invalid"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(plan_manager: Caller, anyone: Caller, told: dict[str, Any], code: str) -> None:
    answer = plan_manager.post(RULES, json={**REVIEW, **told})
    assert answer.json()["code"] == code, answer.text
    assert [one["code"] for one in anyone.get(RULES).json()["items"]] == ["yearly"]
