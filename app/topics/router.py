"""Routes on topics. Each is a sentence: who, what, refusals."""

from fastapi import APIRouter, Depends, Request, Response, status

from app.core.errors import PreconditionFailed, PreconditionRequired
from app.core.language import UnknownLanguage
from app.topics import errors, service
from app.topics.deps import Expected, TopicCode, told
from app.topics.schemas import NewTopic, TopicChange, TopicTree, TopicView
from app.web.locale import CurrentReader, settings_of
from app.web.problem import responses
from app.web.session import DbSession, Publisher, ReadSession, actor

# Whoever sends a key learns that it is not valid, also where none is needed.
router = APIRouter(prefix="/topics", tags=["topics"], dependencies=[Depends(actor)])
WRITTEN = (errors.UnknownTopic, errors.ThirdLevel, errors.TopicLanguageTwice, errors.MappingTwice, UnknownLanguage)


@router.get("", operation_id="listTopics", summary="All topics, in two levels", responses=responses(UnknownLanguage))
def list_topics(session: ReadSession, reader: CurrentReader) -> TopicTree:
    return service.tree(session, reader.order)


@router.post(
    "",
    operation_id="createTopic",
    summary="A new topic",
    status_code=status.HTTP_201_CREATED,
    responses=responses(errors.TopicCodeTaken, *WRITTEN),
)
def create_topic(
    request: Request, response: Response, session: DbSession, publisher: Publisher, reader: CurrentReader, new: NewTopic
) -> TopicView:
    topic = service.create(session, publisher, new, settings_of(request).offered)
    response.headers["Location"] = f"{request.url.path}/{topic.code}"
    return told(response, service.show(session, reader.order, topic.code))


@router.get(
    "/{code}",
    operation_id="getTopic",
    summary="One topic: its names, its mappings, and where it stands",
    responses=responses(errors.TopicNotFound, UnknownLanguage),
)
def get_topic(response: Response, session: ReadSession, reader: CurrentReader, code: TopicCode) -> TopicView:
    return told(response, service.show(session, reader.order, code))


@router.patch(
    "/{code}",
    operation_id="changeTopic",
    summary="Change a topic",
    responses=responses(errors.TopicNotFound, PreconditionFailed, PreconditionRequired, *WRITTEN),
)
def change_topic(
    request: Request,
    response: Response,
    session: DbSession,
    publisher: Publisher,
    reader: CurrentReader,
    code: TopicCode,
    expected: Expected,
    wanted: TopicChange,
) -> TopicView:
    service.change(session, publisher, code, expected, wanted, settings_of(request).offered)
    return told(response, service.show(session, reader.order, code))
