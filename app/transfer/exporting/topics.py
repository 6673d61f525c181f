from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.topics.models import Topic, TopicMapping
from app.topics.schemas import NewTopicMapping, NewTopicName
from app.transfer.exporting.order import language_order
from app.transfer.records import TopicRecord


def topics(session: Session) -> dict[str, TopicRecord]:
    """Every topic by its code, in the order in which they were made."""
    codes = {id: code for id, code in session.execute(select(Topic.id, Topic.code))}
    statement = (
        select(Topic)
        .order_by(Topic.id)
        .options(selectinload(Topic.names), selectinload(Topic.mappings))
        .execution_options(populate_existing=True)
    )
    return {one.code: _record(one, codes) for one in session.scalars(statement)}


def _record(topic: Topic, codes: Mapping[UUID, str]) -> TopicRecord:
    names = sorted(topic.names, key=lambda name: language_order(name.language))
    return TopicRecord.model_construct(
        code=topic.code,
        parent=codes[topic.parent_id] if topic.parent_id else None,
        position=topic.position,
        names=[NewTopicName.model_construct(language=n.language, name=n.name, description=n.description) for n in names],
        mappings=[_mapping(one) for one in topic.mappings],
    )


def _mapping(one: TopicMapping) -> NewTopicMapping:
    told: dict[str, Any] = {"instrument": one.instrument, "reference": one.reference}
    return NewTopicMapping.model_construct(**told)
