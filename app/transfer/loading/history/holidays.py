"""Holidays: a year that is not there is loaded version by version; one that is there must be the same."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.plans.calendar.service.holidays import check_year
from app.plans.models import Holiday, HolidayYear
from app.transfer.exporting.history import holidays
from app.transfer.loading.loader import IMPORT
from app.transfer.loading.outcome import Unloadable, placed
from app.transfer.reading import Read
from app.transfer.records.history import HolidayYearRecord


def replay_holidays(session: Session, read: Sequence[Read[HolidayYearRecord]]) -> None:
    """Refused as the command that loads holidays would, and where the year is loaded otherwise already."""
    present: dict[int, list[object]] = {}
    for there in holidays(session):
        present.setdefault(there.year, []).append(there.model_dump(mode="json"))
    by_year: dict[int, list[Read[HolidayYearRecord]]] = {}
    for one in read:
        by_year.setdefault(one.record.year, []).append(one)
    for year, versions in by_year.items():
        if year not in present:
            for number, one in enumerate(versions, 1):
                with placed(one.place):
                    _load(session, one.record, number)
        elif present[year] != [one.record.model_dump(mode="json") for one in versions]:
            with placed(versions[0].place):
                raise Unloadable("year", f"The holidays of {year} are loaded already, and otherwise.")


def _load(session: Session, one: HolidayYearRecord, number: int) -> None:
    check_year(one)
    before = session.scalar(
        select(HolidayYear.recorded_at).where(HolidayYear.year == one.year).order_by(HolidayYear.number.desc()).limit(1)
    )
    if before is not None and one.recorded_at < before:
        raise Unloadable("recorded_at", "The version before this one was recorded later.")
    row = HolidayYear(year=one.year, number=number, source=one.source, recorded_at=one.recorded_at, recorded_by=one.recorded_by)
    session.add(row)
    session.flush()
    days = [(day, False) for day in one.off] + [(day, True) for day in one.worked]
    session.add_all(Holiday(year_id=row.id, day=day.day, worked=worked, name=day.name) for day, worked in days)
    session.flush()
    audit.record(session, IMPORT, "holidays.load", one.year, version=number, off=len(one.off), worked=len(one.worked))
