"""The way of a report: drafted, submitted, returned with reasons, submitted again, accepted and frozen, corrected."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.models import AuditEntry
from app.outbox.models import OutboxEntry
from app.plans.models import Measurement, Plan, Report
from tests.callers import Caller
from tests.plans.building import BASE, LEAD, an_indicator
from tests.plans.reports.acts import REPORTS, act, change, draft, match, refused

ACCEPTED = f"{BASE}/accepted-reports"


def test_a_draft_says_what_came_in_and_who_may_see_it_sees_it(lead: Caller, plan_manager: Caller, reader: Caller) -> None:
    made = draft(lead)
    assert (made["state"], made["edition"], made["accepted_edition"], made["role"]) == ("draft", 1, None, "lead")
    assert (made["agency"]["code"], made["task"], made["period"]) == (LEAD, "1.4", "2019")
    assert made["content"]["narrative"] == "Đã xây dựng cơ sở dữ liệu."
    for who in (lead, plan_manager, reader):
        answer = who.get(f"{REPORTS}/{made['id']}")
        assert answer.json() == made and answer.headers["ETag"] == '"1"'


def test_a_returned_report_is_changed_submitted_again_and_accepted(lead: Caller, plan_manager: Caller) -> None:
    report = act(lead, draft(lead), "submit")
    assert report["state"] == "submitted"
    report = act(plan_manager, report, "return", reasons="Thiếu số liệu.")
    assert (report["state"], report["steps"][-1]["reasons"]) == ("returned", "Thiếu số liệu.")
    report = change(lead, report, narrative="Đã xây dựng, có số liệu.")
    assert report["state"] == "returned", "it stays returned until it is submitted again"
    report = act(lead, report, "submit")
    report = act(plan_manager, report, "accept")
    assert [one["state"] for one in report["steps"]] == ["draft", "submitted", "returned", "submitted", "accepted"]
    assert [one["revision"] for one in report["steps"]] == [1, 1, 1, 2, 2]
    assert report["accepted_edition"] == 1


def test_what_was_accepted_is_shown_to_everybody_for_ever(
    session: Session, lead: Caller, plan_manager: Caller, anyone: Caller
) -> None:
    an_indicator(session)
    figure = {"indicator": "tap-huan", "condition": "trained", "unit": "percent", "numerator": "18", "denominator": "20"}
    report = act(lead, draft(lead, figures=[figure]), "submit")
    url = f"{ACCEPTED}/{report['id']}"
    assert refused(anyone.get(url)) == (404, "report-not-found")
    report = act(plan_manager, report, "accept")
    first = anyone.get(url).json()
    assert (first["narrative"], first["edition"]) == ("Đã xây dựng cơ sở dữ liệu.", 1)
    assert (first["figures"][0]["numerator"], first["figures"][0]["title"]) == ("18", "Tập huấn")

    report = act(lead, report, "correct", reason="Đếm sai.", figures=[{**figure, "numerator": "19"}], narrative="Sửa.")
    assert (report["state"], report["edition"], report["accepted_edition"]) == ("draft", 2, 1)
    assert anyone.get(url).json()["narrative"] == first["narrative"], "a correction shows only when it is accepted itself"
    report = act(plan_manager, act(lead, report, "submit"), "accept")
    now = anyone.get(url).json()
    assert (now["narrative"], now["figures"][0]["numerator"]) == ("Sửa.", "19")
    assert [one["edition"] for one in now["editions"]] == [1, 2]
    then = anyone.get(url, params={"edition": 1}).json()
    assert {**then, "editions": None} == {**first, "editions": None}
    assert refused(anyone.get(url, params={"edition": 3})) == (404, "edition-not-accepted")
    listed = anyone.get(ACCEPTED, params={"count": True}).json()
    assert [(one["id"], one["edition"]) for one in listed["items"]] == [(report["id"], 2)] and listed["total"] == 1


def test_figures_become_measurements_when_they_are_accepted_and_a_correction_takes_their_place(
    session: Session, lead: Caller, plan_manager: Caller, anyone: Caller
) -> None:
    an_indicator(session)
    figure = {"indicator": "tap-huan", "condition": "trained", "unit": "percent", "numerator": "18", "denominator": "20"}
    report = act(lead, draft(lead, figures=[figure]), "submit")
    assert session.scalar(select(func.count()).select_from(Measurement)) == 0
    report = act(plan_manager, report, "accept")

    def value() -> str:
        told = anyone.get(f"{BASE}/indicators/tap-huan").json()["assessment"]["conditions"][0]
        return str(told["value"])

    assert value() == "90"
    (told,) = anyone.get(f"{BASE}/indicators/tap-huan/measurements").json()["items"]
    assert (told["source"], told["on"]) == ("Báo cáo của So A về nhiệm vụ 1.4, kỳ 2019", "2019-12-31")
    report = act(lead, report, "correct", reason="Đếm sai.", figures=[{**figure, "numerator": "20"}])
    assert value() == "90"
    act(plan_manager, act(lead, report, "submit"), "accept")
    assert value() == "100"


def test_a_correction_gives_anew_what_was_accepted(session: Session, lead: Caller, plan_manager: Caller) -> None:
    an_indicator(session)
    figure = {"indicator": "tap-huan", "condition": "courses", "unit": "courses", "value": "2"}
    report = act(plan_manager, act(lead, draft(lead, figures=[figure]), "submit"), "accept")
    report = act(lead, report, "correct", reason="Bỏ số liệu.", figures=[])
    answer = lead.post(f"{REPORTS}/{report['id']}/submit", json={}, headers=match(report))
    assert refused(answer) == (422, "figure-dropped")


def test_each_state_allows_its_own_acts_alone(lead: Caller, plan_manager: Caller) -> None:
    def code(who: Caller, report: dict[str, object], way: str, **body: object) -> str:
        return refused(who.post(f"{REPORTS}/{report['id']}/{way}", json=body, headers=match(report)))[1]

    report = draft(lead)
    assert code(plan_manager, report, "accept") == "report-not-submitted"
    assert code(plan_manager, report, "return", reasons="x") == "report-not-submitted"
    assert code(lead, report, "correct", reason="x") == "report-not-accepted"
    report = act(lead, report, "submit")
    assert code(lead, report, "submit") == "report-not-open"
    assert code(lead, report, "correct", reason="x") == "report-not-accepted"
    assert (
        refused(lead.patch(f"{REPORTS}/{report['id']}", json={"narrative": "x"}, headers=match(report)))[1] == "report-not-open"
    )
    assert refused(lead.delete(f"{REPORTS}/{report['id']}", headers=match(report)))[1] == "report-was-submitted"
    report = act(plan_manager, report, "accept")
    assert code(plan_manager, report, "accept") == "report-not-submitted"
    assert code(lead, report, "submit") == "report-not-open"
    assert refused(lead.delete(f"{REPORTS}/{report['id']}", headers=match(report)))[1] == "report-was-submitted"


def test_an_empty_report_is_not_submitted(lead: Caller) -> None:
    report = draft(lead, narrative="")
    answer = lead.post(f"{REPORTS}/{report['id']}/submit", json={}, headers=match(report))
    assert refused(answer) == (422, "nothing-reported")


def test_a_draft_that_was_never_submitted_is_discarded_and_another_is_written(session: Session, lead: Caller, plan: Plan) -> None:
    report = draft(lead)
    assert lead.delete(f"{REPORTS}/{report['id']}", headers=match(report)).status_code == 204
    assert refused(lead.get(f"{REPORTS}/{report['id']}")) == (404, "report-not-found")
    assert lead.get(REPORTS).json()["items"] == []
    again = draft(lead)
    assert again["id"] != report["id"]
    assert session.scalar(select(func.count()).select_from(Report)) == 2, "what was known of it stays known"


def test_every_act_is_recorded_and_announced(session: Session, lead: Caller, plan_manager: Caller) -> None:
    report = act(lead, draft(lead), "submit")
    report = change(lead, act(plan_manager, report, "return", reasons="Bí mật"), narrative="Khác")
    act(plan_manager, act(lead, report, "submit"), "accept")
    rows = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == report["id"]).order_by(AuditEntry.id)).all()
    assert [one.action for one in rows] == [
        "report.create", "report.submit", "report.return", "report.change", "report.submit", "report.accept",
    ]  # fmt: skip
    assert "Bí mật" not in str([one.detail for one in rows])
    announced = select(func.count()).where(OutboxEntry.topic == "report", OutboxEntry.key == report["id"])
    assert session.scalar(announced) == 6


def test_a_change_names_the_revision_that_it_is_made_from(lead: Caller) -> None:
    report = draft(lead)
    url = f"{REPORTS}/{report['id']}"
    assert refused(lead.patch(url, json={"narrative": "x"})) == (428, "precondition-required")
    change(lead, report, narrative="Mới")
    assert refused(lead.patch(url, json={"narrative": "x"}, headers=match(report))) == (412, "precondition-failed")
    assert refused(lead.post(f"{url}/submit", json={}, headers=match(report))) == (412, "precondition-failed")


def test_revisions_are_kept_and_can_be_read(lead: Caller) -> None:
    report = change(lead, draft(lead), narrative="Hai")
    assert [one["number"] for one in report["revisions"]] == [2, 1]
    first = lead.get(f"{REPORTS}/{report['id']}/revisions/1").json()
    assert first["content"]["narrative"] == "Đã xây dựng cơ sở dữ liệu."
    assert refused(lead.get(f"{REPORTS}/{report['id']}/revisions/9")) == (404, "report-revision-not-found")
