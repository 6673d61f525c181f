"""Who sees which reports, and who may do what with them."""

from typing import Any

from sqlalchemy.orm import Session

from tests.callers import Caller
from tests.plans.building import BASE, LEAD, a_task, an_empty_plan
from tests.plans.reports.acts import REPORTS, act, draft, match, refused


def test_another_agencys_report_is_not_there(lead: Caller, helper: Caller, anyone: Caller, plan_manager: Caller) -> None:
    report = draft(lead)
    url = f"{REPORTS}/{report['id']}"
    gone = (404, "report-not-found")
    assert refused(helper.get(url)) == refused(helper.get(f"{url}/revisions/1")) == gone
    assert refused(helper.patch(url, json={"narrative": "x"}, headers=match(report))) == gone
    assert refused(helper.delete(url, headers=match(report))) == gone
    for way, body in (("submit", {}), ("correct", {"reason": "x"})):
        assert refused(helper.post(f"{url}/{way}", json=body, headers=match(report))) == gone
    assert refused(helper.put(f"{url}/translations/en", json={"narrative": "x"}, headers=match(report))) == gone
    assert anyone.get(url).status_code == 401
    act(plan_manager, act(lead, report, "submit"), "accept")
    assert refused(helper.get(url)) == gone
    assert helper.get(f"{BASE}/accepted-reports/{report['id']}").status_code == 200, "what was accepted is public"


def test_an_agency_lists_its_own_and_staff_all(session: Session, lead: Caller, helper: Caller, reader: Caller) -> None:
    mine, other = draft(lead), draft(helper)

    def ids(who: Caller, **params: Any) -> list[str]:
        return [one["id"] for one in who.get(REPORTS, params=params).json()["items"]]

    assert ids(lead) == [mine["id"]] and ids(helper) == [other["id"]]
    assert ids(lead, agency="so-b") == []
    assert ids(reader) == [other["id"], mine["id"]]
    assert ids(reader, agency=LEAD) == [mine["id"]]
    act(lead, mine, "submit")
    assert ids(reader, state="submitted") == [mine["id"]] and ids(reader, state="draft") == [other["id"]]
    assert ids(reader, task="1.5") == [] and ids(reader, period="2019") == [other["id"], mine["id"]]


def test_lists_are_paged(session: Session, lead: Caller) -> None:
    a_task(session, "1.5")
    made = [draft(lead, period, task)["id"] for task in ("1.4", "1.5") for period in ("2018", "2019", "2020")]
    seen: list[str] = []
    url: str | None = f"{REPORTS}?limit=4&count=true"
    while url:
        answer = lead.get(url)
        assert answer.json()["total"] == 6
        seen += [one["id"] for one in answer.json()["items"]]
        url = answer.links.get("next", {}).get("url")
    assert seen == made[::-1]


def test_staff_read_and_only_plan_managers_decide(lead: Caller, reader: Caller, editor: Caller, publisher: Caller) -> None:
    report = act(lead, draft(lead), "submit")
    url = f"{REPORTS}/{report['id']}"
    for who in (reader, editor, publisher):
        assert who.get(url).status_code == 200
        assert who.patch(url, json={"narrative": "x"}, headers=match(report)).status_code == 403
    for who in (lead, reader, editor, publisher):
        assert who.post(f"{url}/accept", json={}, headers=match(report)).status_code == 403
        assert who.post(f"{url}/return", json={"reasons": "x"}, headers=match(report)).status_code == 403


def test_a_reporter_writes_for_its_own_agency_alone(lead: Caller) -> None:
    answer = lead.post(REPORTS, json={"task": "1.4", "period": "2019", "language": "vi", "agency": "so-b"})
    assert refused(answer) == (403, "own-reports-only")


def test_how_a_named_agency_stands_is_for_staff_and_that_agency(
    lead: Caller, helper: Caller, anyone: Caller, reader: Caller
) -> None:
    draft(lead)

    def states(who: Caller) -> set[Any]:
        items = who.get(f"{BASE}/obligations", params={"from": "2020-01-01", "to": "2020-12-31"}).json()["items"]
        return {one["standing"] and one["standing"]["state"] for one in items}

    assert states(reader) == states(lead) == {"late"}
    assert states(anyone) == states(helper) == {None}


def test_a_report_of_another_plan_is_not_found_here(session: Session, lead: Caller) -> None:
    report = draft(lead)
    an_empty_plan(session, "khac")
    assert refused(lead.get(f"/api/v1/plans/khac/reports/{report['id']}")) == (404, "report-not-found")
    assert refused(lead.get(f"/api/v1/plans/khong/reports/{report['id']}")) == (404, "plan-not-found")
