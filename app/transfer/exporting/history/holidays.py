"""Holidays as they were loaded, every version of every year. They belong to no plan."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.plans.calendar.schemas.days import NewHoliday
from app.plans.models import HolidayYear
from app.transfer.exporting.around import recorded
from app.transfer.records.history import HolidayYearRecord


def holidays(session: Session) -> Iterator[HolidayYearRecord]:
    """By year, each version after the one before it."""
    rows = session.scalars(
        select(HolidayYear).order_by(HolidayYear.year, HolidayYear.number).options(selectinload(HolidayYear.days))
    )
    for one in rows:
        yield HolidayYearRecord.model_construct(
            year=one.year, source=one.source, off=_days(one, worked=False), worked=_days(one, worked=True), **recorded(one)
        )


def _days(one: HolidayYear, *, worked: bool) -> list[NewHoliday]:
    return [NewHoliday.model_construct(day=day.day, name=day.name) for day in one.days if day.worked is worked]
