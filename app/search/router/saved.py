"""Routes of saved searches. Each is a sentence: who, what, refusals."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response, status

from app.core.errors import Unauthenticated
from app.core.language import UnknownLanguage
from app.search import saving
from app.search.saving import SavedSearchNotFound
from app.search.schemas.saved import NewSavedSearch, SavedSearchView
from app.web.problem import responses
from app.web.session import AnyKey, DbSession, ReadSession, actor

router = APIRouter(prefix="/searches", tags=["search"], dependencies=[Depends(actor)])
SearchCode = Annotated[
    str, Path(min_length=1, max_length=40, pattern=r"^[a-z0-9]+$", description="As `createSavedSearch` gave it")
]


@router.post(
    "",
    operation_id="createSavedSearch",
    summary="A lasting address for a search",
    status_code=status.HTTP_201_CREATED,
    responses=responses(UnknownLanguage, Unauthenticated),
)
def create_saved_search(response: Response, session: DbSession, someone: AnyKey, new: NewSavedSearch) -> SavedSearchView:
    saved = saving.save(session, new)
    response.headers["Location"] = saved.permalink
    return saved


@router.get(
    "/{code}", operation_id="getSavedSearch", summary="What a saved search asks for", responses=responses(SavedSearchNotFound)
)
def get_saved_search(session: ReadSession, code: SearchCode) -> SavedSearchView:
    return saving.show(session, code)
