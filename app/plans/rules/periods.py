"""Reporting rules and the periods they make.

The plan itself prints one reporting duty, the review of 2020; every other rule is set by an administrator and says so
(``source``). A period is named by its code: "2019", "2019-H1", "2019-Q3", and "2018-2020" for a report on several years.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.plans.rules.workdays import Holidays, Workday, add_working_days, next_working_day, previous_working_day

Source = Literal["plan", "administrator"]
Frequency = Literal["once", "yearly", "half_yearly", "quarterly"]
Shift = Literal["next", "previous"]

_YEARS = (1900, 2200)
_CODE = re.compile(r"(?P<first>[0-9]{4})(?:-(?P<last>[0-9]{4})|-(?P<mark>[HQ])(?P<part>[1-4]))?", re.ASCII)
_PARTS: dict[Frequency, tuple[int, str]] = {"yearly": (1, ""), "half_yearly": (2, "-H"), "quarterly": (4, "-Q")}


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both days included."""

    code: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """The first such day after the period's end; a day that the month does not have is its last."""

    month: int
    day: int


@dataclass(frozen=True, slots=True)
class WorkingDaysAfter:
    """So many working days after the period's last day."""

    count: int


@dataclass(frozen=True, slots=True)
class FixedDay:
    """A day that is set for good: the review of 2020 by the end of 2020."""

    on: date


Due = DayOfYear | WorkingDaysAfter | FixedDay


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """Reports on the tasks ``tasks`` (their numbers; None: all), for periods whose last day lies in ``valid_from``–``valid_to``.

    A due day that is no working day moves by ``shift``. ``after_period`` asks continuous tasks for reports also after the
    plan's last year; without it nothing is owed there.
    """

    code: str
    source: Source
    frequency: Frequency
    due: Due
    shift: Shift = "next"
    valid_from: date | None = None
    valid_to: date | None = None
    tasks: frozenset[str] | None = None
    after_period: bool = False


def year_period(first: int, last: int | None = None) -> Period:
    """The period of one year, or of a span of years."""
    code = str(first) if last in (None, first) else f"{first}-{last}"
    return Period(code, date(first, 1, 1), date(last or first, 12, 31))


def period_named(code: str) -> Period | None:
    """The period that a code names, or None for what is no code of a period: years from 1900 to 2200, a span in order."""
    found = _CODE.fullmatch(code)
    if found is None:
        return None
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if not (_YEARS[0] <= first <= last <= _YEARS[1]) or found["last"] == found["first"]:
        return None
    if found["part"] is None:
        return year_period(first, last)
    frequency: Frequency = "half_yearly" if found["mark"] == "H" else "quarterly"
    return next((one for one in _all(frequency, first, first) if one.code == code), None)


def periods(rule: ReportingRule, first_year: int, last_year: int, until: date) -> Iterator[Period]:
    """The rule's periods that lie in these years, have begun by ``until`` and end while the rule is valid; in order.

    A rule of frequency "once" asks for one report on all these years together.
    """
    for period in _all(rule.frequency, first_year, min(last_year, until.year) if rule.frequency != "once" else last_year):
        if period.first <= until and (rule.valid_from or date.min) <= period.last <= (rule.valid_to or date.max):
            yield period


def _all(frequency: Frequency, first_year: int, last_year: int) -> Iterator[Period]:
    if frequency == "once":
        yield year_period(first_year, last_year)
        return
    parts, mark = _PARTS[frequency]
    months = 12 // parts
    for year in range(first_year, last_year + 1):
        for part in range(parts):
            month = part * months + months
            code = f"{year}{mark}{part + 1}" if mark else str(year)
            yield Period(code, date(year, month - months + 1, 1), date(year, month, monthrange(year, month)[1]))


def due_day(rule: ReportingRule, period: Period, holidays: Holidays) -> Workday:
    """The working day by which the period's report is due."""
    match rule.due:
        case WorkingDaysAfter(count):
            return add_working_days(period.last, count, holidays)
        case FixedDay(on):
            day = on
        case DayOfYear(month, number):
            day = _in_year(period.last.year, month, number)
            if day <= period.last:
                day = _in_year(period.last.year + 1, month, number)
    return next_working_day(day, holidays) if rule.shift == "next" else previous_working_day(day, holidays)


def _in_year(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
