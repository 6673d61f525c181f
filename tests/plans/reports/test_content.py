"""What a report may say: words, figures that can be, evidence that is there."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.documents import service as documents
from app.plans.indicators import service as indicators
from app.plans.indicators.schemas.incoming import IndicatorChange
from app.plans.models import Report, ReportRevision
from tests.builders import LANGUAGES, a_document
from tests.callers import Caller
from tests.plans.building import CODE, LEAD, a_rule, a_task, an_empty_plan, an_indicator
from tests.plans.reports.acts import REPORTS, a_reporter, act, change, draft, match, refused

SHARE = {"indicator": "tap-huan", "condition": "trained", "unit": "percent"}
COURSES = {"indicator": "tap-huan", "condition": "courses", "unit": "courses"}


@pytest.mark.parametrize(
    ("figure", "code", "pointer"),
    [
        ({**SHARE, "unit": "persons", "value": "90"}, "unit-mismatch", "/figures/0"),
        ({**SHARE, "value": "101"}, "percentage-out-of-bounds", "/figures/0"),
        ({**SHARE, "value": "-1"}, "percentage-out-of-bounds", "/figures/0"),
        ({**SHARE, "numerator": "21", "denominator": "20"}, "numerator-out-of-bounds", "/figures/0"),
        ({**SHARE, "numerator": "0", "denominator": "0"}, "denominator-nought", "/figures/0/denominator"),
        ({**SHARE, "numerator": "1"}, "ratio-incomplete", "/figures/0"),
        ({**SHARE, "value": "50", "numerator": "18", "denominator": "20"}, "ratio-contradicts", "/figures/0"),
        (SHARE, "measurement-empty", "/figures/0"),
        ({**COURSES, "numerator": "1", "denominator": "2"}, "ratio-not-asked", "/figures/0/numerator"),
        (COURSES, "measurement-empty", "/figures/0"),
        ({**SHARE, "indicator": "khac", "value": "1"}, "unknown-indicator", "/figures/0/indicator"),
        ({**SHARE, "condition": "khac", "value": "1"}, "unknown-condition", "/figures/0/condition"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name_and_nothing_is_written(
    session: Session, lead: Caller, figure: dict[str, str], code: str, pointer: str
) -> None:
    an_indicator(session)
    body = {"task": "1.4", "period": "2019", "language": "vi", "figures": [figure]}
    answer = lead.post(REPORTS, json=body)
    assert refused(answer) == (422, code), answer.text
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert session.scalar(select(func.count()).select_from(Report)) == 0
    made = draft(lead)
    answer = lead.patch(f"{REPORTS}/{made['id']}", json={"figures": [figure]}, headers=match(made))
    assert refused(answer) == (422, code)
    assert session.scalar(select(func.count()).select_from(ReportRevision)) == 1


def test_one_condition_has_one_figure(session: Session, lead: Caller) -> None:
    an_indicator(session)
    figures = [{**COURSES, "value": "1"}, {**COURSES, "value": "2"}]
    answer = lead.post(REPORTS, json={"task": "1.4", "period": "2019", "language": "vi", "figures": figures})
    assert refused(answer) == (422, "figure-twice")


def test_figures_are_exact(session: Session, lead: Caller) -> None:
    an_indicator(session)
    made = draft(lead, figures=[{**COURSES, "value": "123456789012345.000001"}, {**SHARE, "value": "33.3"}])
    assert [one["value"] for one in made["content"]["figures"]] == ["123456789012345.000001", "33.3"]
    for bad in ("1e3", "NaN", "1,5", "٣", "1.0000001"):
        body = {"task": "1.4", "period": "2018", "language": "vi", "figures": [{**COURSES, "value": bad}]}
        assert refused(lead.post(REPORTS, json=body)) == (422, "invalid")


def test_figures_are_looked_at_again_when_the_report_is_submitted(session: Session, lead: Caller) -> None:
    an_indicator(session)
    made = draft(lead, figures=[{**COURSES, "value": "2"}])
    wanted = IndicatorChange.model_validate(
        {
            "reason": "Đếm người, không đếm lớp.",
            "conditions": [{"code": "courses", "unit": "persons", "combine": "sum", "direction": "increase", "target": "3"}],
        }
    )
    indicators.change_indicator(session, SYSTEM, CODE, "tap-huan", None, wanted, LANGUAGES)
    answer = lead.post(f"{REPORTS}/{made['id']}/submit", json={}, headers=match(made))
    assert refused(answer) == (422, "unit-mismatch")
    assert "courses" in answer.json()["title"] and "persons" in answer.json()["title"]
    assert lead.get(f"{REPORTS}/{made['id']}").json()["state"] == "draft"


def test_evidence_points_at_documents_that_are_there(session: Session, lead: Caller) -> None:
    provisions = ({"eid": "art_1", "kind": "article", "label": "Điều 1", "text": "Quyền"},)
    document = a_document(session, title="Điểm báo", provisions=provisions)
    made = draft(lead, evidence=[{"document": str(document.id), "eid": "art_1", "note": "Trang 1"}])
    assert made["content"]["evidence"] == [{"document": str(document.id), "title": "Điểm báo", "eid": "art_1", "note": "Trang 1"}]

    def attempt(**evidence: Any) -> tuple[int, str]:
        return refused(lead.patch(f"{REPORTS}/{made['id']}", json={"evidence": [evidence]}, headers=match(made)))

    assert attempt(document=str(uuid4())) == (422, "unknown-document")
    assert attempt(document=str(document.id), eid="art_2") == (422, "unknown-provision")


def test_an_agency_points_at_nothing_that_it_cannot_read(session: Session, lead: Caller, plan_manager: Caller) -> None:
    hidden = a_document(session, title="Bản thảo", published=False)
    body = {"task": "1.4", "period": "2019", "language": "vi", "evidence": [{"document": str(hidden.id)}]}
    assert refused(lead.post(REPORTS, json=body)) == (422, "unknown-document")
    assert plan_manager.post(REPORTS, json={**body, "agency": "so-a"}).status_code == 201
    gone = a_document(session, title="Đã rút")
    documents.withdraw(session, SYSTEM, gone.id, None, "Sai")
    body["evidence"] = [{"document": str(gone.id)}]
    assert refused(lead.post(REPORTS, json={**body, "period": "2018"})) == (422, "unknown-document")


def test_a_change_leaves_alone_what_it_does_not_name(session: Session, lead: Caller) -> None:
    an_indicator(session)
    document = a_document(session, title="Điểm báo")
    made = draft(lead, figures=[{**COURSES, "value": "2", "note": "Hai lớp"}], evidence=[{"document": str(document.id)}])
    after = change(lead, made, narrative="Mới")
    assert after["content"] == {**made["content"], "narrative": "Mới"}
    emptied = change(lead, after, evidence=[])
    assert emptied["content"]["evidence"] == [] and emptied["content"]["figures"] == made["content"]["figures"]
    assert refused(lead.patch(f"{REPORTS}/{made['id']}", json={}, headers=match(emptied))) == (422, "invalid")


def test_translations_remember_what_they_were_made_from_and_go_stale(lead: Caller, plan_manager: Caller, anyone: Caller) -> None:
    made = draft(lead)
    url = f"{REPORTS}/{made['id']}"
    answer = lead.put(f"{url}/translations/en", json={"narrative": "The database was built."}, headers=match(made))
    assert answer.status_code == 200, answer.text
    (english,) = answer.json()["content"]["translations"]
    assert (english["made_from"], english["made_from_revision"], english["stale"]) == ("vi", 1, False)

    changed = change(lead, answer.json(), narrative="Đã xây dựng và vận hành.")
    (english,) = changed["content"]["translations"]
    assert (english["made_from_revision"], english["stale"]) == (1, True)
    back = change(lead, changed, narrative=made["content"]["narrative"])
    assert back["content"]["translations"][0]["stale"] is False, "stale is computed from the words, never stored"

    report = act(plan_manager, act(lead, change(lead, back, narrative="Cuối"), "submit"), "accept")
    assert (
        refused(lead.put(f"{url}/translations/en", json={"narrative": "x"}, headers=match(report)))[1]
        == "translation-by-managers"
    )
    public = f"/api/v1/plans/{CODE}/accepted-reports/{made['id']}"
    shown = anyone.get(public, params={"lang": "en"})
    assert shown.headers["Content-Language"] == "en"
    assert shown.json()["served"] == {"requested": "en", "served": "en", "fallback": False, "stale": True}
    better = plan_manager.put(f"{url}/translations/en", json={"narrative": "The end."}, headers=match(report))
    assert better.status_code == 200
    shown_now = anyone.get(public, params={"lang": "en"}).json()
    assert (shown_now["narrative"], shown_now["served"]["stale"]) == ("The end.", False)
    assert [(one["narrative"], one["accepted"]) for one in shown_now["translations"]] == [
        ("The database was built.", True),
        ("The end.", False),
    ]
    assert anyone.get(public, params={"lang": "fr"}).json()["served"]["fallback"] is True


def test_a_translation_is_into_another_language_from_a_revision_that_is_there(lead: Caller) -> None:
    made = draft(lead)
    url = f"{REPORTS}/{made['id']}/translations"
    assert refused(lead.put(f"{url}/vi", json={"narrative": "x"}, headers=match(made))) == (422, "translation-of-itself")
    assert refused(lead.put(f"{url}/tlh", json={"narrative": "x"}, headers=match(made))) == (422, "unknown-language")
    answer = lead.put(f"{url}/en", json={"narrative": "x", "revision": 7}, headers=match(made))
    assert refused(answer) == (404, "report-revision-not-found")


def test_a_report_on_police_work_or_the_press_says_to_name_nobody(session: Session, app: FastAPI) -> None:
    an_empty_plan(session, "3432-kh-ubnd")
    for number in ("1.2", "1.4"):
        a_task(session, number, plan="3432-kh-ubnd")
    a_rule(session, plan="3432-kh-ubnd")
    an_empty_plan(session, "ke-hoach-sau", first=2021, last=2025)
    a_task(session, "7", plan="ke-hoach-sau", succeeds={"plan": "3432-kh-ubnd", "number": "1.2"})
    a_rule(session, plan="ke-hoach-sau")
    reporter = a_reporter(app, session, LEAD)

    def notices(plan: str, task: str, period: str) -> list[str]:
        body = {"task": task, "period": period, "language": "vi"}
        answer = reporter.post(f"/api/v1/plans/{plan}/reports", json=body, params={"lang": "vi"})
        assert answer.status_code == 201, answer.text
        return [one["code"] for one in answer.json()["notices"]]

    assert notices("3432-kh-ubnd", "1.2", "2019") == ["no-names"]
    assert notices("3432-kh-ubnd", "1.4", "2019") == []
    assert notices("ke-hoach-sau", "7", "2022") == ["no-names"], "a task that continues such a task is one"
    described = app.openapi()["components"]["schemas"]["NewReport"]["properties"]["narrative"]["description"]
    assert "never names of private persons" in described
