"""A whole tale: an agency drafts, submits, gets its report back, submits again; it is accepted, shown in progress, and corrected."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Engine

from app.core.actor import Role
from app.core.db import unit_of_work
from tests.builders import a_document
from tests.callers import Caller
from tests.plans.building import BASE, HELPER, LEAD, a_plan, an_indicator
from tests.plans.reports.acts import REPORTS, a_reporter, act, change, match

FIGURE = {"indicator": "tap-huan", "condition": "trained", "unit": "percent", "denominator": "20"}


def progress(who: Caller, **params: Any) -> dict[str, Any]:
    """How the report on 2019 stands in the progress of the plan."""
    answer = who.get(f"{BASE}/progress", params={"as_of": "2026-11-26", **params})
    assert answer.status_code == 200, answer.text
    (task,) = answer.json()["items"]
    return dict(next(one for one in task["obligations"] if one["period"]["code"] == "2019"))


def verdict(who: Caller) -> str:
    return str(who.get(f"{BASE}/indicators/tap-huan").json()["assessment"]["conditions"][0]["verdict"])


def test_from_the_first_draft_to_the_correction(
    committed_app: FastAPI, committed_client: Caller, committed_caller: Callable[[Role], Caller], committed_engine: Engine
) -> None:
    anyone, manager = committed_client, committed_caller(Role.plan_manager)
    with unit_of_work(committed_engine) as work:
        a_plan(work)
        an_indicator(work, expected=[LEAD])
        document = str(a_document(work, title="Điểm báo tháng 12", kind="publication", fields={"medium": "press_digest"}).id)
        agency = a_reporter(committed_app, work, LEAD)
        other = a_reporter(committed_app, work, HELPER)

    # The calendar says what is owed; a draft is the agency's own matter.
    owed = agency.get(f"{BASE}/obligations", params={"agency": LEAD, "from": "2020-01-01", "to": "2020-12-31"}).json()
    assert [(one["due"], one["standing"]["state"]) for one in owed["items"]] == [("2020-01-15", "no_information")]
    assert owed["missing_years"] == [2020], "holidays of 2020 are not loaded, and the answer says so"
    body = {"task": "1.4", "period": "2019", "language": "vi", "narrative": "Đã mở lớp tập huấn."}
    body |= {"figures": [{**FIGURE, "numerator": "18"}], "evidence": [{"document": document}]}
    report = agency.post(REPORTS, json=body).json()
    assert other.get(f"{REPORTS}/{report['id']}").status_code == 404
    assert progress(anyone)["state"] == "nothing_accepted"

    # Submitted, sent back with reasons, bettered and submitted again.
    report = act(agency, report, "submit")
    report = act(manager, report, "return", reasons="Thiếu hai người ở lớp thứ hai.")
    assert progress(manager)["reason"] == "not_resubmitted"
    report = change(agency, report, narrative="Đã mở hai lớp tập huấn.", figures=[{**FIGURE, "numerator": "20"}])
    english = {"narrative": "Two courses were held."}
    report = agency.put(f"{REPORTS}/{report['id']}/translations/en", json=english, headers=match(report)).json()
    report = act(agency, report, "submit")
    assert verdict(anyone) == "unknown", "a figure counts when it is accepted"

    # Accepted: frozen, public, in two languages, and counted.
    report = act(manager, report, "accept")
    told = progress(anyone)
    assert (told["state"], told["reporter"]["code"], told["edition"]) == ("accepted", LEAD, 1)
    assert verdict(anyone) == "met"
    frozen = f"{BASE}/accepted-reports/{report['id']}"
    shown = anyone.get(frozen, params={"lang": "en"}).json()
    assert (shown["narrative"], shown["source"]) == ("Two courses were held.", "Đã mở hai lớp tập huấn.")
    assert shown["evidence"][0]["title"] == "Điểm báo tháng 12"

    # The period is closed; a correction needs it open, and stands beside what was accepted until it is accepted itself.
    assert manager.post(f"{BASE}/periods/2019/close", json={"reason": "Đã tổng hợp."}).status_code == 200
    assert agency.post(f"{REPORTS}/{report['id']}/correct", json={"reason": "x"}, headers=match(report)).status_code == 409
    assert manager.post(f"{BASE}/periods/2019/reopen", json={"reason": "Đính chính."}).status_code == 200
    report = act(agency, report, "correct", reason="Một người đếm hai lần.", figures=[{**FIGURE, "numerator": "19"}])
    assert anyone.get(frozen).json()["edition"] == 1 and progress(anyone)["state"] == "accepted"
    act(manager, act(agency, report, "submit"), "accept")
    assert verdict(anyone) == "not_met"
    now, then = anyone.get(frozen).json(), anyone.get(frozen, params={"edition": 1}).json()
    assert [one["figures"][0]["numerator"] for one in (now, then)] == ["19", "20"]
    assert progress(anyone)["edition"] == 2
