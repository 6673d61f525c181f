"""Routes of search. Each is a sentence: who, what, refusals."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from app.core import clock
from app.core.errors import Forbidden, Unauthenticated
from app.core.language import UnknownLanguage
from app.search import misses, service
from app.search.deps import CurrentEngine, CurrentNames, CurrentQuery, CurrentTypedQuery, Explain, linked
from app.search.engines.base import SearchUnavailable
from app.search.schemas.answers import PassageList, SearchResult, SuggestionList
from app.web.locale import CurrentReader, settings_of
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/search", tags=["search"])


@router.get(
    "",
    operation_id="search",
    summary="Documents in one language or all, by keyword, narrowed and counted",
    responses=responses(UnknownLanguage, SearchUnavailable, Unauthenticated, Forbidden),
)
def search(
    request: Request,
    response: Response,
    session: DbSession,
    engine: CurrentEngine,
    names: CurrentNames,
    reader: CurrentReader,
    query: CurrentQuery,
    explain: Explain,
) -> SearchResult:
    result = service.search(session, engine, names, reader, query, explain=explain)
    misses.note(session, query, result.total, clock.today(settings_of(request).timezone))
    return linked(request, response, query, result)


@router.get(
    "/passages",
    operation_id="searchPassages",
    summary="Passages of one document, as they answer a query",
    responses=responses(UnknownLanguage, SearchUnavailable, Unauthenticated, Forbidden),
)
def passages(
    request: Request,
    response: Response,
    engine: CurrentEngine,
    query: CurrentQuery,
    document: Annotated[UUID, Query(description="The document in which to look")],
    explain: Explain,
) -> PassageList:
    return linked(request, response, query, service.passages(engine, query, document, explain=explain))


@router.get(
    "/suggest",
    operation_id="suggest",
    summary="Titles and numbers that go on as typed",
    responses=responses(UnknownLanguage, SearchUnavailable),
)
def suggest(engine: CurrentEngine, query: CurrentTypedQuery) -> SuggestionList:
    return service.suggest(engine, query)
