"""Files over HTTP: who gets which, under which name, and that one that has not changed is not sent again."""

from datetime import date
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from icalendar import Calendar, Component
from sqlalchemy.orm import Session

from app.plans.files import deps
from app.plans.models import Task
from tests.builders import a_document, an_agency
from tests.callers import REPORTING, Caller
from tests.plans.making import START, a_plan, a_report, a_rule, a_statement, a_task, an_extension, an_indicator
from tests.plans.outputs.files import Cell, column, row, texts, workbook_of

BASE = "/api/v1/plans/a-plan"
REPORT, BOOK = f"{BASE}/report.docx", f"{BASE}/workbook.xlsx"
THEN = {"as_of": "2019-06-01", "lang": "vi"}


def calendar_of(agency: str) -> str:
    return f"{BASE}/agencies/{agency}/calendar.ics"


@pytest.fixture
def task(session: Session) -> Task:
    """A yearly task of the agency that the reporter acts for, and of another one."""
    plan = a_plan(session)
    a_rule(session, plan)
    an_indicator(session, plan)
    return a_task(session, leads=(REPORTING, "another"))


def accepted(session: Session, task: Task, narrative: str = "Đã mở lớp.", agency: str = "another") -> None:
    document = a_document(session, title="Điểm báo", kind="publication", fields={"medium": "press_digest"})
    a_report(
        session,
        task,
        "2018",
        agency,
        ("submitted", date(2019, 1, 10)),
        ("accepted", date(2019, 1, 20)),
        narrative=narrative,
        evidence=[document.id],
    )


def book(who: Caller, **query: str) -> dict[str, dict[str, Cell]]:
    answer = who.get(BOOK, params={**THEN, **query})
    assert answer.status_code == 200, answer.text
    return workbook_of(answer.content)


def states(who: Caller, **query: str) -> list[str]:
    return [one.value for one in column(book(who, **query)["Báo cáo"], "Trạng thái báo cáo")]


def events(who: Caller, agency: str, **query: str) -> list[Component]:
    answer = who.get(calendar_of(agency), params={**THEN, **query})
    assert answer.status_code == 200, answer.text
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_report_tells_what_was_accepted_and_leaves_blanks(reader: Caller, session: Session, task: Task) -> None:
    accepted(session, task)
    a_statement(session, "1.1", "under_way", date(2019, 2, 1))
    answer = reader.get(REPORT, params={**THEN, "year": "2018", "known_at": "2019-06-02"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == deps.DOCX
    told = texts(answer.content)
    assert "+ another (chấp nhận ngày 20/01/2019): Đã mở lớp." in told
    assert "Tài liệu minh chứng: [1] Điểm báo." in told
    assert any(one.startswith("http://testserver/api/v1/documents/") for one in told)
    assert any("đến 23 giờ 59 phút ngày 02 tháng 6 năm 2019" in one for one in told), "the instant is told in the service's zone"
    assert any(one.startswith("…………") and "ngày" in one for one in told), "the place is a blank"
    assert "ISSUER" in told


def test_the_report_holds_what_ends_in_its_year_and_no_more(reader: Caller, session: Session, task: Task) -> None:
    accepted(session, task)
    told = " ".join(texts(reader.get(REPORT, params={"as_of": "2021-01-31", "year": "2019"}).content))
    assert "Đã mở lớp" not in told and "năm 2018" not in told.replace("01/01/2018", "")
    assert "Báo cáo phải gửi trong kỳ: 2" in told


def test_who_issues_signs_and_receives_it_is_asked_for(reader: Caller, session: Session, task: Task) -> None:
    an_agency(session, "so-moi", vi="Sở Mới tỉnh Thử")
    an_agency(session, "tren", vi="Ủy ban nhân dân tỉnh Thử")
    office = {"office": "so-moi", "superior": "tren", "symbol": "SM", "place": "Thử", "number": "5", "dated": "2019-02-01"}
    signer = {"authority": "KT. GIÁM ĐỐC", "post": "Phó Giám đốc", "signer": "Nguyễn Văn Thử"}
    query = {**THEN, "year": "2018", **office, **signer, "recipient": ["UBND tỉnh (b/c)", "Lãnh đạo Sở"]}
    told = texts(reader.get(REPORT, params=query).content)
    assert {"SỞ MỚI", "ỦY BAN NHÂN DÂN TỈNH THỬ", "Số: 05/BC-SM", "Thử, ngày 01 tháng 02 năm 2019"} <= {
        one.replace("\n", " ") for one in told
    }
    assert {"KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Thử", "- UBND tỉnh (b/c);", "- Lãnh đạo Sở;"} <= set(told)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"year": "2018", "office": "nobody"}, 422, "unknown-agency"),
        ({"year": "2018", "superior": "nobody"}, 422, "unknown-agency"),
        ({"year": "2020"}, 422, "year-not-begun"),
        ({"year": "2017"}, 409, "nothing-in-year"),
        ({}, 422, "invalid"),
        ({"year": "2018", "known_at": "yesterday"}, 422, "instant-unreadable"),
        ({"year": "2018", "recipient": [""]}, 422, "invalid"),
    ],
)
def test_what_is_no_report_is_refused_by_name(reader: Caller, task: Task, query: dict[str, str], status: int, code: str) -> None:
    answer = reader.get(REPORT, params={"as_of": "2019-06-01", **query})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_plan_or_an_agency_that_is_not_there_has_no_files(reader: Caller, anyone: Caller, task: Task) -> None:
    assert reader.get("/api/v1/plans/none/report.docx?year=2018").json()["code"] == "plan-not-found"
    assert anyone.get("/api/v1/plans/none/workbook.xlsx").json()["code"] == "plan-not-found"
    assert anyone.get("/api/v1/plans/none/agencies/another/calendar.ics").json()["code"] == "plan-not-found"
    assert anyone.get(calendar_of("nobody")).json()["code"] == "agency-not-found"


