"""Working days: Monday to Friday, without the public holidays that an operator has loaded for the year.

Tết is lunar and days are swapped by decision, so holidays are never computed. A year that the table lacks is counted without
holidays, and the answer names that year: it is a warning to show, never an error and never silent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """``off``: days off by year, a year without any being an empty set; ``worked``: days at a weekend that are worked instead."""

    off: Mapping[int, frozenset[date]] = field(default_factory=lambda: MappingProxyType({}))
    worked: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day, as far as the table tells."""
        if day in self.off.get(day.year, ()):
            return False
        return day.weekday() < _SATURDAY or day in self.worked


@dataclass(frozen=True, slots=True)
class Workday:
    """A working day, and the years on the way to it for which no holidays are loaded (none: it is certain)."""

    day: date
    missing_years: tuple[int, ...] = ()


def next_working_day(day: date, holidays: Holidays) -> Workday:
    """``day`` itself when it is a working day, else the first after it."""
    return _walk(day, 0, _DAY, holidays)


def previous_working_day(day: date, holidays: Holidays) -> Workday:
    """``day`` itself when it is a working day, else the last before it."""
    return _walk(day, 0, -_DAY, holidays)


def add_working_days(day: date, count: int, holidays: Holidays) -> Workday:
    """The ``count``-th working day after ``day`` (before it when negative); ``next_working_day`` when ``count`` is 0."""
    return _walk(day, abs(count), _DAY if count >= 0 else -_DAY, holidays)


def _walk(day: date, count: int, step: timedelta, holidays: Holidays) -> Workday:
    seen = {day.year}
    while count > 0 or not holidays.works(day):
        day += step
        seen.add(day.year)
        if count and holidays.works(day):
            count -= 1
    return Workday(day, tuple(sorted(seen - holidays.off.keys())))
