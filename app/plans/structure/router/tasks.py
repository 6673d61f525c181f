"""Routes on tasks."""

from fastapi import APIRouter, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.plans.structure import errors, service
from app.plans.structure.deps import (
    CurrentFilters,
    CurrentView,
    Expected,
    PlanCode,
    PlanManager,
    TaskNumber,
    Today,
    task_told,
)
from app.plans.structure.schemas.incoming import NewStatement, NewTask, TaskChange
from app.plans.structure.schemas.outgoing import TaskPage, TaskView
from app.web.locale import settings_of
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/plans")
WRITTEN = (
    errors.TaskWithoutLead,
    errors.AssignmentTwice,
    errors.TimeframeUnreadable,
    errors.TimeframeReversed,
    errors.TaskCycle,
    errors.UnknownAgency,
    errors.UnknownGroup,
    errors.UnknownTask,
    errors.LanguageTwice,
    UnknownLanguage,
)


@router.get(
    "/{code}/tasks",
    operation_id="listPlanTasks",
    summary="The tasks of a plan, in its order, narrowed",
    responses=responses(errors.PlanNotFound, InvalidCursor, UnknownLanguage),
)
def list_plan_tasks(
    request: Request,
    response: Response,
    session: DbSession,
    view: CurrentView,
    code: PlanCode,
    filters: CurrentFilters,
    paging: Paging,
) -> TaskPage:
    listed = service.browse_tasks(session, view, code, filters, after=paging.after, limit=paging.limit, counted=paging.counted)
    return TaskPage(items=listed.items, next=turn(request, response, listed.next), total=listed.total)


@router.post(
    "/{code}/tasks",
    operation_id="createPlanTask",
    summary="A new task",
    status_code=status.HTTP_201_CREATED,
    responses=responses(errors.PlanNotFound, errors.TaskNumberTaken, *WRITTEN),
)
def create_plan_task(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    code: PlanCode,
    new: NewTask,
) -> TaskView:
    task = service.add_task(session, manager, code, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{task.number}"
    return task_told(response, service.show_task(session, view, code, task.number))


@router.get(
    "/{code}/tasks/{number}",
    operation_id="getPlanTask",
    summary="One task: who has which role, what it continues, its versions and what was stated about it",
    responses=responses(errors.PlanNotFound, errors.TaskNotFound, UnknownLanguage),
)
def get_plan_task(response: Response, session: DbSession, view: CurrentView, code: PlanCode, number: TaskNumber) -> TaskView:
    return task_told(response, service.show_task(session, view, code, number))


@router.patch(
    "/{code}/tasks/{number}",
    operation_id="changePlanTask",
    summary="Change a task; what it said before stays known",
    responses=responses(errors.PlanNotFound, errors.TaskNotFound, PreconditionFailed, PreconditionRequired, *WRITTEN),
)
def change_plan_task(
    request: Request,
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    code: PlanCode,
    number: TaskNumber,
    expected: Expected,
    wanted: TaskChange,
) -> TaskView:
    service.change_task(session, manager, code, number, expected, wanted, settings_of(request).offered)
    return task_told(response, service.show_task(session, view, code, number))


@router.post(
    "/{code}/tasks/{number}/statements",
    operation_id="statePlanTask",
    summary="State how a task stands since a day",
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        errors.PlanNotFound,
        errors.TaskNotFound,
        errors.TaskWithdrawn,
        errors.StatementInFuture,
        errors.UnknownDocument,
        UnknownLanguage,
    ),
)
def state_plan_task(
    response: Response,
    session: DbSession,
    manager: PlanManager,
    view: CurrentView,
    today: Today,
    code: PlanCode,
    number: TaskNumber,
    new: NewStatement,
) -> TaskView:
    service.state_task(session, manager, code, number, new, today)
    return task_told(response, service.show_task(session, view, code, number))