def test_the_public_is_shown_accepted_reports_alone(anyone: Caller, reader: Caller, session: Session, task: Task) -> None:
    accepted(session, task)
    a_report(session, task, "2018", REPORTING, ("submitted", date(2019, 3, 1)))
    shown = "Chưa công bố báo cáo được chấp nhận"
    assert states(anyone)[:2] == ["Đã được chấp nhận", shown]
    assert states(reader)[:2] == ["Đã được chấp nhận", "Trễ hạn theo thông tin đã ghi nhận"]
    about, everything = book(anyone)["Giới thiệu tệp"], book(reader)["Giới thiệu tệp"]
    assert (row(about, 9)[0], row(about, 9)[1][:3]) == (row(everything, 9)[0], "Chỉ"), "no count of what is late"
    assert row(everything, 9)[1] == "1"
    assert any("đã soạn, đã nộp, bị trả lại" in cell.value for cell in about.values())
    assert [one.value for one in column(book(anyone)["Báo cáo"], "Trễ hạn")] == []


def test_an_agency_is_shown_its_own_as_it_is(reporter: Caller, session: Session, task: Task) -> None:
    a_report(session, task, "2018", REPORTING, ("draft", date(2019, 1, 10)))
    a_report(session, task, "2018", "another", ("draft", date(2019, 1, 10)))
    assert sorted(states(reporter)[:2]) == ["Chưa công bố báo cáo được chấp nhận", "Trễ hạn theo thông tin đã ghi nhận"]


def test_nothing_that_the_public_gets_changes_with_what_it_may_not_see(anyone: Caller, session: Session, task: Task) -> None:
    accepted(session, task)
    ways = {"book": BOOK, "calendar": calendar_of(REPORTING)}
    before = {name: anyone.get(way, params=THEN).content for name, way in ways.items()}
    a_report(session, task, "2018", REPORTING, ("submitted", date(2019, 1, 8)), ("returned", date(2019, 1, 9)))
    an_extension(session, task, "2018", REPORTING, date(2019, 3, 1))
    assert {name: anyone.get(way, params=THEN).content for name, way in ways.items()} == before


def test_a_year_narrows_the_workbook(reader: Caller, task: Task) -> None:
    assert len(states(reader)) == 4, "two agencies, two years"
    assert len(states(reader, year="2018")) == 2


def test_the_workbook_speaks_the_readers_language(anyone: Caller, task: Task) -> None:
    assert list(book(anyone, lang="zh"))[:2] == ["文件说明", "任务"]
    answer = anyone.get(BOOK, headers={"Accept-Language": "en"})
    assert answer.headers["content-language"] == "en" and "Accept-Language" in answer.headers["vary"]
    assert unquote(answer.headers["content-disposition"].split("''")[1]) == "Plan 1-KH.xlsx"


def test_the_calendar_shows_the_day_that_the_reader_may_know(
    anyone: Caller, reader: Caller, reporter: Caller, session: Session, task: Task
) -> None:
    an_extension(session, task, "2018", REPORTING, date(2019, 3, 1), when=START)

    def first(who: Caller) -> tuple[date, int, bool]:
        found = next(one for one in events(who, REPORTING) if "2018" in str(one["SUMMARY"]))
        return found.decoded("DTSTART"), int(found["SEQUENCE"]), "Bão lũ" in str(found["DESCRIPTION"])

    assert first(anyone) == (date(2019, 1, 15), 0, False)
    assert first(reader) == first(reporter) == (date(2019, 3, 1), 1, True)


