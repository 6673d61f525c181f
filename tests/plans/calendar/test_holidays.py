"""Holidays: loaded year by year, whole; a year that is missing is named in answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.actor import SYSTEM
from app.core.errors import Refusal
from app.plans.calendar import service
from app.plans.calendar.errors import HolidayFileUnreadable
from app.plans.calendar.schemas.days import NewHolidayYear
from app.plans.models import HolidayYear
from tests.callers import Caller
from tests.plans.building import BASE, holidays_of, loaded_holidays
from tests.plans.reports.acts import refused

URL = "/api/v1/holidays"


def test_a_year_is_loaded_and_shown_with_its_source(admin: Caller, anyone: Caller) -> None:
    answer = admin.put(f"{URL}/2020", json=holidays_of(2020, worked=("02-15",)))
    assert answer.status_code == 200, answer.text
    (year,) = anyone.get(URL).json()["years"]
    assert year == answer.json()
    assert (year["year"], year["version"], len(year["off"])) == (2020, 1, 11)
    assert year["worked"] == [{"day": "2020-02-15", "name": None}]


def test_a_year_loaded_again_is_a_new_version_unless_it_says_the_same(session: Session, admin: Caller) -> None:
    admin.put(f"{URL}/2020", json=holidays_of(2020))
    assert admin.put(f"{URL}/2020", json=holidays_of(2020)).json()["version"] == 1
    assert admin.put(f"{URL}/2020", json=holidays_of(2020, "12-25")).json()["version"] == 2
    assert session.scalar(select(func.count()).select_from(HolidayYear)) == 2


@pytest.mark.parametrize(
    ("year", "told", "code"),
    [
        (2020, {"off": [{"day": "2020-01-01"}]}, "holiday-year-incomplete"),
        (2020, {"off": []}, "holiday-year-incomplete"),
        (2021, {**holidays_of(2021), "off": holidays_of(2021)["off"][:10]}, "holiday-year-incomplete"),
        (2020, holidays_of(2019), "holiday-outside-year"),
        (2020, {**holidays_of(2020), "off": [*holidays_of(2020)["off"], {"day": "2020-01-01"}]}, "holiday-twice"),
        (2020, holidays_of(2020, worked=("02-04",)), "holiday-twice"),
        (2020, holidays_of(2020, worked=("03-04",)), "worked-on-weekday"),
        (1800, holidays_of(2020), "invalid"),
    ],
)
def test_a_year_that_is_not_whole_is_refused(admin: Caller, anyone: Caller, year: int, told: dict[str, Any], code: str) -> None:
    answer = admin.put(f"{URL}/{year}", json={"source": "x", **told})
    assert refused(answer) == (422, code)
    assert anyone.get(URL).json()["years"] == []


def test_ten_days_are_a_whole_year_before_2021(admin: Caller) -> None:
    assert admin.put(f"{URL}/2020", json={**holidays_of(2020), "off": holidays_of(2020)["off"][:10]}).status_code == 200


def test_of_several_years_all_are_loaded_or_none(session: Session) -> None:
    years = [NewHolidayYear(year=2020, **holidays_of(2020)), NewHolidayYear(year=2021, source="x", off=[])]
    with pytest.raises(Refusal):
        service.load_holidays(session, SYSTEM, years)
    assert session.scalar(select(func.count()).select_from(HolidayYear)) == 0


@pytest.mark.usefixtures("plan")
def test_due_days_pass_over_holidays_and_missing_years_are_named(session: Session, anyone: Caller) -> None:
    def asked() -> dict[str, Any]:
        return dict(anyone.get(f"{BASE}/obligations", params={"lang": "vi"}).json())

    before = asked()
    assert [one["due"] for one in before["items"]] == ["2019-01-15", "2020-01-15", "2021-01-15"]
    assert before["missing_years"] == [2019, 2020, 2021]
    assert [one["code"] for one in before["notices"]] == ["holidays-missing"]
    assert "2019, 2020, 2021" in before["notices"][0]["text"] and "Tết" in before["notices"][0]["text"]
    loaded_holidays(session, 2019, 2020)
    years = NewHolidayYear(year=2021, **holidays_of(2021, "01-15"))
    service.load_holidays(session, SYSTEM, [years])
    after = asked()
    assert [one["due"] for one in after["items"]] == ["2019-01-15", "2020-01-15", "2021-01-18"]
    assert after["missing_years"] == [] and after["notices"] == []


def a_file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_file_of_days_and_a_file_of_years_say_the_same(tmp_path: Path) -> None:
    told = holidays_of(2026, worked=("02-14",))
    by_year = a_file(tmp_path, "years.jsonl", json.dumps({"year": 2026, **told}), "")
    days = [f"2026,{one['day']},{kind},," for kind in ("off", "worked") for one in told[kind]]
    by_day = a_file(tmp_path, "days.csv", "year,day,kind,name,source", *(f"{day[:-1]},Made for a test" for day in days))
    assert service.read_holidays(by_year) == service.read_holidays(by_day)


@pytest.mark.parametrize(
    ("name", "lines", "line"),
    [
        ("a.jsonl", ("{",), 1),
        ("a.jsonl", ("", '{"year": 2026}'), 2),
        ("a.jsonl", ("[]",), 1),
        ("a.jsonl", ("",), 1),
        ("a.csv", ("year;day",), 1),
        ("a.csv", ("year,day,kind,name,source", "2026,2026-01-01,free,,x"), 2),
        ("a.csv", ("year,day,kind,name,source", "2026,2026-01-01,off,,x", "2026,2026-01-02,off,,y"), 3),
        ("a.csv", ("year,day,kind,name,source", "2026,1 Jan,off,,x"), 2),
        ("a.csv", ("year,day,kind,name,source", '2026,"2026-01-01,off,,x'), 2),
        ("a.csv", ("year,day,kind,name,source", "٢٠٢٦,2026-01-01,off,,x"), 2),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_line(
    tmp_path: Path, name: str, lines: tuple[str, ...], line: int
) -> None:
    with pytest.raises(HolidayFileUnreadable) as refusal:
        service.read_holidays(a_file(tmp_path, name, *lines))
    assert refusal.value.facts["line"] == line


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("none.csv", "bytes.csv"):
        with pytest.raises(HolidayFileUnreadable):
            service.read_holidays(tmp_path / name)
