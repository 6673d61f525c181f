"""Routes by which a report goes its way: submitted, returned, accepted, corrected."""

from fastapi import APIRouter, Depends, Response

from app.plans.reports import errors, service
from app.plans.reports.deps import Expected, ReportId, Writer, told
from app.plans.reports.router.refusals import CHANGED, DATED, FIGURES
from app.plans.reports.schemas.incoming import ReportCorrection, ReportDay, ReportReturn
from app.plans.reports.schemas.outgoing import ReportView
from app.plans.structure.deps import PlanCode, PlanManager, Today
from app.plans.structure.errors import UnknownDocument
from app.web.locale import CurrentReader
from app.web.problem import responses
from app.web.session import DbSession, actor

router = APIRouter(prefix="/plans/{code}/reports", tags=["plans"], dependencies=[Depends(actor)])


@router.post(
    "/{id}/submit",
    operation_id="submitReport",
    summary="Hand a report in",
    responses=responses(
        *CHANGED,
        *DATED,
        errors.NotOpen,
        errors.NotAskedFor,
        errors.NotYourTask,
        errors.NothingReported,
        errors.FigureDropped,
        *FIGURES,
    ),
)
def submit_report(
    response: Response,
    session: DbSession,
    writer: Writer,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    id: ReportId,
    expected: Expected,
    when: ReportDay,
) -> ReportView:
    service.submit(session, writer, code, id, expected, when.on, today)
    return told(response, service.show(session, writer, reader.order, reader.interface, code, id))


@router.post(
    "/{id}/return",
    operation_id="returnReport",
    summary="Send a submitted report back, with reasons",
    responses=responses(*CHANGED, *DATED, errors.NotSubmittedYet),
)
def return_report(
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    id: ReportId,
    expected: Expected,
    why: ReportReturn,
) -> ReportView:
    service.send_back(session, manager, code, id, expected, why.reasons, why.on, today)
    return told(response, service.show(session, manager, reader.order, reader.interface, code, id))


@router.post(
    "/{id}/accept",
    operation_id="acceptReport",
    summary="Accept a submitted report: it is frozen, and its figures become measurements",
    responses=responses(*CHANGED, *DATED, errors.NotSubmittedYet, *FIGURES),
)
def accept_report(
    response: Response,
    session: DbSession,
    manager: PlanManager,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    id: ReportId,
    expected: Expected,
    when: ReportDay,
) -> ReportView:
    service.accept(session, manager, code, id, expected, when.on, today)
    return told(response, service.show(session, manager, reader.order, reader.interface, code, id))


@router.post(
    "/{id}/correct",
    operation_id="correctReport",
    summary="Begin a new edition of an accepted report, which is submitted and accepted by itself",
    responses=responses(*CHANGED, *DATED, errors.NotAcceptedYet, errors.UnknownProvision, UnknownDocument, *FIGURES),
)
def correct_report(
    response: Response,
    session: DbSession,
    writer: Writer,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    id: ReportId,
    expected: Expected,
    wanted: ReportCorrection,
) -> ReportView:
    service.correct(session, writer, code, id, expected, wanted, today)
    return told(response, service.show(session, writer, reader.order, reader.interface, code, id))
