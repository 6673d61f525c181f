"""Routes on the history of a translation."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.documents import errors, service
from app.documents.deps import (
    CurrentView,
    DocumentId,
    Expected,
    LanguageTag,
    RevisionNumber,
    told,
)
from app.documents.router.refusals import TRANSLATED
from app.documents.schemas.outgoing import (
    RevisionComparison,
    RevisionList,
    RevisionView,
)
from app.documents.schemas.unions import (
    DocumentView,
)
from app.web.problem import responses
from app.web.session import DbSession, Editor, Staff

router = APIRouter(prefix="/documents")


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
