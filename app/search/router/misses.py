"""Route of searches that found nothing."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.core import clock
from app.core.errors import Forbidden, Unauthenticated
from app.search import misses
from app.search.schemas.misses import MissList
from app.web.locale import AppSettings
from app.web.problem import responses
from app.web.session import DbSession, Staff

router = APIRouter(prefix="/search/misses", tags=["search"])


@router.get(
    "",
    operation_id="listSearchMisses",
    summary="What was searched for on several days and never found",
    responses=responses(Unauthenticated, Forbidden),
)
def list_search_misses(
    session: DbSession, settings: AppSettings, staff: Staff, limit: Annotated[int, Query(ge=1, le=500)] = 100
) -> MissList:
    return misses.listed(session, clock.today(settings.timezone), limit)
