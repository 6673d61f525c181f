"""Dates in prose."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import dates


def found(text: str) -> list[tuple[str, str]]:
    return [(text[mention.start : mention.end], mention.iso) for mention in dates.find_all(text)]


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        *[("ngày 25 tháng 10 năm 2018", "2018-10-25"), ("ngay 05 thang 4 nam 2016", "2016-04-05"), ("25/10/2018", "2018-10-25")],
        *[
            ("Ngày 25/10/2018", "2018-10-25"),
            ("16-10-2018", "2018-10-16"),
            ("1.2.2018", "2018-02-01"),
            ("2018-10-25", "2018-10-25"),
        ],
        *[("25 October 2018", "2018-10-25"), ("October 25, 2018", "2018-10-25"), ("10th of December, 1948", "1948-12-10")],
        *[("2018年10月25日", "2018-10-25"), ("二〇一八年十月二十五日", "2018-10-25"), ("10/25/2018", "2018-10-25")],
        *[
            ("tháng 12 năm 2020", "2020-12"),
            ("tháng Mười Hai năm 2020", "2020-12"),
            ("tháng 10/2018", "2018-10"),
            ("May 2018", "2018-05"),
        ],
        *[("2018年10月", "2018-10"), ("mùng 2 tháng 9 năm 1945", "1945-09-02"), ("ngày 10 tháng 12, 1948", "1948-12-10")],
    ],
)
def test_dates_are_read_in_each_language(written: str, iso: str) -> None:
    assert found(f"Xem {written}; và") == [(written, iso)]
    assert found(unicodedata.normalize("NFD", written)) == [(unicodedata.normalize("NFD", written), iso)]


@pytest.mark.parametrize(
    "text",
    ["53/2005/QH11", "09/2017/NĐ-CP", "12/2018/QĐ-TTg", "31/02/2018", "1.000.2018", "0/1/2018", "13/13/2018", "1/2", "2018"],
)
def test_numbers_and_impossible_days_are_no_dates(text: str) -> None:
    assert found(text) == []


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_every_form_of_a_day_is_read_back_as_that_day(day: datetime.date) -> None:
    forms = dates.forms(day.year, day.month, day.day)
    assert f"{day:%d/%m/%Y}" in forms
    for form in forms:
        assert found(form) == [(form, day.isoformat())]


def test_a_month_has_its_forms_too() -> None:
    assert dates.forms(2018, 3) == (
        "tháng 03 năm 2018",
        "tháng 3 năm 2018",
        "03/2018",
        "3/2018",
        "2018-03",
        "March 2018",
        "2018年3月",
    )


@given(st.text(st.sampled_from("0123456789/-. ngày tháng năm年月日ßﬁ\u0301\u200bİ2018"), max_size=80))
def test_mentions_are_in_order_and_inside_the_text(text: str) -> None:
    last = 0
    for mention in dates.find_all(text):
        assert last <= mention.start < mention.end <= len(text)
        datetime.date(mention.year, mention.month, mention.day or 1)
        last = mention.end


SAID = [
    "ngày",
    "tháng",
    "5",
    "năm",
    "Mười",
    "hai",
    "May",
    "of",
    "10th",
    "sept.",
    "2018",
    "12018",
    "20181",
    "²⁰¹⁸",
    "年",
    "月",
    "日",
]
BETWEEN = [",", "/", "／", "．", "-", ".", "(", "T08:", "\u00ad", "\u0301", " ", "  ", " " * 9, " " * 70, "\n", "x" * 60]


@given(st.lists(st.sampled_from([*SAID, *BETWEEN]), max_size=14), st.sampled_from(["", " "]))
def test_nothing_is_missed_by_looking_beside_years_first(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_may_have_any", lambda text: True)
        every = dates.find_all(text)
    assert dates.find_all(text) == every
