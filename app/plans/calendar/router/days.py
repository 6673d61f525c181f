"""Routes on holidays and extensions."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.core.language import UnknownLanguage
from app.plans.calendar import errors, service
from app.plans.calendar.deps import PeriodQuery, TaskQuery, YearPath
from app.plans.calendar.schemas.days import (
    ExtensionPage,
    GrantedExtension,
    HolidayTable,
    HolidayYearView,
    NewExtension,
    NewHolidays,
    NewHolidayYear,
)
from app.plans.facts.periods import PeriodClosed, UnknownPeriod
from app.plans.structure.deps import PlanCode, PlanManager, Today
from app.plans.structure.errors import PlanNotFound, UnknownAgency, UnknownDocument, UnknownTask
from app.web.locale import CurrentReader
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import Admin, AnyKey, DbSession, actor

router = APIRouter(tags=["plans"], dependencies=[Depends(actor)])


@router.get("/holidays", operation_id="listHolidays", summary="The public holidays that were loaded, year by year")
def list_holidays(session: DbSession) -> HolidayTable:
    return service.holiday_table(session)


@router.put(
    "/holidays/{year}",
    operation_id="loadHolidays",
    summary="Load the holidays of a whole year, as decided",
    responses=responses(errors.HolidayOutsideYear, errors.HolidayTwice, errors.WorkedOnWeekday, errors.HolidayYearIncomplete),
)
def load_holidays(session: DbSession, admin: Admin, year: YearPath, wanted: NewHolidays) -> HolidayYearView:
    service.load_holidays(session, admin, [NewHolidayYear(year=year, **dict(wanted))])
    return service.holiday_year(session, year)


@router.get(
    "/plans/{code}/extensions",
    operation_id="listExtensions",
    summary="Extensions, newest first; an agency sees those of its own duties",
    responses=responses(PlanNotFound, InvalidCursor, UnknownLanguage),
)
def list_extensions(
    request: Request,
    response: Response,
    session: DbSession,
    who: AnyKey,
    reader: CurrentReader,
    today: Today,
    paging: Paging,
    code: PlanCode,
    task: TaskQuery = None,
    period: PeriodQuery = None,
) -> ExtensionPage:
    listed = service.browse_extensions(
        session, who, reader.order, code, task, period, today=today, after=paging.after, limit=paging.limit
    )
    return ExtensionPage(items=listed.items, next=turn(request, response, listed.next))


@router.post(
    "/plans/{code}/extensions",
    operation_id="grantExtension",
    summary="Grant more time for one report that is owed",
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        PlanNotFound,
        UnknownTask,
        UnknownPeriod,
        UnknownAgency,
        UnknownDocument,
        PeriodClosed,
        errors.NothingOwed,
        errors.ExtensionTooEarly,
        UnknownLanguage,
    ),
)
def grant_extension(
    session: DbSession, manager: PlanManager, reader: CurrentReader, today: Today, code: PlanCode, new: NewExtension
) -> GrantedExtension:
    return service.extend(session, manager, reader.order, code, new, today)
