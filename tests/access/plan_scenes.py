"""Scenes on reports, indicators and the calendar of a plan. The reporter of the scenes acts for the agency that leads its task."""

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import SYSTEM
from app.plans.calendar import service as calendar
from app.plans.models import Report
from app.plans.reports import service as reports
from tests.access.scenes import Request, reading, scene
from tests.builders import an_agency
from tests.callers import REPORTING
from tests.plans.building import CODE, a_report, a_rule, a_task, an_empty_plan, an_indicator, holidays_of

PLAN = f"/plans/{CODE}"


def the_plan(session: Session) -> None:
    an_empty_plan(session)
    an_agency(session, REPORTING, if_missing=True)
    a_task(session, leads=(REPORTING,))
    a_rule(session)


def on_its_way(session: Session, *ways: str) -> Report:
    """A report of the reporting agency, which has gone so many ways."""
    the_plan(session)
    report, today = a_report(session, agency=REPORTING), clock.now().date()
    if "submit" in ways:
        reports.submit(session, SYSTEM, CODE, report.id, None, None, today)
    if "accept" in ways:
        reports.accept(session, SYSTEM, CODE, report.id, None, None, today)
    return report


def of_plan(operation: str, method: str, way: str, json: Any = None, revision: int | None = None) -> None:
    """A scene on the plan with a task, a rule and an indicator."""

    @scene(operation)
    def make(session: Session) -> Request:
        the_plan(session)
        an_indicator(session)
        return Request(method, f"{PLAN}{way}", json, revision)


def of_report(operation: str, method: str, way: str, *ways: str, json: Any = None) -> None:
    """A scene on a report; a method other than GET sends its present revision."""

    @scene(operation)
    def make(session: Session) -> Request:
        report = on_its_way(session, *ways)
        path = f"{PLAN}/{way.format(id=report.id)}"
        return Request(method, path, json, None if method == "GET" else report.revision)


reading("listHolidays", "/holidays")
of_plan("listObligations", "GET", "/obligations")
of_plan("listPeriods", "GET", "/periods")
of_plan("closePeriod", "POST", "/periods/2019/close", {"reason": "Hết kỳ"})
of_plan("listReportingRules", "GET", "/rules")
of_plan("getReportingRule", "GET", "/rules/yearly")
of_plan("changeReportingRule", "PATCH", "/rules/yearly", {"reason": "Mới", "shift": "previous"}, 1)
of_plan("listExtensions", "GET", "/extensions")
of_plan("listIndicators", "GET", "/indicators")
of_plan("getIndicator", "GET", "/indicators/tap-huan")
of_plan("changeIndicator", "PATCH", "/indicators/tap-huan", {"notes": []}, 1)
of_plan("listMeasurements", "GET", "/indicators/tap-huan/measurements")
of_plan("listAcceptedReports", "GET", "/accepted-reports")
of_report("listReports", "GET", "reports")
of_report("getReport", "GET", "reports/{id}")
of_report("getReportRevision", "GET", "reports/{id}/revisions/1")
of_report("changeReport", "PATCH", "reports/{id}", json={"narrative": "Khác"})
of_report("translateReport", "PUT", "reports/{id}/translations/en", json={"narrative": "Done."})
of_report("discardReport", "DELETE", "reports/{id}")
of_report("submitReport", "POST", "reports/{id}/submit", json={})
of_report("returnReport", "POST", "reports/{id}/return", "submit", json={"reasons": "Thiếu số liệu"})
of_report("acceptReport", "POST", "reports/{id}/accept", "submit", json={})
of_report("correctReport", "POST", "reports/{id}/correct", "submit", "accept", json={"reason": "Đếm sai"})
of_report("getAcceptedReport", "GET", "accepted-reports/{id}", "submit", "accept")


@scene("createReport")
def create_report(session: Session) -> Request:
    the_plan(session)
    return Request("POST", f"{PLAN}/reports", {"task": "1.4", "period": "2019", "language": "vi", "agency": REPORTING})


@scene("createMeasurement")
def create_measurement(session: Session) -> Request:
    the_plan(session)
    an_indicator(session)
    figure = {"condition": "courses", "unit": "courses", "value": "2"}
    body = {**figure, "period": "2019", "source": "Sổ lớp", "agency": REPORTING}
    return Request("POST", f"{PLAN}/indicators/tap-huan/measurements", body)


@scene("createIndicator")
def create_indicator(session: Session) -> Request:
    the_plan(session)
    condition = {"code": "courses", "unit": "courses", "combine": "sum", "direction": "increase", "target": "3"}
    return Request("POST", f"{PLAN}/indicators", {"code": "moi", "source": "administrator", "conditions": [condition]})


@scene("createReportingRule")
def create_reporting_rule(session: Session) -> Request:
    the_plan(session)
    due = {"kind": "working_days_after", "count": 10}
    body = {"code": "quy", "source": "administrator", "frequency": "quarterly", "due": due, "reason": "Công văn"}
    return Request("POST", f"{PLAN}/rules", body)


@scene("correctReportingRule")
def correct_reporting_rule(session: Session) -> Request:
    the_plan(session)
    a_rule(session, "review", source="plan", printed="Năm 2020, tổ chức đánh giá, sơ kết", frequency="once")
    return Request("POST", f"{PLAN}/rules/review/correct", {"reason": "Gõ nhầm", "shift": "previous"}, 1)


@scene("reopenPeriod")
def reopen_period(session: Session) -> Request:
    the_plan(session)
    calendar.close_period(session, SYSTEM, CODE, "2019", "Hết kỳ")
    return Request("POST", f"{PLAN}/periods/2019/reopen", {"reason": "Bổ sung"})


@scene("grantExtension")
def grant_extension(session: Session) -> Request:
    the_plan(session)
    obligation = {"task": "1.4", "period": "2019", "owed_as": REPORTING}
    return Request("POST", f"{PLAN}/extensions", {**obligation, "new_due": "2020-02-15", "reason": "Bão", "granted_by": "UBND"})


@scene("loadHolidays")
def load_holidays(session: Session) -> Request:
    return Request("PUT", "/holidays/2020", holidays_of(2020))
