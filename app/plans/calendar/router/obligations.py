"""Routes on obligations and periods."""

from fastapi import APIRouter, Depends, Request, Response

from app.agencies.errors import UnknownAgency
from app.core.language import UnknownLanguage
from app.plans.calendar import errors, service
from app.plans.calendar.deps import CurrentAsked, LatenessPublished, PeriodPath
from app.plans.calendar.schemas.days import PeriodDecision, PeriodList, ReportingPeriod
from app.plans.calendar.schemas.obligations import ObligationPage
from app.plans.facts.deps import DayOutOfBounds, InstantUnreadable
from app.plans.facts.periods import UnknownPeriod
from app.plans.structure.deps import PlanCode, PlanManager, Today
from app.plans.structure.errors import PlanNotFound
from app.web.locale import CurrentReader
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import CurrentActor, DbSession, actor

router = APIRouter(prefix="/plans", tags=["plans"], dependencies=[Depends(actor)])


@router.get(
    "/{code}/obligations",
    operation_id="listObligations",
    summary="Reports that are owed, in the order of their due days, each with its rule",
    responses=responses(
        PlanNotFound,
        UnknownAgency,
        errors.RangeReversed,
        errors.RangeTooLong,
        InvalidCursor,
        DayOutOfBounds,
        InstantUnreadable,
        UnknownLanguage,
    ),
)
def list_obligations(
    request: Request,
    response: Response,
    session: DbSession,
    who: CurrentActor,
    reader: CurrentReader,
    code: PlanCode,
    asked: CurrentAsked,
    published: LatenessPublished,
    paging: Paging,
) -> ObligationPage:
    listed = service.browse(
        session,
        who,
        reader.order,
        reader.interface,
        code,
        asked,
        published=published,
        after=paging.after,
        limit=paging.limit,
        counted=paging.counted,
    )
    return ObligationPage(
        items=listed.items,
        next=turn(request, response, listed.next),
        total=listed.total,
        as_of=asked.as_of,
        known_at=asked.known_at,
        missing_years=listed.missing_years,
        notices=listed.notices,
    )


@router.get(
    "/{code}/periods",
    operation_id="listPeriods",
    summary="Periods for which reports are asked, and which of them are closed",
    responses=responses(PlanNotFound),
)
def list_periods(session: DbSession, code: PlanCode, today: Today) -> PeriodList:
    return service.list_periods(session, code, today)


@router.post(
    "/{code}/periods/{period}/close",
    operation_id="closePeriod",
    summary="Close a period: nothing is reported, decided or measured for it any more",
    responses=responses(PlanNotFound, UnknownPeriod, errors.PeriodClosedAlready, errors.PeriodUndecided),
)
def close_period(
    session: DbSession, manager: PlanManager, code: PlanCode, period: PeriodPath, decision: PeriodDecision
) -> ReportingPeriod:
    return service.close_period(session, manager, code, period, decision.reason)


@router.post(
    "/{code}/periods/{period}/reopen",
    operation_id="reopenPeriod",
    summary="Open a closed period again",
    responses=responses(PlanNotFound, UnknownPeriod, errors.PeriodNotClosed),
)
def reopen_period(
    session: DbSession, manager: PlanManager, code: PlanCode, period: PeriodPath, decision: PeriodDecision
) -> ReportingPeriod:
    return service.reopen_period(session, manager, code, period, decision.reason)
