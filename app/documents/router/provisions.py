"""Routes on provisions, by eId."""

from fastapi import APIRouter, Response

from app.core.language import UnknownLanguage
from app.documents import errors, service
from app.documents.deps import (
    Beside,
    CurrentView,
    DocumentId,
    ProvisionEId,
    told,
)
from app.documents.router.refusals import SEEN
from app.documents.schemas.outgoing import (
    OneProvisionView,
    ProvisionsView,
)
from app.web.problem import responses
from app.web.session import CurrentActor, ReadSession

router = APIRouter(prefix="/documents")


@router.get(
    "/{id}/provisions",
    operation_id="listProvisions",
    summary="Every provision of a document, in one language or two side by side",
    tags=["provisions"],
    responses=responses(*SEEN, errors.TranslationNotFound, UnknownLanguage),
)
def list_provisions(
    response: Response, session: ReadSession, actor: CurrentActor, view: CurrentView, id: DocumentId, beside: Beside
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
    session: ReadSession,
    actor: CurrentActor,
    view: CurrentView,
    id: DocumentId,
    eid: ProvisionEId,
    beside: Beside,
) -> OneProvisionView:
    return told(response, service.one_provision(session, actor, view, id, eid, beside))
