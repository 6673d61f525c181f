"""Who reports on what: what the calendar asks for, from whom it falls on, their heirs, and those who coordinate."""

from datetime import date

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from tests.builders import a_member, a_succession, an_agency
from tests.callers import Caller
from tests.plans.building import BASE, LEAD, OUTSIDER, a_rule, a_task
from tests.plans.reports.acts import REPORTS, a_reporter, draft, refused


def report(who: Caller, task: str = "1.4", period: str = "2019", **more: object) -> tuple[int, str]:
    answer = who.post(REPORTS, json={"task": task, "period": period, "language": "vi", **more})
    return answer.status_code, answer.json().get("code") or answer.json()["role"]


def test_who_coordinates_files_a_contribution_that_meets_no_duty(lead: Caller, helper: Caller, reader: Caller) -> None:
    made = draft(helper)
    assert made["role"] == "coordinating" and [one["code"] for one in made["notices"]] == ["contribution"]
    owed = reader.get(f"{BASE}/obligations", params={"task": "1.4"}).json()["items"]
    assert {one["standing"]["state"] for one in owed} == {"no_information"}
    assert report(lead) == (201, "lead"), "the lead's own report stands beside it"


def test_who_has_no_part_in_a_task_is_told_so(outsider: Caller) -> None:
    answer = outsider.post(REPORTS, json={"task": "1.4", "period": "2019", "language": "vi"})
    assert refused(answer) == (409, "not-your-task")
    assert OUTSIDER in answer.json()["title"] and "1.4" in answer.json()["title"]


@pytest.mark.parametrize("period", ["2021", "2019-H1", "2019-Q4", "2018-2020", "2017"])
def test_a_period_that_the_calendar_does_not_ask_for_is_refused(lead: Caller, period: str) -> None:
    answer = lead.post(REPORTS, json={"task": "1.4", "period": period, "language": "vi"})
    assert refused(answer) == (409, "report-not-asked-for")
    assert "2018, 2019, 2020" in answer.json()["title"]


@pytest.mark.parametrize("period", ["2019-H3", "19", "2020-2018", "năm 2019"])
def test_what_is_no_period_is_refused(lead: Caller, period: str) -> None:
    assert lead.post(REPORTS, json={"task": "1.4", "period": period, "language": "vi"}).status_code == 422


def test_two_reports_of_one_agency_for_one_task_and_period_are_one_too_many(lead: Caller) -> None:
    draft(lead)
    answer = lead.post(REPORTS, json={"task": "1.4", "period": "2019", "language": "en"})
    assert refused(answer) == (409, "report-exists")
    assert report(lead, period="2018") == (201, "lead")


def test_an_heir_reports_for_the_body_that_ended(app: FastAPI, session: Session, lead: Caller) -> None:
    heir = an_agency(session, "so-moi")
    before = session.scalars(select(Agency).where(Agency.code == LEAD)).one()
    a_succession(session, before, heir, date(2025, 3, 1))
    assert report(a_reporter(app, session, "so-moi")) == (201, "lead")
    assert report(lead) == (201, "lead"), "what the body itself had to say still counts"


def test_the_members_of_a_listed_class_owe_and_others_do_not(app: FastAPI, session: Session, outsider: Caller) -> None:
    group = an_agency(session, "cac-huyen", type="class", enumerable=True)
    member = an_agency(session, "huyen-x")
    a_member(session, group, member)
    a_task(session, "1.9", leads=("cac-huyen",), helpers=())
    assert report(a_reporter(app, session, "huyen-x"), "1.9") == (201, "lead")
    assert report(outsider, "1.9") == (409, "not-your-task")


def test_nobody_is_refused_for_a_class_whose_members_are_not_known(app: FastAPI, session: Session, outsider: Caller) -> None:
    an_agency(session, "cac-so", type="class", enumerable=False)
    a_task(session, "1.9", leads=("cac-so",), helpers=("bao",))
    assert report(outsider, "1.9") == (201, "lead")
    assert report(a_reporter(app, session, "bao"), "1.9") == (201, "coordinating"), "who is named to coordinate does that"
    a_task(session, "1.8", leads=(LEAD,), helpers=("cac-so",))
    assert report(outsider, "1.8") == (201, "coordinating")


def test_a_class_files_no_report(session: Session, plan_manager: Caller, lead: Caller) -> None:
    an_agency(session, "cac-so", type="class", enumerable=False)
    a_task(session, "1.9", leads=("cac-so",))
    assert report(plan_manager, "1.9", agency="cac-so") == (422, "agency-is-class")
    assert report(plan_manager, "1.9", agency="khong-co") == (422, "unknown-agency")
    assert report(plan_manager, "1.9") == (422, "agency-missing")
    assert report(lead, "9.9") == (422, "unknown-task")


def test_each_frequency_asks_for_its_own_periods(session: Session, lead: Caller) -> None:
    a_rule(session, "quarters", frequency="quarterly", due={"kind": "working_days_after", "count": 5})
    assert report(lead, period="2019-Q3") == (201, "lead")
    assert report(lead, period="2019-H1") == (409, "report-not-asked-for")
