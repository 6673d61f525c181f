"""The holidays of a year, loaded whole. A load that says what is there already records nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.plans.calendar import policy, queries
from app.plans.calendar.errors import (
    HolidayOutsideYear,
    HolidayTwice,
    HolidayYearIncomplete,
    HolidayYearTwice,
    WorkedOnWeekday,
)
from app.plans.calendar.schemas.days import HolidayTable, HolidayView, HolidayYearView, NewHolidayYear
from app.plans.models import Holiday, HolidayYear

TOPIC = "holidays"
HOLIDAYS_LOCK = 3432_041
_SATURDAY = 5


def least_days_off(year: int) -> int:
    """How many public holidays there are at least: 10 by the Labour Code of 2012 (art. 115), 11 since 2021 by that of 2019 (art. 112).

    A holiday at a weekend is made up for on a working day, so that a year which was entered whole never has fewer days off.
    """
    return 11 if year >= 2021 else 10


@dataclass(frozen=True, slots=True)
class LoadedHolidays:
    """Years by what a load did with them."""

    new: tuple[int, ...]
    changed: tuple[int, ...]
    unchanged: tuple[int, ...]


def load_holidays(session: Session, actor: Actor, years: Sequence[NewHolidayYear]) -> LoadedHolidays:
    """Load whole years; all of them, or none when one is refused. What a year said before stays known."""
    policy.check_holidays(actor)
    for year, times in Counter(one.year for one in years).items():
        if times > 1:
            raise HolidayYearTwice(year=year)
    for one in years:
        check_year(one)
    # Two loads of one year at once would count the same version: they wait for each other.
    session.execute(select(func.pg_advisory_xact_lock(HOLIDAYS_LOCK)))
    present = {one.year: one for one in session.scalars(queries.holiday_years().execution_options(populate_existing=True))}
    done: dict[str, list[int]] = {"new": [], "changed": [], "unchanged": []}
    for one in years:
        before = present.get(one.year)
        if before is not None and _said(before) == (one.source, _days(one)):
            done["unchanged"].append(one.year)
            continue
        _record(session, actor, one, 1 if before is None else before.number + 1)
        done["new" if before is None else "changed"].append(one.year)
    return LoadedHolidays(*(tuple(sorted(some)) for some in done.values()))


def holiday_table(session: Session) -> HolidayTable:
    """All years that are loaded."""
    return HolidayTable(years=[_view(one) for one in session.scalars(queries.holiday_years())])


def holiday_year(session: Session, year: int) -> HolidayYearView:
    """One year that is loaded."""
    return _view(session.scalars(queries.holiday_years().where(HolidayYear.year == year)).one())


def check_year(one: NewHolidayYear) -> None:
    """Refuse a year that is not whole, or holds days of another."""
    seen: set[date] = set()
    for name in ("off", "worked"):
        for place, day in enumerate(getattr(one, name)):
            pointer = f"/{name}/{place}/day"
            if day.day.year != one.year:
                raise HolidayOutsideYear(day=day.day, year=one.year, pointer=pointer)
            if day.day in seen:
                raise HolidayTwice(day=day.day, pointer=pointer)
            if name == "worked" and day.day.weekday() < _SATURDAY:
                raise WorkedOnWeekday(day=day.day, pointer=pointer)
            seen.add(day.day)
    least = least_days_off(one.year)
    if len(one.off) < least:
        raise HolidayYearIncomplete(year=one.year, count=len(one.off), least=least, pointer="/off")


def _days(one: NewHolidayYear) -> list[tuple[date, bool, str | None]]:
    days = [(day.day, False, day.name) for day in one.off] + [(day.day, True, day.name) for day in one.worked]
    return sorted(days, key=lambda day: day[0])


def _said(one: HolidayYear) -> tuple[str, list[tuple[date, bool, str | None]]]:
    return one.source, [(day.day, day.worked, day.name) for day in one.days]


def _record(session: Session, actor: Actor, one: NewHolidayYear, number: int) -> None:
    row = HolidayYear(year=one.year, number=number, source=one.source, recorded_at=clock.now(), recorded_by=actor.name)
    session.add(row)
    session.flush()
    session.add_all(Holiday(year_id=row.id, day=day, worked=worked, name=name) for day, worked, name in _days(one))
    session.flush()
    audit.record(session, actor, "holidays.load", one.year, version=number, off=len(one.off), worked=len(one.worked))
    outbox.announce(session, TOPIC, one.year)


def _view(one: HolidayYear) -> HolidayYearView:
    return HolidayYearView(
        year=one.year,
        version=one.number,
        source=one.source,
        recorded_at=one.recorded_at,
        off=[HolidayView(day=day.day, name=day.name) for day in one.days if not day.worked],
        worked=[HolidayView(day=day.day, name=day.name) for day in one.days if day.worked],
    )
