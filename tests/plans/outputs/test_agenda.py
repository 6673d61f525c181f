"""An agency's calendar: what is due, since when, and by whose rule, as any calendar program reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Component

from app.plans.outputs import agenda
from app.plans.outputs.contents import AgencyCalendar
from app.plans.rules.facts import Extension, Key
from tests.plans.outputs.given import EXTENSIONS, KNOWN_AT, the_calendar
from tests.plans.rules.facts import SO_TTTT, at

FILED = Key("2.3", "2019", SO_TTTT)


def events(file: bytes) -> list[Component]:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def event(calendar: AgencyCalendar, key: Key = FILED, locale: str = "vi") -> Component:
    wanted = agenda.uid("3432-kh-ubnd", key)
    (found,) = [one for one in events(agenda.render(calendar, locale)) if str(one["UID"]) == wanted]
    return found


def test_there_is_one_event_for_each_report_and_it_lasts_all_day() -> None:
    calendar = the_calendar()
    found = events(agenda.render(calendar, "vi"))
    assert len(found) == len(calendar.obligations) > 10
    assert [one.decoded("DTSTART") for one in found] == sorted(one.due for one in calendar.obligations)
    assert all(one["DTSTART"].to_ical().isdigit() and one["DTSTART"].params["VALUE"] == "DATE" for one in found)
    assert {one.decoded("DTEND") - one.decoded("DTSTART") for one in found} == {timedelta(days=1)}


def test_a_calendar_names_itself_and_its_agency() -> None:
    made = Calendar.from_ical(agenda.render(the_calendar(), "vi"))
    assert str(made["X-WR-CALNAME"]) == "Hạn gửi báo cáo: Sở Thông tin và Truyền thông tỉnh Cao Bằng"
    assert (str(made["VERSION"]), str(made["METHOD"])) == ("2.0", "PUBLISH") and made["PRODID"]


def test_an_agency_that_owes_nothing_has_an_empty_calendar() -> None:
    assert events(agenda.render(replace(the_calendar(), obligations=()), "en")) == []


def test_a_uid_stays_whatever_else_changes() -> None:
    before = {str(one["UID"]) for one in events(agenda.render(the_calendar(), "vi"))}
    later = replace(the_calendar(extensions=()), known_at=KNOWN_AT + timedelta(days=400), titles={})
    assert {str(one["UID"]) for one in events(agenda.render(later, "en"))} == before
    assert agenda.uid("3432-kh-ubnd", FILED) == "c36fe6d4-78d6-5162-bd7b-f1b75c10c59b"


def test_uids_tell_plans_tasks_periods_and_bodies_apart() -> None:
    keys = [FILED, replace(FILED, task="2.4"), replace(FILED, period="2020"), replace(FILED, owed_as="other")]
    assert len({agenda.uid(plan, key) for plan in ("one", "two") for key in keys}) == 8


def test_the_stamp_is_the_instant_as_of_which_it_was_known() -> None:
    assert event(the_calendar()).decoded("DTSTAMP") == datetime(2020, 7, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "summary", "rule"),
    [
        ("vi", "Hạn gửi báo cáo: nhiệm vụ 2.3, năm 2019", "Thời hạn do người quản trị đặt ra; Kế hoạch không quy định."),
        ("en", "Report due: task 2.3, the year 2019", "The due day was set by an administrator; the plan does not print it."),
        ("zh", "报告截止：任务 2.3，2019年", "截止日由管理员设定；计划中没有规定。"),
    ],
)
def test_the_words_are_in_the_readers_language(locale: str, summary: str, rule: str) -> None:
    found = event(the_calendar(), locale=locale)
    assert str(found["SUMMARY"]) == summary and found["SUMMARY"].params["LANGUAGE"] == locale
    assert rule in str(found["DESCRIPTION"])


def test_the_description_tells_task_period_and_extension() -> None:
    lines = str(event(the_calendar())["DESCRIPTION"]).split("\n")
    assert lines[0].startswith("Nhiệm vụ 2.3: Tập huấn, bồi dưỡng kiến thức về nhân quyền")
    assert lines[1] == "Kỳ báo cáo: năm 2019, từ 01/01/2019 đến 31/12/2019"
    assert lines[3] == "Gia hạn từ 15/01/2020 đến 28/02/2020. Lý do: lùi lớp tập huấn do dịch bệnh"


def test_an_extension_moves_the_event_and_says_since_when() -> None:
    plain, moved = event(the_calendar(extensions=())), event(the_calendar())
    assert (plain.decoded("DTSTART"), plain["SEQUENCE"], plain.get("LAST-MODIFIED")) == (date(2020, 1, 15), 0, None)
    assert (moved.decoded("DTSTART"), moved["SEQUENCE"]) == (date(2020, 2, 28), 1)
    assert moved.decoded("LAST-MODIFIED") == at(2020, 1, 13)


def test_every_further_extension_raises_the_sequence_and_one_of_the_future_does_not() -> None:
    again = Extension(FILED, date(2020, 3, 31), "dịch bệnh kéo dài", at(2020, 2, 20))
    future = Extension(FILED, date(2020, 12, 31), "chưa biết", KNOWN_AT + timedelta(seconds=1))
    found = event(the_calendar(extensions=(*EXTENSIONS, again, future)))
    assert (found.decoded("DTSTART"), found["SEQUENCE"]) == (date(2020, 3, 31), 2)
    assert found.decoded("LAST-MODIFIED") == at(2020, 2, 20)


def test_a_duty_that_passed_on_says_on_whom_it_fell() -> None:
    calendar = the_calendar("ubnd-huyen-ha-quang")
    assert any(
        "Trách nhiệm ban đầu thuộc Ủy ban nhân dân huyện Thông Nông" in str(one["DESCRIPTION"])
        for one in events(agenda.render(calendar, "vi"))
    )


def test_what_is_not_certain_is_told() -> None:
    calendar = the_calendar()
    first = calendar.obligations[0]
    owner = replace(first.owners[0], certain=False)
    odd = replace(first, owners=(owner,), missing_years=(2019, 2020), after_period=True, source="plan")
    (found,) = events(agenda.render(replace(calendar, obligations=(odd,)), "en"))
    assert str(found["DESCRIPTION"]).split("\n")[2:] == [
        "The due day is printed in the plan.",
        "It is not certain who answers for it: the day of a succession is not known.",
        "The holidays of 2019, 2020 are not loaded: the due day may move.",
        "The years of the plan are over; an administrator's rule goes on asking.",
    ]


def test_lines_end_with_crlf_and_are_folded_at_75_octets_between_letters() -> None:
    file = agenda.render(the_calendar(), "vi")
    lines = file.split(b"\r\n")
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode("utf-8") is not None for line in lines)


def test_commas_semicolons_backslashes_and_line_breaks_are_escaped() -> None:
    text = "a, b; c\\d\\n e\nBEGIN:VALARM"
    titles = dict.fromkeys(the_calendar().titles, text)
    file = agenda.render(replace(the_calendar(), titles=titles), "vi")
    assert b"\r\nBEGIN:VALARM" not in file
    assert (
        str(event(replace(the_calendar(), titles=titles))["DESCRIPTION"]).split("\n")[0]
        == "Nhiệm vụ 2.3: a, b; c\\d\\n e BEGIN:VALARM"
    )
