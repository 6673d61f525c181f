"""Labels of topics and agencies in the reader's language, as JSON beside each row."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.agencies.models import Agency, AgencyName
from app.documents.models import (
    Document,
    DocumentAgency,
    DocumentTopic,
)
from app.documents.queries.view import View, collected, rank
from app.topics.models import Topic, TopicName


def topics_of(view: View, document: Any = Document) -> ColumnElement[Any]:
    """Topics with labels in the reader's language, as JSON."""
    label = (
        select(TopicName.name)
        .where(TopicName.topic_id == Topic.id)
        .order_by(rank(view.order, TopicName.language).nulls_last())
        .limit(1)
        .correlate_except(TopicName)
        .scalar_subquery()
    )
    one = func.jsonb_build_object("code", Topic.code, "label", func.coalesce(label, Topic.code))
    return collected(
        select(func.jsonb_agg(aggregate_order_by(one, Topic.position, Topic.code)))
        .select_from(DocumentTopic)
        .join(Topic, Topic.id == DocumentTopic.topic_id)
        .where(DocumentTopic.document_id == document.id)
        .correlate_except(DocumentTopic, Topic)
    )


def agencies_of(view: View, document: Any = Document) -> ColumnElement[Any]:
    """Agencies with role and label, as JSON."""
    label = (
        select(AgencyName.name)
        .where(AgencyName.agency_id == Agency.id)
        .order_by(rank(view.order, AgencyName.language).nulls_last())
        .limit(1)
        .correlate_except(AgencyName)
        .scalar_subquery()
    )
    one = func.jsonb_build_object("code", Agency.code, "label", func.coalesce(label, Agency.code), "role", DocumentAgency.role)
    return collected(
        select(func.jsonb_agg(aggregate_order_by(one, DocumentAgency.role, Agency.code)))
        .select_from(DocumentAgency)
        .join(Agency, Agency.id == DocumentAgency.agency_id)
        .where(DocumentAgency.document_id == document.id)
        .correlate_except(DocumentAgency, Agency)
    )
