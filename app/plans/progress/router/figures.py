"""Progress of tasks, the view of an agency, and the dashboard."""

from fastapi import APIRouter, Request, Response

from app.core.language import UnknownLanguage
from app.plans.facts.deps import DayOutOfBounds, InstantUnreadable
from app.plans.progress import errors, service
from app.plans.progress.deps import AgencyCode, CurrentQuestion, OneTask, PlanCode, WhatToShow
from app.plans.progress.schemas.outgoing import AgencyProgressPage, DashboardView, ProgressPage
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/plans")
DATES = (InstantUnreadable, DayOutOfBounds, UnknownLanguage)


@router.get(
    "/{code}/progress",
    operation_id="getPlanProgress",
    summary="Task by task: planned time, who owed, what was due, what is recorded, state, evidence, and what is unknown",
    responses=responses(errors.PlanNotFound, errors.TaskNotFound, InvalidCursor, *DATES),
)
def get_plan_progress(
    request: Request,
    response: Response,
    session: DbSession,
    question: CurrentQuestion,
    paging: Paging,
    code: PlanCode,
    task: OneTask = None,
) -> ProgressPage:
    told, more = service.progress_page(
        session, question, code, task=task, after=paging.after, limit=paging.limit, counted=paging.counted
    )
    return told.model_copy(update={"next": turn(request, response, more)})


@router.get(
    "/{code}/agencies/{agency}",
    operation_id="getPlanAgency",
    summary="What an agency answers for: owed, due, late, returned",
    responses=responses(errors.PlanNotFound, errors.AgencyNotFound, InvalidCursor, *DATES),
)
def get_plan_agency(
    request: Request,
    response: Response,
    session: DbSession,
    question: CurrentQuestion,
    paging: Paging,
    code: PlanCode,
    agency: AgencyCode,
    show: WhatToShow = "owed",
) -> AgencyProgressPage:
    told, more = service.agency_page(
        session, question, code, agency, show=show, after=paging.after, limit=paging.limit, counted=paging.counted
    )
    return told.model_copy(update={"next": turn(request, response, more)})


@router.get(
    "/{code}/dashboard",
    operation_id="getPlanDashboard",
    summary="A plan in figures: by group, agency, year and state, with what counted and what is missing",
    responses=responses(errors.PlanNotFound, *DATES),
)
def get_plan_dashboard(session: DbSession, question: CurrentQuestion, code: PlanCode) -> DashboardView:
    return service.dashboard(session, question, code)
