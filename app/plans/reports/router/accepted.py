"""Routes by which everybody reads what was accepted."""

from fastapi import APIRouter, Depends, Request, Response

from app.core.language import UnknownLanguage
from app.plans.reports import errors, service
from app.plans.reports.deps import AcceptedFilters, Edition, ReportId, accepted_told
from app.plans.reports.schemas.outgoing import AcceptedReportPage, AcceptedReportView
from app.plans.structure.deps import PlanCode
from app.plans.structure.errors import PlanNotFound
from app.web.locale import CurrentReader
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import DbSession, actor

router = APIRouter(prefix="/plans/{code}/accepted-reports", tags=["plans"], dependencies=[Depends(actor)])


@router.get(
    "",
    operation_id="listAcceptedReports",
    summary="Accepted reports, newest first",
    responses=responses(PlanNotFound, InvalidCursor, UnknownLanguage),
)
def list_accepted_reports(
    request: Request,
    response: Response,
    session: DbSession,
    reader: CurrentReader,
    code: PlanCode,
    filters: AcceptedFilters,
    paging: Paging,
) -> AcceptedReportPage:
    listed = service.browse_accepted(
        session, reader.order, code, filters, after=paging.after, limit=paging.limit, counted=paging.counted
    )
    return AcceptedReportPage(items=listed.items, next=turn(request, response, listed.next), total=listed.total)


@router.get(
    "/{id}",
    operation_id="getAcceptedReport",
    summary="An accepted report as it was frozen, in any edition that was accepted",
    responses=responses(PlanNotFound, errors.ReportNotFound, errors.EditionNotAccepted, UnknownLanguage),
)
def get_accepted_report(
    response: Response, session: DbSession, reader: CurrentReader, code: PlanCode, id: ReportId, edition: Edition = None
) -> AcceptedReportView:
    return accepted_told(response, service.show_accepted(session, reader.order, code, id, edition))
