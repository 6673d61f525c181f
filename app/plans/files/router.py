"""Routes that hand out files. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends, Request, Response

from app.agencies.errors import AgencyNotFound, UnknownAgency
from app.core.language import UnknownLanguage
from app.plans.calendar.deps import LatenessPublished
from app.plans.calendar.errors import RangeReversed, RangeTooLong
from app.plans.facts.deps import DayOutOfBounds, InstantUnreadable
from app.plans.files import errors, service
from app.plans.files.deps import (
    DOCX,
    ICS,
    MOST_EVENTS,
    XLSX,
    CurrentLetter,
    CurrentQuestion,
    CurrentRange,
    OfficialQuestion,
    OneYear,
    Place,
    Year,
    file_of,
    handed,
)
from app.plans.progress.deps import AgencyCode
from app.plans.structure.deps import PlanCode
from app.plans.structure.errors import PlanNotFound
from app.web.problem import responses
from app.web.session import CurrentActor, DbSession, Staff, actor

# Whoever sends a key learns that it is not valid, also where none is needed.
router = APIRouter(prefix="/plans", tags=["plans"], dependencies=[Depends(actor)], default_response_class=Response)
DATES = (InstantUnreadable, DayOutOfBounds, UnknownLanguage)


@router.get(
    "/{code}/report.docx",
    operation_id="getPlanReportFile",
    summary="The report on a year as a Word document in the form of Nghị định 30/2020/NĐ-CP, in Vietnamese",
    dependencies=[Place],
    responses={
        **responses(
            PlanNotFound,
            UnknownAgency,
            errors.YearNotBegun,
            errors.NothingInYear,
            errors.TooManyReports,
            errors.FilesBusy,
            *DATES,
        ),
        **file_of(DOCX, "The report"),
    },
)
def get_plan_report_file(
    request: Request,
    session: DbSession,
    staff: Staff,
    question: OfficialQuestion,
    letter: CurrentLetter,
    code: PlanCode,
    year: Year,
) -> Response:
    return handed(request, service.report_file(session, question, code, year, letter), DOCX)


@router.get(
    "/{code}/workbook.xlsx",
    operation_id="getPlanWorkbook",
    summary="Tasks, reports and indicators as an Excel workbook, as far as the reader sees them",
    dependencies=[Place],
    responses={
        **responses(PlanNotFound, errors.TooManyReports, errors.FilesBusy, *DATES),
        **file_of(XLSX, "The workbook"),
    },
)
def get_plan_workbook(
    request: Request, session: DbSession, question: CurrentQuestion, code: PlanCode, year: OneYear = None
) -> Response:
    return handed(request, service.workbook_file(session, question, code, year), XLSX)


@router.get(
    "/{code}/agencies/{agency}/calendar.ics",
    operation_id="getPlanAgencyCalendar",
    summary="The due days of an agency as a calendar (iCalendar)",
    responses={
        **responses(PlanNotFound, AgencyNotFound, RangeReversed, RangeTooLong, errors.TooManyReports, *DATES),
        **file_of(ICS, "The calendar"),
    },
)
def get_plan_agency_calendar(
    request: Request,
    session: DbSession,
    who: CurrentActor,
    question: CurrentQuestion,
    due: CurrentRange,
    published: LatenessPublished,
    code: PlanCode,
    agency: AgencyCode,
) -> Response:
    made = service.calendar_file(
        session, who, question.bounded(MOST_EVENTS), code, agency, published=published, first=due.first, last=due.last
    )
    return handed(request, made, ICS)
