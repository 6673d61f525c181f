"""Routes on a document's translations and their way from draft to withdrawal."""

from fastapi import APIRouter, Request, Response, status

from app.core.language import UnknownLanguage
from app.documents import errors, service
from app.documents.deps import (
    CurrentView,
    DocumentId,
    Expected,
    LanguageTag,
    told,
)
from app.documents.router.refusals import CHANGED, TRANSLATED
from app.documents.schemas.incoming import Withdrawal
from app.documents.schemas.unions import (
    AnyNewTranslation,
    AnyTranslationChange,
    DocumentView,
)
from app.web.locale import settings_of
from app.web.problem import responses
from app.web.session import DbSession, Editor, Publisher

router = APIRouter(prefix="/documents")


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
