"""Two days compared, and what was recorded when."""

from fastapi import APIRouter, Request, Response

from app.core.language import UnknownLanguage
from app.plans.facts.deps import DayOutOfBounds, InstantUnreadable
from app.plans.progress import errors, service
from app.plans.progress.deps import ComparedDays, CurrentQuestion, OneTask, PlanCode, Since
from app.plans.progress.schemas.outgoing import ChangesPage, ComparisonPage
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/plans")
DATES = (InstantUnreadable, DayOutOfBounds, UnknownLanguage)


@router.get(
    "/{code}/comparison",
    operation_id="comparePlanDays",
    summary="Two days side by side: what came, went, or stands otherwise",
    responses=responses(errors.PlanNotFound, errors.DaysReversed, InvalidCursor, *DATES),
)
def compare_plan_days(
    request: Request, response: Response, session: DbSession, days: ComparedDays, paging: Paging, code: PlanCode
) -> ComparisonPage:
    told, more = service.comparison_page(session, *days, code, after=paging.after, limit=paging.limit, counting=paging.counted)
    return told.model_copy(update={"next": turn(request, response, more)})


@router.get(
    "/{code}/changes",
    operation_id="listPlanChanges",
    summary="What was recorded of a plan, the latest first",
    responses=responses(errors.PlanNotFound, InvalidCursor, *DATES),
)
def list_plan_changes(
    request: Request,
    response: Response,
    session: DbSession,
    question: CurrentQuestion,
    paging: Paging,
    since: Since,
    code: PlanCode,
    task: OneTask = None,
) -> ChangesPage:
    told, more = service.changes_page(
        session, question, code, task=task, since=since, after=paging.after, limit=paging.limit, counted=paging.counted
    )
    return told.model_copy(update={"next": turn(request, response, more)})
