"""What is owed by which rule until when, for a pair of dates; extensions and closed periods."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import facts
from tests.builders import a_succession, an_agency
from tests.callers import Caller
from tests.plans.building import BASE, HELPER, LEAD, OUTSIDER, a_rule, a_task, an_empty_plan, loaded_holidays
from tests.plans.reports.acts import REPORTS, act, draft, match, refused

pytestmark = pytest.mark.usefixtures("plan")
URL = f"{BASE}/obligations"
EXTENSIONS = f"{BASE}/extensions"


def items(who: Caller, **params: Any) -> list[dict[str, Any]]:
    answer = who.get(URL, params={name.rstrip("_"): value for name, value in params.items()})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


def test_each_obligation_says_what_it_is_due_by_and_by_which_rule(session: Session, anyone: Caller) -> None:
    loaded_holidays(session, 2019)
    one = items(anyone, from_="2019-01-01", to="2019-12-31", lang="vi")[0]
    assert one["owed_as"] == {"code": LEAD, "label": "So A", "language": "vi"}
    assert [owner["agency"]["code"] for owner in one["owners"]] == [LEAD]
    assert one["period"] == {"code": "2018", "first": "2018-01-01", "last": "2018-12-31"}
    told = ("task", "group", "due", "regular_due", "rule", "source", "extension", "missing_years", "after_period", "membership")
    assert [one[name] for name in told] == [
        "1.4",
        "I",
        "2019-01-15",
        "2019-01-15",
        "yearly",
        "administrator",
        None,
        [],
        False,
        "known",
    ]


def test_the_range_is_of_due_days(anyone: Caller) -> None:
    assert [one["due"] for one in items(anyone, from_="2020-01-15", to="2020-01-15")] == ["2020-01-15"]
    assert items(anyone, from_="2020-01-16", to="2021-01-14") == []
    assert refused(anyone.get(URL, params={"from": "2020-01-01", "to": "2019-01-01"})) == (422, "range-reversed")
    assert refused(anyone.get(URL, params={"to": "2099-01-01"})) == (422, "range-too-long")
    assert refused(anyone.get(URL, params={"as_of": "1800-01-01"})) == (422, "day-out-of-bounds")
    assert refused(anyone.get(URL, params={"known_at": "gestern"})) == (422, "instant-unreadable")


def test_a_range_that_ends_later_foresees_what_is_to_come(session: Session, anyone: Caller) -> None:
    an_empty_plan(session, "dang-chay", first=2026, last=2030)
    a_task(session, "1", plan="dang-chay")
    a_rule(session, plan="dang-chay")
    url = "/api/v1/plans/dang-chay/obligations"

    def dues(**params: str) -> list[str]:
        return [one["due"] for one in anyone.get(url, params={"as_of": "2026-11-24", **params}).json()["items"]]

    assert dues() == ["2027-01-15"]
    assert dues(to="2029-12-31") == ["2027-01-15", "2028-01-17", "2029-01-15"]


def test_an_agency_sees_what_fell_on_it_and_what_passed_to_it(session: Session, anyone: Caller) -> None:
    assert len(items(anyone, agency=LEAD)) == 3 and items(anyone, agency=HELPER) == []
    heir = an_agency(session, "so-moi")
    before = session.scalars(select(Agency).where(Agency.code == LEAD)).one()
    a_succession(session, before, heir, date(2025, 3, 1))
    held = items(anyone, agency="so-moi")
    assert len(held) == 3 and held[0]["owners"][0]["chain"][0]["successor"]["code"] == "so-moi"
    assert items(anyone, agency="so-moi", as_of="2025-02-28") == []
    assert refused(anyone.get(URL, params={"agency": "khong-co"})) == (422, "unknown-agency")


def test_of_one_agency_only_the_tasks_are_read_that_could_pass_to_it(
    session: Session, anyone: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_task(session, "1.8", leads=(HELPER,))
    a_task(session, "1.9", leads=(OUTSIDER,))
    a_succession(session, an_agency(session, HELPER, if_missing=True), an_agency(session, "so-moi"), date(2025, 3, 1))
    read: list[Any] = []
    whole = facts.known
    monkeypatch.setattr(facts, "known", lambda *given, **named: read.append(named["only"]) or whole(*given, **named))
    assert {one["task"] for one in items(anyone, agency="so-moi")} == {"1.8"}
    assert items(anyone, agency="so-moi", task="1.9") == []
    assert read == [{"1.8"}, set()]


def test_a_class_that_cannot_be_listed_owes_itself(session: Session, anyone: Caller) -> None:
    an_agency(session, "cac-so", type="class", enumerable=False)
    a_task(session, "1.9", leads=("cac-so",))
    one = items(anyone, task="1.9")[0]
    assert (one["membership"], one["owners"][0]["agency"], one["owners"][0]["group"]["code"]) == ("unknown", None, "cac-so")


def test_obligations_are_paged_in_the_order_of_their_due_days(session: Session, anyone: Caller) -> None:
    for number in ("1.10", "1.9", "2.1"):
        a_task(session, number)
    whole = items(anyone, limit=100)
    seen: list[dict[str, Any]] = []
    url: str | None = f"{URL}?limit=5&count=true"
    while url:
        answer = anyone.get(url)
        assert answer.json()["total"] == 12
        seen += answer.json()["items"]
        url = answer.links.get("next", {}).get("url")
    assert seen == whole
    assert [one["task"] for one in whole[:4]] == ["1.4", "1.9", "1.10", "2.1"]


def test_more_time_is_granted_with_a_reason(plan_manager: Caller, anyone: Caller, lead: Caller, helper: Caller) -> None:
    body = {
        "task": "1.4",
        "period": "2019",
        "owed_as": LEAD,
        "new_due": "2020-02-15",
        "reason": "Bão lũ.",
        "granted_by": "Chủ tịch UBND tỉnh",
    }
    made = plan_manager.post(EXTENSIONS, json=body)
    assert made.status_code == 201, made.text
    (told,) = items(plan_manager, from_="2020-01-01", to="2020-12-31")
    assert (told["due"], told["regular_due"], told["extension"]["reason"]) == ("2020-02-17", "2020-01-15", "Bão lũ.")
    (public,) = items(anyone, from_="2020-01-01", to="2020-12-31")
    assert (public["due"], public["extension"]) == ("2020-01-15", None), "who asked for more time is that agency's own matter"
    assert items(anyone, from_="2020-02-01", to="2020-12-31") == []
    (own,) = items(lead, from_="2020-01-01", to="2020-12-31")
    assert own["extension"]["reason"] == "Bão lũ."
    assert [one["id"] for one in lead.get(EXTENSIONS).json()["items"]] == [made.json()["id"]]
    assert helper.get(EXTENSIONS).json()["items"] == [] and anyone.get(EXTENSIONS).status_code == 401
    later = plan_manager.post(EXTENSIONS, json={**body, "new_due": "2020-01-31", "reason": "Khác."})
    assert later.status_code == 201
    (told,) = items(plan_manager, from_="2020-01-01", to="2020-12-31")
    assert told["due"] == "2020-01-31", "the one recorded last counts"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"new_due": "2020-01-14"}, "extension-too-early"),
        ({"owed_as": HELPER}, "nothing-owed"),
        ({"owed_as": "khong-co"}, "unknown-agency"),
        ({"period": "2019-H1"}, "nothing-owed"),
        ({"period": "2019-H3"}, "invalid"),
        ({"task": "9.9"}, "unknown-task"),
        ({"reason": ""}, "invalid"),
        ({"document": "00000000-0000-0000-0000-000000000000"}, "unknown-document"),
    ],
)
def test_an_extension_of_nothing_is_refused(plan_manager: Caller, told: dict[str, Any], code: str) -> None:
    body = {"task": "1.4", "period": "2019", "owed_as": LEAD, "new_due": "2020-02-15", "reason": "x", "granted_by": "y"}
    answer = plan_manager.post(EXTENSIONS, json={**body, **told})
    assert refused(answer) == (422, code)
    assert plan_manager.get(EXTENSIONS).json()["items"] == []


def test_nothing_is_written_for_a_closed_period(lead: Caller, plan_manager: Caller, anyone: Caller) -> None:
    report = draft(lead)
    url = f"{BASE}/periods/2019"
    closed = plan_manager.post(f"{url}/close", json={"reason": "Đã tổng hợp."})
    assert closed.status_code == 200 and closed.json()["closed"] is True
    body = {"task": "1.4", "period": "2019", "language": "vi", "agency": LEAD}
    gone = (409, "period-closed")
    assert refused(plan_manager.post(REPORTS, json=body)) == gone
    assert refused(lead.patch(f"{REPORTS}/{report['id']}", json={"narrative": "x"}, headers=match(report))) == gone
    assert refused(lead.post(f"{REPORTS}/{report['id']}/submit", json={}, headers=match(report))) == gone
    assert refused(lead.delete(f"{REPORTS}/{report['id']}", headers=match(report))) == gone
    more_time = {"task": "1.4", "period": "2019", "owed_as": LEAD, "new_due": "2020-02-15", "reason": "x", "granted_by": "y"}
    assert refused(plan_manager.post(EXTENSIONS, json=more_time)) == gone
    assert refused(plan_manager.post(f"{url}/close", json={"reason": "x"})) == (409, "period-closed-already")
    assert [(one["code"], one["closed"]) for one in anyone.get(f"{BASE}/periods").json()["items"]] == [
        ("2018", False),
        ("2019", True),
        ("2020", False),
    ]
    assert plan_manager.post(f"{url}/reopen", json={"reason": "Bổ sung."}).json()["closed"] is False
    assert refused(plan_manager.post(f"{url}/reopen", json={"reason": "x"})) == (409, "period-not-closed")
    act(lead, report, "submit")


def test_a_period_is_not_closed_over_reports_that_wait_for_an_answer(lead: Caller, plan_manager: Caller) -> None:
    report = act(lead, draft(lead), "submit")
    url = f"{BASE}/periods/2019/close"
    assert refused(plan_manager.post(url, json={"reason": "x"})) == (409, "period-undecided")
    report = act(plan_manager, report, "accept")
    assert plan_manager.post(url, json={"reason": "x"}).status_code == 200
    answer = lead.post(f"{REPORTS}/{report['id']}/correct", json={"reason": "x"}, headers=match(report))
    assert refused(answer) == (409, "period-closed")


def test_what_is_no_period_is_not_closed(plan_manager: Caller) -> None:
    assert refused(plan_manager.post(f"{BASE}/periods/19/close", json={"reason": "x"})) == (422, "unknown-period")
