"""Routes on groups of tasks."""

from fastapi import APIRouter, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.structure import errors, service
from app.plans.structure.deps import CurrentView, Expected, GroupKey, PlanCode, PlanManager, group_told
from app.plans.structure.schemas.incoming import GroupChange, NewGroup
from app.plans.structure.schemas.outgoing import GroupView
from app.web.locale import settings_of
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/plans")


@router.post(
    "/{code}/groups",
    operation_id="createPlanGroup",
    summary="A new group of tasks",
    status_code=status.HTTP_201_CREATED,
    responses=responses(errors.PlanNotFound, errors.GroupKeyTaken, errors.LanguageTwice, UnknownLanguage),
)
def create_plan_group(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    code: PlanCode,
    new: NewGroup,
) -> GroupView:
    group = service.add_group(session, manager, code, new, settings_of(request).offered)
    return group_told(response, service.show_group(session, view, code, group.key))


@router.patch(
    "/{code}/groups/{key}",
    operation_id="changePlanGroup",
    summary="Change a group of tasks",
    responses=responses(
        errors.PlanNotFound,
        errors.GroupNotFound,
        PreconditionFailed,
        PreconditionRequired,
        errors.LanguageTwice,
        UnknownLanguage,
    ),
)
def change_plan_group(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    code: PlanCode,
    key: GroupKey,
    expected: Expected,
    wanted: GroupChange,
) -> GroupView:
    service.change_group(session, manager, code, key, expected, wanted, settings_of(request).offered)
    return group_told(response, service.show_group(session, view, code, key))
