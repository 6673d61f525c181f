"""Dates and numbers as each language writes them."""

from datetime import date
from decimal import Decimal

import pytest

from app.core.language import TABLE
from app.i18n import format_date, format_number

DAY = date(2018, 10, 25)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("vi", "25 tháng 10, 2018"),
        ("en", "October 25, 2018"),
        ("zh-Hans", "2018年10月25日"),
        ("zh", "2018年10月25日"),
        ("tyz", "25 tháng 10, 2018"),
        ("nonsense!", "25 tháng 10, 2018"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(tag: str, written: str) -> None:
    assert format_date(DAY, tag) == written


@pytest.mark.parametrize(("tag", "written"), [("vi", "1.234,5"), ("en", "1,234.5"), ("zh-Hans", "1,234.5"), ("hmn", "1.234,5")])
def test_a_number_is_written_as_the_language_writes_it(tag: str, written: str) -> None:
    assert format_number(Decimal("1234.5"), tag) == written


def test_every_language_of_the_table_can_write_dates_and_numbers() -> None:
    for tag in TABLE:
        for style in ("short", "medium", "long", "full"):
            assert format_date(DAY, tag, style)
        assert format_number(12, tag)
