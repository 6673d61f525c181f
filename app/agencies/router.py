"""Routes on agencies. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.agencies import errors, service
from app.agencies.deps import AgencyCode, CurrentFilters, CurrentView, Expected, ListView, told
from app.agencies.schemas import AgencyChange, AgencyPage, AgencyView, NewAgency
from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.web.locale import settings_of
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import Admin, DbSession, ReadSession, actor

# Whoever sends a key learns that it is not valid, also where none is needed.
router = APIRouter(prefix="/agencies", tags=["agencies"], dependencies=[Depends(actor)])
WRITTEN = (
    errors.UnknownAgency,
    errors.SuccessionCycle,
    errors.PredecessorTwice,
    errors.ValidityReversed,
    errors.EnumerableForClasses,
    errors.MembersNotListed,
    errors.MembershipOverlaps,
    errors.LanguageTwice,
    UnknownLanguage,
)


@router.get(
    "",
    operation_id="listAgencies",
    summary="Agencies in the order of their names, narrowed",
    responses=responses(InvalidCursor, UnknownLanguage),
)
def list_agencies(
    request: Request, response: Response, session: ReadSession, view: ListView, filters: CurrentFilters, paging: Paging
) -> AgencyPage:
    listed = service.browse(session, view, filters, after=paging.after, limit=paging.limit, counted=paging.counted)
    return AgencyPage(items=listed.items, next=turn(request, response, listed.next), total=listed.total)


@router.post(
    "",
    operation_id="createAgency",
    summary="A new agency",
    status_code=status.HTTP_201_CREATED,
    responses=responses(errors.AgencyCodeTaken, *WRITTEN),
)
def create_agency(
    request: Request, response: Response, session: DbSession, admin: Admin, view: CurrentView, new: NewAgency
) -> AgencyView:
    agency = service.create(session, admin, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{agency.code}"
    return told(response, service.show(session, view, agency.code))


@router.get(
    "/{code}",
    operation_id="getAgency",
    summary="One agency: its names, what became of it, and who belongs to it",
    responses=responses(errors.AgencyNotFound, UnknownLanguage),
)
def get_agency(response: Response, session: ReadSession, view: CurrentView, code: AgencyCode) -> AgencyView:
    return told(response, service.show(session, view, code))


@router.patch(
    "/{code}",
    operation_id="changeAgency",
    summary="Change an agency",
    responses=responses(errors.AgencyNotFound, PreconditionFailed, PreconditionRequired, *WRITTEN),
)
def change_agency(
    request: Request,
    response: Response,
    session: DbSession,
    admin: Admin,
    view: CurrentView,
    code: AgencyCode,
    expected: Expected,
    wanted: AgencyChange,
) -> AgencyView:
    service.change(session, admin, code, expected, wanted, settings_of(request).offered)
    return told(response, service.show(session, view, code))
