"""Routes on documents: lists, one document, and what is the same in every language."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response, status
from fastapi.responses import RedirectResponse

from app.core.language import UnknownLanguage
from app.documents import errors, service
from app.documents.deps import (
    CurrentFilters,
    CurrentView,
    DocumentId,
    Expected,
    Sort,
    in_language_of,
    told,
)
from app.documents.router.refusals import CHANGED, SEEN, moved
from app.documents.schemas.incoming import Withdrawal
from app.documents.schemas.outgoing import (
    DocumentPage,
)
from app.documents.schemas.unions import (
    AnyDocumentChange,
    AnyNewDocument,
    DocumentView,
)
from app.documents.service.reading import page
from app.web.locale import settings_of
from app.web.paging import DEFAULT_SIZE, LARGEST_SIZE, InvalidCursor, link_next, seal, unseal
from app.web.problem import responses
from app.web.session import CurrentActor, DbSession, Editor, Publisher, ReadSession

router = APIRouter(prefix="/documents")


@router.get(
    "",
    operation_id="listDocuments",
    summary="Documents, narrowed and sorted",
    tags=["documents"],
    responses=responses(InvalidCursor, errors.UnknownFilter, errors.DraftsAreForStaff),
)
def list_documents(
    request: Request,
    response: Response,
    session: ReadSession,
    actor: CurrentActor,
    view: CurrentView,
    filters: CurrentFilters,
    sort: Sort = "newest",
    cursor: Annotated[str, Query(max_length=2000, description="`next` of the page before; empty for the first page")] = "",
    limit: Annotated[int, Query(ge=1, le=LARGEST_SIZE)] = DEFAULT_SIZE,
    count: Annotated[bool, Query(description="Whether to count all")] = False,
) -> DocumentPage:
    after = unseal(request, cursor or None)
    listed = service.browse(session, actor, view, filters, sort=sort, after=after, limit=limit, counted=count)
    following = seal(request, listed.next) if listed.next else None
    link_next(request, response, following)
    return page(listed, following)


@router.post(
    "",
    operation_id="createDocument",
    summary="A new document with its first translation, as a draft",
    tags=["documents"],
    status_code=status.HTTP_201_CREATED,
    response_model=DocumentView,
    responses=responses(errors.UnknownTopics, errors.UnknownAgencies, errors.ExternalIdTaken, errors.SlugTaken, UnknownLanguage),
)
def create_document(
    request: Request, response: Response, session: DbSession, editor: Editor, view: CurrentView, new: AnyNewDocument
) -> DocumentView:
    document = service.create(session, editor, new, settings_of(request).offered)
    response.headers["Location"] = service.permalink(document.id)
    return told(response, service.show_working(session, editor, view, document.id, document.source_language))


@router.get(
    "/by-slug/{slug}",
    operation_id="getDocumentBySlug",
    summary="One document by a slug of any of its languages; an old slug redirects",
    tags=["documents"],
    response_model=DocumentView,
    responses={**responses(errors.SlugNotFound, *SEEN), 308: {"description": "The document has a newer slug"}},
)
def get_document_by_slug(
    request: Request, response: Response, session: ReadSession, actor: CurrentActor, view: CurrentView, slug: str
) -> DocumentView | RedirectResponse:
    address = service.find_slug(session, slug)
    shown = service.show(session, actor, in_language_of(request, view, address.language), address.document_id)
    return told(response, shown) if address.moved_to is None else moved(request, address.moved_to)


@router.get(
    "/{id}",
    operation_id="getDocument",
    summary="One document",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*SEEN),
)
def get_document(
    response: Response, session: ReadSession, actor: CurrentActor, view: CurrentView, id: DocumentId
) -> DocumentView:
    return told(response, service.show(session, actor, view, id))


@router.patch(
    "/{id}",
    operation_id="changeDocument",
    summary="Change what is the same in every language",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*CHANGED, errors.KindMismatch, errors.UnknownTopics, errors.UnknownAgencies, errors.ExternalIdTaken),
)
def change_document(
    response: Response,
    session: DbSession,
    editor: Editor,
    view: CurrentView,
    id: DocumentId,
    expected: Expected,
    change: AnyDocumentChange,
) -> DocumentView:
    service.change(session, editor, id, expected, change)
    return told(response, service.show_working(session, editor, view, id))


@router.post(
    "/{id}/withdraw",
    operation_id="withdrawDocument",
    summary="Take a document away from readers, in every language",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*CHANGED, errors.AlreadyWithdrawn, errors.NothingPublished),
)
def withdraw_document(
    response: Response,
    session: DbSession,
    publisher: Publisher,
    view: CurrentView,
    id: DocumentId,
    expected: Expected,
    why: Withdrawal,
) -> DocumentView:
    service.withdraw(session, publisher, id, expected, why.reason)
    return told(response, service.show_working(session, publisher, view, id))
