"""Writing: new topics, changes to them, and the end of those that nothing uses."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.core import language
from app.core.actor import Actor
from app.topics import policy
from app.topics.errors import (
    MappingTwice,
    ThirdLevel,
    TopicCodeTaken,
    TopicInUse,
    TopicLanguageTwice,
    TopicNotFound,
    UnknownTopic,
)
from app.topics.models import Topic, TopicMapping, TopicName
from app.topics.schemas import NewTopic, NewTopicMapping, NewTopicName, TopicChange
from app.web.etag import check_revision

TOPIC = "topic"
# Two moves at the same moment could make a third level that neither sees: they wait for each other.
LEVELS_LOCK = 3432_002


def create(session: Session, actor: Actor, new: NewTopic, offered: Sequence[str]) -> Topic:
    """A new topic; its parent must be there. ``offered`` are the service's languages."""
    policy.check_write(actor)
    topic = Topic(
        code=new.code,
        parent_id=_parent(session, None, new.parent),
        position=new.position,
        names=_names(new.names, offered),
        mappings=_mappings(new.mappings),
        revision=1,
    )
    try:
        with session.begin_nested():
            session.add(topic)
            session.flush()
    except IntegrityError:
        raise TopicCodeTaken(code=new.code) from None
    _done(session, actor, topic, "topic.create")
    return topic


def change(session: Session, actor: Actor, code: str, expected: int | None, wanted: TopicChange, offered: Sequence[str]) -> Topic:
    """Change a topic made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    if "parent" in wanted.model_fields_set:
        _lock_levels(session)
    topic = _to_change(session, code, expected)
    if "parent" in wanted.model_fields_set:
        topic.parent_id = _parent(session, topic, wanted.parent)
    if wanted.position is not None:
        topic.position = wanted.position
    if wanted.names is not None:
        _replace_names(topic, _names(wanted.names, offered))
    if wanted.mappings is not None:
        _replace_mappings(topic, _mappings(wanted.mappings))
    topic.revision += 1
    session.flush()
    _done(session, actor, topic, "topic.change", fields=sorted(wanted.model_fields_set))
    return topic


def delete(session: Session, actor: Actor, code: str, expected: int | None) -> None:
    """Delete a topic. TopicInUse while a document is about it or a topic stands under it: the database itself sees to that."""
    policy.check_write(actor)
    topic = _to_change(session, code, expected)
    try:
        with session.begin_nested():
            session.execute(delete_from(Topic).where(Topic.id == topic.id))
    except IntegrityError:
        raise TopicInUse(code=code) from None
    session.expunge(topic)
    _done(session, actor, topic, "topic.delete")


def _to_change(session: Session, code: str, expected: int | None) -> Topic:
    """The topic, locked until the end of the transaction so that changes to it stand one after another."""
    topic = session.scalar(
        select(Topic)
        .where(Topic.code == code)
        .options(selectinload(Topic.names), selectinload(Topic.mappings))
        .execution_options(populate_existing=True)
        .with_for_update(of=Topic, key_share=True)
    )
    if topic is None:
        raise TopicNotFound(code=code[:80])
    if expected is not None:
        check_revision(expected, topic.revision)
    return topic


def _done(session: Session, actor: Actor, topic: Topic, action: str, **detail: object) -> None:
    audit.record(session, actor, action, topic.code, revision=topic.revision, **detail)
    outbox.announce(session, TOPIC, topic.code)


def _lock_levels(session: Session) -> None:
    session.execute(select(func.pg_advisory_xact_lock(LEVELS_LOCK)))


def _parent(session: Session, topic: Topic | None, code: str | None) -> UUID | None:
    """The id of the parent ``code`` of ``topic`` (None: of a new one); ThirdLevel when that would make a third level."""
    if code is None:
        return None
    _lock_levels(session)
    parent = session.execute(select(Topic.id, Topic.parent_id).where(Topic.code == code)).one_or_none()
    if parent is None:
        raise UnknownTopic(topic=code, pointer="/parent")
    crowded = topic is not None and session.scalar(select(func.count()).where(Topic.parent_id == topic.id))
    if parent.parent_id is not None or crowded or (topic is not None and parent.id == topic.id):
        raise ThirdLevel(parent=code, pointer="/parent")
    found: UUID = parent.id
    return found


def _names(given: Sequence[NewTopicName], offered: Sequence[str]) -> list[TopicName]:
    names: dict[str, TopicName] = {}
    for place, one in enumerate(given):
        tag = language.require(one.language, offered)
        if tag in names:
            raise TopicLanguageTwice(language=tag, pointer=f"/names/{place}/language")
        names[tag] = TopicName(language=tag, name=one.name, description=one.description)
    return list(names.values())


def _replace_names(topic: Topic, names: list[TopicName]) -> None:
    """Names of the same language are written over: their rows have the same key."""
    present = {name.language: name for name in topic.names}
    wanted = {name.language for name in names}
    topic.names = [name for name in topic.names if name.language in wanted]
    for name in names:
        if old := present.get(name.language):
            old.name, old.description = name.name, name.description
        else:
            topic.names.append(name)


def _mappings(given: Sequence[NewTopicMapping]) -> list[TopicMapping]:
    mappings: dict[tuple[str, str], TopicMapping] = {}
    for place, one in enumerate(given):
        key = (one.instrument, one.reference)
        if key in mappings:
            raise MappingTwice(instrument=one.instrument, reference=one.reference, pointer=f"/mappings/{place}")
        mappings[key] = TopicMapping(instrument=one.instrument, reference=one.reference)
    return list(mappings.values())


def _replace_mappings(topic: Topic, mappings: list[TopicMapping]) -> None:
    wanted = {(mapping.instrument, mapping.reference): mapping for mapping in mappings}
    kept = [mapping for mapping in topic.mappings if (mapping.instrument, mapping.reference) in wanted]
    there = {(mapping.instrument, mapping.reference) for mapping in kept}
    topic.mappings = [*kept, *(mapping for key, mapping in wanted.items() if key not in there)]
