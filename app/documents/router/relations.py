"""Routes on what documents have to do with each other."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, status

from app.documents import errors, service
from app.documents.deps import (
    CurrentView,
    DocumentId,
    Expected,
)
from app.documents.router.refusals import CHANGED, SEEN
from app.documents.schemas.incoming import NewRelation
from app.documents.schemas.outgoing import (
    RelatedView,
    RelationsView,
)
from app.web.problem import responses
from app.web.session import CurrentActor, DbSession, Editor, ReadSession

router = APIRouter(prefix="/documents")


@router.get(
    "/{id}/relations",
    operation_id="listRelations",
    summary="What a document does to others, and they to it",
    tags=["relations"],
    responses=responses(*SEEN),
)
def list_relations(session: ReadSession, actor: CurrentActor, view: CurrentView, id: DocumentId) -> RelationsView:
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
    session: ReadSession,
    actor: CurrentActor,
    view: CurrentView,
    id: DocumentId,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> RelatedView:
    return service.related(session, actor, view, id, limit)
