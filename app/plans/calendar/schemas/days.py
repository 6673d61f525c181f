"""Holidays, extensions and periods as they come in and as they go out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.plans.facts.fields import PlanDay
from app.plans.structure.schemas.fields import Incoming, Number, Reason
from app.plans.structure.schemas.outgoing import AgencyLabel, Label, Outgoing, Text, VersionNumber, Word
from app.web.fields import Code, Day, line
from app.web.paging import Page

PeriodCode = Annotated[str, Field(min_length=4, max_length=9, pattern=r"^[0-9]{4}(-[0-9]{4}|-H[12]|-Q[1-4])?$")]
"""A period's code: ``2019``, ``2019-H1``, ``2019-Q3``, ``2018-2020``."""
HolidayYearNumber = Annotated[int, Field(ge=1900, le=2200)]


class NewHoliday(Incoming):
    """A day off, or a day at a weekend that is worked instead; ``name`` is the occasion, as the decision writes it."""

    day: Day
    name: Annotated[str, line(200)] | None = None


class NewHolidays(Incoming):
    """The whole year, as decided: every day off, also those at a weekend, and every day at a weekend that is worked instead."""

    source: Annotated[str, line(1000)]
    off: Annotated[list[NewHoliday], Field(max_length=200)]
    worked: Annotated[list[NewHoliday], Field(max_length=100)] = []


class NewHolidayYear(NewHolidays):
    """A year as it stands in a file: the same, with the year."""

    year: HolidayYearNumber


class HolidayView(Outgoing):
    """A day and its occasion."""

    day: date
    name: Label | None


class HolidayYearView(Outgoing):
    """The holidays of a year in the version that counts, with the decision that they are from."""

    year: HolidayYearNumber
    version: VersionNumber
    source: Text
    recorded_at: datetime
    off: list[HolidayView] = Field(max_length=200)
    worked: list[HolidayView] = Field(max_length=100)


class HolidayTable(Outgoing):
    """All years that are loaded. A year that is missing is counted without holidays, and answers name it."""

    years: list[HolidayYearView] = Field(max_length=400)


class NewExtension(Incoming):
    """The report that ``owed_as`` owes may come until ``new_due``. ``granted_by`` is who decided, ``document`` the decision, where kept."""

    task: Number
    period: PeriodCode
    owed_as: Code = Field(description="The body on whom the duty fell, or the class whose members are not known")
    new_due: PlanDay
    reason: Reason
    granted_by: Annotated[str, line(300)]
    document: UUID | None = None


class GrantedExtension(Outgoing):
    """An extension as it was granted. Of several for one obligation the one recorded last counts."""

    id: UUID
    task: Word
    period: Word
    owed_as: AgencyLabel
    new_due: date
    reason: Text
    granted_by: Label
    document: UUID | None
    recorded_at: datetime


class ExtensionPage(Page[GrantedExtension]):
    """A page of extensions."""


class PeriodDecision(Incoming):
    """Why a period is closed, or opened again."""

    reason: Reason


class ReportingPeriod(Outgoing):
    """A period for which the calendar asks for reports, and whether it is closed. ``reason`` and ``closed_at`` are null while it is open."""

    code: Word
    first: date
    last: date
    closed: bool
    closed_at: datetime | None
    reason: Text | None


class PeriodList(Outgoing):
    """Periods that have begun, in order; closed ones too when the calendar no longer asks for them."""

    items: list[ReportingPeriod] = Field(max_length=2000)
