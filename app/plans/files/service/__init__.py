"""The files of a plan: one function a file. Each imports its own library when it is called, for most processes never need them."""

from datetime import date

from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.core.errors import N_
from app.i18n import translate
from app.plans.files.errors import NothingInYear, YearNotBegun
from app.plans.files.service.agenda import agency_calendar
from app.plans.files.service.asking import Made, Wanted, settled
from app.plans.files.service.contents import contents
from app.plans.files.service.letters import Letter, office
from app.plans.models import Plan
from app.plans.outputs.contents import YearlyReport
from app.plans.rules.periods import year_period
from app.plans.structure import service as structure

__all__ = ["Letter", "Made", "Wanted", "calendar_file", "report_file", "workbook_file"]

BOOK, BOOK_OF_YEAR = N_("Plan {plan}"), N_("Plan {plan}, {year}")
CALENDAR = N_("Reports due, {agency}")
#: A calendar looks ahead as far as the end of the year after the one that is asked about.
AHEAD = 1


def report_file(session: Session, wanted: Wanted, code: str, year: int, letter: Letter) -> Made:
    """The report on a year, as DOCX: what is owed for periods that end in it, in Vietnamese."""
    from app.plans.outputs import report

    plan = structure.find(session, code)
    wanted = settled(session, plan, wanted)
    period = year_period(year)
    if period.first > wanted.asked.as_of:
        raise YearNotBegun(year=year, as_of=wanted.asked.as_of, pointer="year", location="query")
    found = contents(session, plan, wanted, period, strictly=True)
    if not found.states and not _of_plan(plan, year):
        raise NothingInYear(year=year)
    made = YearlyReport(
        contents=found,
        period=period,
        office=office(session, plan, wanted, letter),
        number=letter.number,
        dated=letter.dated,
        signer=letter.signer,
        recipients=letter.recipients,
    )
    return Made(f"Báo cáo {plan.number} năm {year}.docx", report.render(made), "vi")


def workbook_file(session: Session, wanted: Wanted, code: str, year: int | None = None) -> Made:
    """Tasks, reports, indicators and measurements as XLSX, all of them or those of a year."""
    from app.plans.outputs import workbook

    plan = structure.find(session, code)
    wanted = settled(session, plan, wanted)
    found = contents(session, plan, wanted, None if year is None else year_period(year))
    locale = wanted.asked.interface
    name = translate(BOOK if year is None else BOOK_OF_YEAR, locale, {"plan": plan.number, "year": year})
    return Made(f"{name}.xlsx", workbook.render(found, locale), locale)


def calendar_file(
    session: Session,
    actor: Actor,
    wanted: Wanted,
    code: str,
    agency: str,
    *,
    published: bool,
    first: date | None,
    last: date | None,
) -> Made:
    """An agency's due days as iCalendar."""
    from app.plans.outputs import agenda

    plan = structure.find(session, code)
    wanted = settled(session, plan, wanted)
    until = last or date(wanted.asked.as_of.year + AHEAD, 12, 31)
    found = agency_calendar(session, actor, plan, wanted, agency, published=published, first=first, last=until)
    locale = wanted.asked.interface
    name = translate(CALENDAR, locale, {"agency": found.name(agency)})
    return Made(f"{name}.ics", agenda.render(found, locale), locale)


def _of_plan(plan: Plan, year: int) -> bool:
    return plan.first_year <= year and (plan.last_year is None or year <= plan.last_year)
