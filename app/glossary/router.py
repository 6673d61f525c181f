"""Routes on the glossary. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.glossary import errors, service
from app.glossary.deps import CurrentFilters, Expected, TermCode, told
from app.glossary.schemas import NewTerm, TermChange, TermPage, TermView
from app.web.locale import CurrentReader, settings_of
from app.web.paging import InvalidCursor, Paging, turn
from app.web.problem import responses
from app.web.session import DbSession, Editor, Publisher, actor

# Whoever sends a key learns that it is not valid, also where none is needed.
router = APIRouter(prefix="/glossary", tags=["glossary"], dependencies=[Depends(actor)])
WRITTEN = (errors.FormTwice, errors.NotOnePreferred, errors.DefinitionTwice, UnknownLanguage)


@router.get(
    "",
    operation_id="listTerms",
    summary="Terms in the order of their names, narrowed",
    responses=responses(InvalidCursor, UnknownLanguage),
)
def list_terms(
    request: Request, response: Response, session: DbSession, reader: CurrentReader, filters: CurrentFilters, paging: Paging
) -> TermPage:
    listed = service.browse(session, reader.order, filters, after=paging.after, limit=paging.limit, counted=paging.counted)
    return TermPage(items=listed.items, next=turn(request, response, listed.next), total=listed.total)


@router.post(
    "",
    operation_id="createTerm",
    summary="A new term",
    status_code=status.HTTP_201_CREATED,
    responses=responses(errors.TermCodeTaken, *WRITTEN),
)
def create_term(
    request: Request, response: Response, session: DbSession, editor: Editor, reader: CurrentReader, new: NewTerm
) -> TermView:
    term = service.create(session, editor, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{term.code}"
    return told(response, service.show(session, reader.order, term.code))


@router.get(
    "/{code}",
    operation_id="getTerm",
    summary="One term: its forms and abbreviations in each language, what it means, and where it is taken from",
    responses=responses(errors.TermNotFound, UnknownLanguage),
)
def get_term(response: Response, session: DbSession, reader: CurrentReader, code: TermCode) -> TermView:
    return told(response, service.show(session, reader.order, code))


@router.patch(
    "/{code}",
    operation_id="changeTerm",
    summary="Change a term",
    responses=responses(errors.TermNotFound, PreconditionFailed, PreconditionRequired, *WRITTEN),
)
def change_term(
    request: Request,
    response: Response,
    session: DbSession,
    editor: Editor,
    reader: CurrentReader,
    code: TermCode,
    expected: Expected,
    wanted: TermChange,
) -> TermView:
    service.change(session, editor, code, expected, wanted, settings_of(request).offered)
    return told(response, service.show(session, reader.order, code))


@router.delete(
    "/{code}",
    operation_id="deleteTerm",
    summary="Delete a term",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(errors.TermNotFound, PreconditionFailed, PreconditionRequired),
)
def delete_term(session: DbSession, publisher: Publisher, code: TermCode, expected: Expected) -> None:
    service.delete(session, publisher, code, expected)
