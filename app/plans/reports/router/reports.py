"""Routes by which reports are listed, drafted, read and changed."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.facts.periods import PeriodClosed, UnknownPeriod
from app.plans.indicators import errors as figures
from app.plans.reports import errors, service
from app.plans.reports.deps import CurrentFilters, Expected, ReportId, RevisionNumber, TranslationTag, Writer, told
from app.plans.reports.router.refusals import CHANGED, FIGURES
from app.plans.reports.schemas.incoming import NewReport, NewReportTranslation, ReportChange
from app.plans.reports.schemas.outgoing import ReportPage, ReportRevisionView, ReportView
from app.plans.structure.deps import PlanCode, Today
from app.plans.structure.errors import PlanNotFound, UnknownAgency, UnknownDocument, UnknownTask
from app.web.locale import CurrentReader, settings_of
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import AnyKey, DbSession, actor

router = APIRouter(prefix="/plans/{code}/reports", tags=["plans"], dependencies=[Depends(actor)])


@router.get(
    "",
    operation_id="listReports",
    summary="Reports in any state, newest first: all of them for staff, its own for an agency",
    responses=responses(PlanNotFound, InvalidCursor, UnknownLanguage),
)
def list_reports(
    request: Request,
    response: Response,
    session: DbSession,
    who: AnyKey,
    reader: CurrentReader,
    code: PlanCode,
    filters: CurrentFilters,
    paging: Paging,
) -> ReportPage:
    listed = service.browse(
        session, who, reader.order, code, filters, after=paging.after, limit=paging.limit, counted=paging.counted
    )
    return ReportPage(items=listed.items, next=turn(request, response, listed.next), total=listed.total)


@router.post(
    "",
    operation_id="createReport",
    summary="A draft of an agency's report on a task and a period",
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        PlanNotFound,
        UnknownTask,
        UnknownPeriod,
        UnknownAgency,
        UnknownLanguage,
        PeriodClosed,
        figures.AgencyNeeded,
        figures.AgencyIsClass,
        errors.OwnReportsOnly,
        errors.DayForManagers,
        errors.DayInFuture,
        errors.DayBeforePeriod,
        errors.NotAskedFor,
        errors.NotYourTask,
        errors.ReportExists,
        errors.UnknownProvision,
        UnknownDocument,
        *FIGURES,
    ),
)
def create_report(
    request: Request,
    response: Response,
    session: DbSession,
    writer: Writer,
    reader: CurrentReader,
    today: Today,
    code: PlanCode,
    new: NewReport,
) -> ReportView:
    made = service.create(session, writer, code, new, today, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{made.id}"
    return told(response, service.show(session, writer, reader.order, reader.interface, code, made.id))


@router.get(
    "/{id}",
    operation_id="getReport",
    summary="One report with its newest revision and all its steps",
    responses=responses(PlanNotFound, errors.ReportNotFound, UnknownLanguage),
)
def get_report(
    response: Response, session: DbSession, who: AnyKey, reader: CurrentReader, code: PlanCode, id: ReportId
) -> ReportView:
    return told(response, service.show(session, who, reader.order, reader.interface, code, id))


@router.get(
    "/{id}/revisions/{number}",
    operation_id="getReportRevision",
    summary="One revision of a report with what it says",
    responses=responses(PlanNotFound, errors.ReportNotFound, errors.ReportRevisionNotFound, UnknownLanguage),
)
def get_report_revision(
    session: DbSession, who: AnyKey, reader: CurrentReader, code: PlanCode, id: ReportId, number: RevisionNumber
) -> ReportRevisionView:
    return service.show_revision(session, who, reader.order, code, id, number)


@router.patch(
    "/{id}",
    operation_id="changeReport",
    summary="A new revision of a draft, or of a report that was returned",
    responses=responses(*CHANGED, errors.NotOpen, errors.UnknownProvision, UnknownDocument, *FIGURES),
)
def change_report(
    response: Response,
    session: DbSession,
    writer: Writer,
    reader: CurrentReader,
    code: PlanCode,
    id: ReportId,
    expected: Expected,
    wanted: ReportChange,
) -> ReportView:
    service.change(session, writer, code, id, expected, wanted)
    return told(response, service.show(session, writer, reader.order, reader.interface, code, id))


@router.put(
    "/{id}/translations/{language}",
    operation_id="translateReport",
    summary="The narrative in another language, made from a revision of it",
    responses=responses(
        PlanNotFound,
        errors.ReportNotFound,
        errors.ReportRevisionNotFound,
        errors.TranslationOfItself,
        errors.TranslationByManagers,
        PreconditionFailed,
        PreconditionRequired,
        UnknownLanguage,
    ),
)
def translate_report(
    request: Request,
    response: Response,
    session: DbSession,
    writer: Writer,
    reader: CurrentReader,
    code: PlanCode,
    id: ReportId,
    language: TranslationTag,
    expected: Expected,
    wanted: NewReportTranslation,
) -> ReportView:
    service.translate(session, writer, code, id, language, expected, wanted, settings_of(request).offered)
    return told(response, service.show(session, writer, reader.order, reader.interface, code, id))


@router.delete(
    "/{id}",
    operation_id="discardReport",
    summary="Discard a draft that was never submitted",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(*CHANGED, errors.SubmittedOnce),
)
def discard_report(session: DbSession, writer: Writer, code: PlanCode, id: ReportId, expected: Expected) -> None:
    service.discard(session, writer, code, id, expected)
