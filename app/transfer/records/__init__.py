"""The records that files are made of: one class a file, one line a record. seed/README.md describes them."""

from app.transfer.records.agency import AgencyRecord, MemberRecord
from app.transfer.records.base import Record
from app.transfer.records.document import (
    DOCUMENT,
    RECORDS,
    SCHEME,
    DocumentRecord,
    RelationRecord,
    TranslationRecord,
)
from app.transfer.records.plan import GroupRecord, IndicatorRecord, PassageRecord, PlanRecord, TaskRecord
from app.transfer.records.topic import TopicRecord

__all__ = [
    "DOCUMENT",
    "RECORDS",
    "SCHEME",
    "AgencyRecord",
    "DocumentRecord",
    "GroupRecord",
    "IndicatorRecord",
    "MemberRecord",
    "PassageRecord",
    "PlanRecord",
    "Record",
    "RelationRecord",
    "TaskRecord",
    "TopicRecord",
    "TranslationRecord",
]
