"""Routes on documents. Each is a sentence: who, what, refusals."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response, status
from fastapi.responses import RedirectResponse

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.documents import errors, service
from app.documents.deps import (
    Beside,
    CurrentFilters,
    CurrentView,
    DocumentId,
    Expected,
    LanguageTag,
    ProvisionEId,
    RevisionNumber,
    Sort,
    in_language_of,
    told,
)
from app.documents.schemas.incoming import NewRelation, Withdrawal
from app.documents.schemas.outgoing import (
    DocumentPage,
    OneProvisionView,
    ProvisionsView,
    RelatedView,
    RelationsView,
    RevisionComparison,
    RevisionList,
    RevisionView,
)
from app.documents.schemas.unions import (
    AnyDocumentChange,
    AnyNewDocument,
    AnyNewTranslation,
    AnyTranslationChange,
    DocumentView,
)
from app.documents.service.reading import page
from app.web.locale import settings_of
from app.web.paging import DEFAULT_SIZE, LARGEST_SIZE, InvalidCursor, link_next, seal, unseal
from app.web.problem import responses
from app.web.session import CurrentActor, DbSession, Editor, Publisher, Staff

router = APIRouter(prefix="/documents")
SEEN = (errors.DocumentNotFound, errors.DocumentWithdrawn, errors.DraftsAreForStaff)
CHANGED = (errors.DocumentNotFound, PreconditionFailed, PreconditionRequired)
TRANSLATED = (*CHANGED, errors.TranslationNotFound)


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
    session: DbSession,
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
    request: Request, response: Response, session: DbSession, actor: CurrentActor, view: CurrentView, slug: str
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
def get_document(response: Response, session: DbSession, actor: CurrentActor, view: CurrentView, id: DocumentId) -> DocumentView:
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


@router.post(
    "/{id}/translations",
    operation_id="createTranslation",
    summary="A document in another language, as a draft",
    tags=["documents"],
    status_code=status.HTTP_201_CREATED,
    response_model=DocumentView,
    responses=responses(
        *CHANGED, errors.KindMismatch, errors.TranslationExists, errors.SlugTaken, errors.SourceMissing, UnknownLanguage
    ),
)
def create_translation(
    request: Request,
    response: Response,
    session: DbSession,
    editor: Editor,
    view: CurrentView,
    id: DocumentId,
    expected: Expected,
    new: AnyNewTranslation,
) -> DocumentView:
    service.translate(session, editor, id, expected, new, settings_of(request).offered)
    return told(response, service.show_working(session, editor, view, id, new.language))


@router.patch(
    "/{id}/translations/{language}",
    operation_id="changeTranslation",
    summary="A new working revision of a translation",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*TRANSLATED, errors.KindMismatch, errors.SlugTaken, errors.SourceMissing),
)
def change_translation(
    response: Response,
    session: DbSession,
    editor: Editor,
    view: CurrentView,
    id: DocumentId,
    language: LanguageTag,
    expected: Expected,
    change: AnyTranslationChange,
) -> DocumentView:
    service.change_translation(session, editor, id, language, expected, change)
    return told(response, service.show_working(session, editor, view, id, language))


@router.post(
    "/{id}/translations/{language}/submit",
    operation_id="submitTranslation",
    summary="Hand the working revision to review",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*TRANSLATED, errors.AlreadyInReview, errors.NothingToSubmit),
)
def submit_translation(
    response: Response,
    session: DbSession,
    editor: Editor,
    view: CurrentView,
    id: DocumentId,
    language: LanguageTag,
    expected: Expected,
) -> DocumentView:
    service.submit(session, editor, id, language, expected)
    return told(response, service.show_working(session, editor, view, id, language))


@router.post(
    "/{id}/translations/{language}/return",
    operation_id="returnTranslation",
    summary="Hand a translation in review back to its editors",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*TRANSLATED, errors.NotSubmitted),
)
def return_translation(
    response: Response,
    session: DbSession,
    publisher: Publisher,
    view: CurrentView,
    id: DocumentId,
    language: LanguageTag,
    expected: Expected,
    why: Withdrawal,
) -> DocumentView:
    service.return_to_draft(session, publisher, id, language, expected, why.reason)
    return told(response, service.show_working(session, publisher, view, id, language))


@router.post(
    "/{id}/translations/{language}/publish",
    operation_id="publishTranslation",
    summary="Show the working revision to readers",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*TRANSLATED, errors.NotSubmitted),
)
def publish_translation(
    response: Response,
    session: DbSession,
    publisher: Publisher,
    view: CurrentView,
    id: DocumentId,
    language: LanguageTag,
    expected: Expected,
) -> DocumentView:
    service.publish(session, publisher, id, language, expected)
    return told(response, service.show_working(session, publisher, view, id, language))


@router.post(
    "/{id}/translations/{language}/withdraw",
    operation_id="withdrawTranslation",
    summary="Take one language of a document away from readers",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*TRANSLATED, errors.AlreadyWithdrawn, errors.NothingPublished),
)
def withdraw_translation(
    response: Response,
    session: DbSession,
    publisher: Publisher,
    view: CurrentView,
    id: DocumentId,
    language: LanguageTag,
    expected: Expected,
    why: Withdrawal,
) -> DocumentView:
    service.withdraw_translation(session, publisher, id, language, expected, why.reason)
    return told(response, service.show_working(session, publisher, view, id, language))


@router.get(
    "/{id}/translations/{language}/revisions",
    operation_id="listRevisions",
    summary="Every revision of a translation, newest first",
    tags=["documents"],
    responses=responses(errors.DocumentNotFound, errors.TranslationNotFound),
)
def list_revisions(session: DbSession, staff: Staff, id: DocumentId, language: LanguageTag) -> RevisionList:
    return service.revisions(session, staff, id, language)


@router.get(
    "/{id}/translations/{language}/revisions/compare",
    operation_id="compareRevisions",
    summary="What two revisions of a translation differ in",
    tags=["documents"],
    responses=responses(errors.DocumentNotFound, errors.TranslationNotFound, errors.RevisionNotFound),
)
def compare_revisions(
    session: DbSession,
    staff: Staff,
    id: DocumentId,
    language: LanguageTag,
    before: Annotated[int, Query(alias="from", ge=1, le=1_000_000)],
    after: Annotated[int, Query(alias="to", ge=1, le=1_000_000)],
) -> RevisionComparison:
    return service.compare(session, staff, id, language, before, after)


@router.get(
    "/{id}/translations/{language}/revisions/{number}",
    operation_id="getRevision",
    summary="One revision with its texts",
    tags=["documents"],
    responses=responses(errors.DocumentNotFound, errors.TranslationNotFound, errors.RevisionNotFound),
)
def get_revision(session: DbSession, staff: Staff, id: DocumentId, language: LanguageTag, number: RevisionNumber) -> RevisionView:
    return service.revision(session, staff, id, language, number)


@router.post(
    "/{id}/translations/{language}/revisions/{number}/restore",
    operation_id="restoreRevision",
    summary="A new working revision with the texts of an old one",
    tags=["documents"],
    response_model=DocumentView,
    responses=responses(*TRANSLATED, errors.RevisionNotFound),
)
def restore_revision(
    response: Response,
    session: DbSession,
    editor: Editor,
    view: CurrentView,
    id: DocumentId,
    language: LanguageTag,
    number: RevisionNumber,
    expected: Expected,
) -> DocumentView:
    service.restore(session, editor, id, language, number, expected)
    return told(response, service.show_working(session, editor, view, id, language))


@router.get(
    "/{id}/provisions",
    operation_id="listProvisions",
    summary="Every provision of a document, in one language or two side by side",
    tags=["provisions"],
    responses=responses(*SEEN, errors.TranslationNotFound, UnknownLanguage),
)
def list_provisions(
    response: Response, session: DbSession, actor: CurrentActor, view: CurrentView, id: DocumentId, beside: Beside
) -> ProvisionsView:
    return told(response, service.all_provisions(session, actor, view, id, beside))


@router.get(
    "/{id}/provisions/{eid}",
    operation_id="getProvision",
    summary="One provision by its eId, with what it stands in and what stands in it",
    tags=["provisions"],
    responses=responses(*SEEN, errors.TranslationNotFound, errors.ProvisionNotFound, UnknownLanguage),
)
def get_provision(
    response: Response,
    session: DbSession,
    actor: CurrentActor,
    view: CurrentView,
    id: DocumentId,
    eid: ProvisionEId,
    beside: Beside,
) -> OneProvisionView:
    return told(response, service.one_provision(session, actor, view, id, eid, beside))


@router.get(
    "/{id}/relations",
    operation_id="listRelations",
    summary="What a document does to others, and they to it",
    tags=["relations"],
    responses=responses(*SEEN),
)
def list_relations(session: DbSession, actor: CurrentActor, view: CurrentView, id: DocumentId) -> RelationsView:
    return service.relations(session, actor, view, id)


@router.post(
    "/{id}/relations",
    operation_id="createRelation",
    summary="Say what a document does to another",
    tags=["relations"],
    status_code=status.HTTP_201_CREATED,
    responses=responses(
        *CHANGED,
        errors.RelationExists,
        errors.RelationToItself,
        errors.RelationNeedsDay,
        errors.RelationTargetUnknown,
        errors.RelationCycle,
    ),
)
def create_relation(
    session: DbSession, editor: Editor, view: CurrentView, id: DocumentId, expected: Expected, new: NewRelation
) -> RelationsView:
    service.relate(session, editor, id, expected, new)
    return service.relations(session, editor, service.working(view), id)


@router.delete(
    "/{id}/relations/{relation}",
    operation_id="deleteRelation",
    summary="Take a relation back",
    tags=["relations"],
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(*CHANGED, errors.RelationNotFound),
)
def delete_relation(session: DbSession, editor: Editor, id: DocumentId, relation: UUID, expected: Expected) -> None:
    service.unrelate(session, editor, id, relation, expected)


@router.get(
    "/{id}/related", operation_id="listRelated", summary="Documents near this one", tags=["relations"], responses=responses(*SEEN)
)
def list_related(
    session: DbSession,
    actor: CurrentActor,
    view: CurrentView,
    id: DocumentId,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> RelatedView:
    return service.related(session, actor, view, id, limit)


def moved(request: Request, slug: str) -> RedirectResponse:
    """The way from an old slug to the present one, with the query kept."""
    url = request.url_for("get_document_by_slug", slug=slug).include_query_params(**request.query_params)
    return RedirectResponse(str(url), status.HTTP_308_PERMANENT_REDIRECT)
