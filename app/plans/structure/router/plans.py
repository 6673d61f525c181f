"""Routes on plans and what they print."""

from fastapi import APIRouter, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.structure import errors, service
from app.plans.structure.deps import CurrentView, Expected, PlanCode, PlanManager, plan_told
from app.plans.structure.schemas.incoming import NewPassages, NewPlan, PlanChange
from app.plans.structure.schemas.outgoing import PlanPage, PlanView
from app.web.locale import settings_of
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/plans")
WRITTEN = (
    errors.UnknownAgency,
    errors.UnknownDocument,
    errors.UnknownPlan,
    errors.PlanCycle,
    errors.PlanYearsReversed,
    errors.LanguageTwice,
    UnknownLanguage,
)
CHANGED = (errors.PlanNotFound, PreconditionFailed, PreconditionRequired)


@router.get(
    "", operation_id="listPlans", summary="Plans, the latest period first", responses=responses(InvalidCursor, UnknownLanguage)
)
def list_plans(request: Request, response: Response, session: DbSession, view: CurrentView, paging: Paging) -> PlanPage:
    listed = service.browse(session, view, after=paging.after, limit=paging.limit, counted=paging.counted)
    return PlanPage(items=listed.items, next=turn(request, response, listed.next), total=listed.total)


@router.post(
    "",
    operation_id="createPlan",
    summary="A new plan",
    status_code=status.HTTP_201_CREATED,
    responses=responses(errors.PlanCodeTaken, *WRITTEN),
)
def create_plan(
    request: Request, response: Response, session: DbSession, manager: PlanManager, view: CurrentView, new: NewPlan
) -> PlanView:
    plan = service.create(session, manager, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{plan.code}"
    return plan_told(response, service.show(session, view, plan.code))


@router.get(
    "/{code}",
    operation_id="getPlan",
    summary="One plan: everything that it prints, and its groups of tasks",
    responses=responses(errors.PlanNotFound, UnknownLanguage),
)
def get_plan(response: Response, session: DbSession, view: CurrentView, code: PlanCode) -> PlanView:
    return plan_told(response, service.show(session, view, code))


@router.patch(
    "/{code}",
    operation_id="changePlan",
    summary="Change what a plan says of itself",
    responses=responses(*CHANGED, errors.PlanYearsFixed, *WRITTEN),
)
def change_plan(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    code: PlanCode,
    expected: Expected,
    wanted: PlanChange,
) -> PlanView:
    service.change(session, manager, code, expected, wanted, settings_of(request).offered)
    return plan_told(response, service.show(session, view, code))


@router.put(
    "/{code}/passages",
    operation_id="setPlanPassages",
    summary="Replace what a plan prints beside its tasks",
    responses=responses(
        *CHANGED,
        errors.PassageTwice,
        errors.UnknownPassage,
        errors.UnknownTask,
        errors.UnknownAgency,
        errors.UnknownDocument,
        errors.PlanYearsReversed,
        errors.LanguageTwice,
        UnknownLanguage,
    ),
)
def set_plan_passages(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    code: PlanCode,
    expected: Expected,
    wanted: NewPassages,
) -> PlanView:
    service.set_passages(session, manager, code, expected, wanted, settings_of(request).offered)
    return plan_told(response, service.show(session, view, code))
