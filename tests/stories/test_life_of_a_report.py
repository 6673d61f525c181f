"""A whole tale: an agency drafts, submits, gets its report back, submits again; it is accepted, shown in progress, handed out in the
files of the plan, and corrected.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import FastAPI
from icalendar import Calendar
from sqlalchemy import Engine

from app.core import clock
from app.core.actor import Role
from app.core.db import unit_of_work
from tests.builders import a_document
from tests.callers import Caller
from tests.plans.building import BASE, HELPER, LEAD, a_plan, an_indicator
from tests.plans.outputs.files import texts, workbook_of
from tests.plans.reports.acts import REPORTS, a_reporter, act, change, match

FIGURE = {"indicator": "tap-huan", "condition": "trained", "unit": "percent", "denominator": "20"}
NOTHING = "No accepted report published"


def today() -> date:
    return clock.today("Asia/Ho_Chi_Minh")


def progress(who: Caller, **params: Any) -> dict[str, Any]:
    """How the report on 2019 stands in the progress of the plan."""
    answer = who.get(f"{BASE}/progress", params={"as_of": str(today()), **params})
    assert answer.status_code == 200, answer.text
    (task,) = answer.json()["items"]
    return dict(next(one for one in task["obligations"] if one["period"]["code"] == "2019"))


def verdict(who: Caller) -> str:
    return str(who.get(f"{BASE}/indicators/tap-huan").json()["assessment"]["conditions"][0]["verdict"])


def dashboard(who: Caller) -> dict[str, Any]:
    """The figures of each year."""
    rollups = who.get(f"{BASE}/dashboard").json()["rollups"]
    return {row["name"]: row["figures"] for one in rollups if one["dimension"] == "year" for row in one["rows"]}


def written_report(who: Caller, year: str) -> list[str]:
    """The paragraphs of the report on a year."""
    answer = who.get(f"{BASE}/report.docx", params={"year": year})
    assert answer.status_code == 200, answer.text
    return texts(answer.content)


def workbook(who: Caller) -> list[dict[str, str]]:
    """The reports of the plan, row by row, each by its headings."""
    sheet = workbook_of(who.get(f"{BASE}/workbook.xlsx", params={"lang": "en"}).content)["Reports"]
    heads = {at.rstrip("1"): cell.value for at, cell in sheet.items() if at.rstrip("0123456789") + "1" == at}
    count = max(int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for at in sheet)
    return [
        {head: sheet[f"{column}{row}"].value for column, head in heads.items() if f"{column}{row}" in sheet}
        for row in range(2, count + 1)
    ]


def due_days(who: Caller) -> list[str]:
    """The days in the calendar of the agency that leads."""
    file = who.get(f"{BASE}/agencies/{LEAD}/calendar.ics", params={"to": "2021-12-31"}).content
    return [str(one.decoded("DTSTART")) for one in Calendar.from_ical(file).walk("VEVENT")]


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
    figures = dashboard(anyone)
    assert (figures["2019"]["accepted"], figures["2018"]["accepted"]) == (1, 0)

    # It leaves the house: in the report on the year, in the workbook, and its day in the agency's calendar.
    accepted_on = f"chấp nhận ngày {today():%d/%m/%Y}"
    written = written_report(manager, "2019")
    assert f"+ So A ({accepted_on}): Đã mở hai lớp tập huấn." in written
    assert "Tài liệu minh chứng: [1] Điểm báo tháng 12." in written
    assert "- Kết quả năm 2019: 100% (tử số 20, mẫu số 20)." in written
    assert not any("lớp tập huấn" in line for line in written_report(manager, "2018"))
    assert [one["State of the report"] for one in workbook(anyone)] == [NOTHING, "Report accepted", NOTHING]
    told = workbook(manager)[1]
    assert (told["Filed by"], told["Submitted on"], told["Accepted account"]) == (
        "So A",
        str((today() - date(1899, 12, 30)).days),
        "So A: Two courses were held.",
    )
    assert due_days(agency) == due_days(anyone) == ["2019-01-15", "2020-01-15", "2021-01-15"]

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
    assert f"+ So A ({accepted_on}, bản điều chỉnh lần 1): Đã mở hai lớp tập huấn." in written_report(manager, "2019")
    assert [one["Revision"] for one in workbook(anyone) if "Revision" in one] == ["2"]
