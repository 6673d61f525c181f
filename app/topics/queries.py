"""Statements on topics. Names come in the first language of an order that exists, so that no topic is without a name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Subquery, Text, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, distinct_on
from sqlalchemy.orm import aliased

from app.topics.models import Topic, TopicMapping, TopicName

Rows = Select[*tuple[Any, ...]]


def names_in(order: Sequence[str]) -> Subquery:
    """One name of every topic: that in the first language of ``order`` it has, else any."""
    place = func.array_position(cast(list(order), ARRAY(Text)), TopicName.language)
    return (
        select(TopicName)
        .ext(distinct_on(TopicName.topic_id))
        .order_by(TopicName.topic_id, place.asc().nulls_last(), TopicName.language)
        .subquery("name")
    )


def labels(order: Sequence[str]) -> Rows:
    """(id, code, name, language) of every topic, to be narrowed: ``labels(order).where(Topic.id.in_(ids))``."""
    name = names_in(order)
    columns: Rows = select(Topic.id, Topic.code, name.c.name, name.c.language)
    return columns.join(name, name.c.topic_id == Topic.id)


def topics(order: Sequence[str]) -> Rows:
    """Rows of TopicSummary, with the ``parent``'s code and the mappings as a list of pairs; each level in its order."""
    name = names_in(order)
    parent = aliased(Topic)
    pairs = func.jsonb_agg(func.jsonb_build_array(TopicMapping.instrument, TopicMapping.reference), type_=JSONB)
    mappings = select(pairs).where(TopicMapping.topic_id == Topic.id).correlate(Topic).scalar_subquery()
    columns = (Topic.code, parent.code.label("parent"), Topic.revision, Topic.position)
    statement: Rows = select(*columns, name.c.name, name.c.description, name.c.language, mappings.label("mappings"))
    return (
        statement.join(name, name.c.topic_id == Topic.id)
        .outerjoin(parent, parent.id == Topic.parent_id)
        .order_by(Topic.position, Topic.code)
    )


def around(order: Sequence[str], code: str) -> Rows:
    """``topics`` narrowed to the topic ``code``, the one it stands under and those under it."""
    middle = aliased(Topic)
    return (
        topics(order)
        .join(middle, or_(Topic.id == middle.id, Topic.parent_id == middle.id, Topic.id == middle.parent_id))
        .where(middle.code == code)
    )
