"""Routes of search. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Request, Response

from app.core.language import UnknownLanguage
from app.search import service
from app.search.deps import CurrentEngine, CurrentQuery, CurrentTypedQuery, linked
from app.search.engines.base import SearchUnavailable
from app.search.schemas import SearchResult, SuggestionList
from app.web.locale import CurrentReader
from app.web.problem import responses
from app.web.session import DbSession

router = APIRouter(prefix="/search", tags=["search"])


@router.get(
    "",
    operation_id="search",
    summary="Documents in one language or all, by keyword, narrowed and counted",
    responses=responses(UnknownLanguage, SearchUnavailable),
)
def search(
    request: Request, response: Response, session: DbSession, engine: CurrentEngine, reader: CurrentReader, query: CurrentQuery
) -> SearchResult:
    return linked(request, response, query, service.search(session, engine, reader, query))


@router.get(
    "/suggest",
    operation_id="suggest",
    summary="Titles and numbers that go on as typed",
    responses=responses(UnknownLanguage, SearchUnavailable),
)
def suggest(engine: CurrentEngine, query: CurrentTypedQuery) -> SuggestionList:
    return service.suggest(engine, query)