def test_a_calendar_looks_ahead_to_the_end_of_next_year_or_as_asked(anyone: Caller, task: Task) -> None:
    assert [str(one.decoded("DTSTART")) for one in events(anyone, "another")] == ["2019-01-15", "2020-01-15"]
    assert len(events(anyone, "another", to="2021-12-31")) == 3
    assert [str(one.decoded("DTSTART")) for one in events(anyone, "another", **{"from": "2019-02-01"})] == ["2020-01-15"]
    reversed_ = anyone.get(calendar_of("another"), params={"from": "2020-01-02", "to": "2020-01-01"})
    assert (reversed_.status_code, reversed_.json()["code"]) == (422, "range-reversed")


def test_a_uid_is_the_same_for_everybody_and_for_ever(anyone: Caller, reader: Caller, session: Session, task: Task) -> None:
    before = {str(one["UID"]) for one in events(anyone, REPORTING)}
    an_extension(session, task, "2018", REPORTING, date(2019, 3, 1), when=START)
    assert before == {str(one["UID"]) for one in events(reader, REPORTING, lang="en")} and len(before) == 2


@pytest.mark.parametrize("way", [BOOK, calendar_of(REPORTING)])
def test_what_has_not_changed_is_not_sent_again(anyone: Caller, reader: Caller, session: Session, task: Task, way: str) -> None:
    for who, kept in ((anyone, "public, max-age="), (reader, "private, no-cache")):
        first = who.get(way, params=THEN)
        assert first.headers["cache-control"].startswith(kept)
        again = who.get(way, params=THEN, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        head = who.head(way, params=THEN)
        assert (head.status_code, head.content) == (200, b"")
        assert dict(head.headers) == dict(first.headers)
    a_statement(session, "1.1", "under_way", date(2019, 2, 1))
    assert (
        anyone.get(way, params=THEN).headers["etag"] != anyone.get(way, params={**THEN, "known_at": "2018-12-31"}).headers["etag"]
    )


def test_a_file_is_saved_under_its_name(reader: Caller, task: Task) -> None:
    answer = reader.get(REPORT, params={**THEN, "year": "2018"})
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"bao-cao-1-kh-nam-2018.docx\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%201-KH%20n%C4%83m%202018.docx"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_names_cannot_break_out_of_the_header() -> None:
    told = deps.disposition('a"; filename="x\r\n/../b.ics')
    assert told == "attachment; filename=\"a-filename-x-b.ics\"; filename*=UTF-8''a-%3B%20filename%3D-x-..-b.ics"


def test_a_file_that_would_be_too_large_is_refused_and_says_how_it_can_be_had(
    anyone: Caller, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deps, "MOST_ROWS", 3)
    answer = anyone.get(BOOK, params={**THEN, "lang": "en"})
    assert (answer.status_code, answer.json()["code"]) == (422, "too-many-reports")
    assert "hold 4 reports" in answer.json()["title"]
    assert anyone.get(BOOK, params={**THEN, "year": "2018"}).status_code == 200


def test_no_more_files_are_made_at_once_than_there_are_places(app: FastAPI, anyone: Caller, task: Task) -> None:
    taken = [app.state.file_places.acquire(blocking=False) for _ in range(deps.PLACES)]
    busy = anyone.get(BOOK)
    for _ in taken:
        app.state.file_places.release()
    assert taken == [True] * deps.PLACES
    assert (busy.status_code, busy.json()["code"], busy.headers["retry-after"]) == (503, "files-busy", "5")
    assert anyone.get(BOOK).status_code == 200
    assert anyone.get(f"{BOOK}?year=1").status_code == 422
    assert [app.state.file_places.acquire(blocking=False) for _ in range(deps.PLACES)] == [True] * deps.PLACES
    for _ in range(deps.PLACES):
        app.state.file_places.release()


def test_the_description_says_that_these_are_files(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    for way, media in (("report.docx", deps.DOCX), ("workbook.xlsx", deps.XLSX), ("agencies/{agency}/calendar.ics", deps.ICS)):
        answer = paths[f"/api/v1/plans/{{code}}/{way}"]["get"]["responses"]["200"]
        assert answer["content"] == {media: {"schema": {"type": "string", "format": "binary"}}}
