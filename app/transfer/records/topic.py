"""A line of topics.jsonl."""

from app.topics.schemas import Mappings, Names, NewTopic, Position, TopicChange
from app.transfer.records.base import Record
from app.web.fields import Code


class TopicRecord(Record):
    """A topic. One of the second level names its ``parent``, which may stand further down in the file."""

    code: Code
    parent: Code | None
    position: Position
    names: Names
    mappings: Mappings = []

    def new(self) -> NewTopic:
        return NewTopic(
            code=self.code,
            parent=self.parent,
            position=self.position,
            names=self.names,
            mappings=self.mappings,
        )

    def change(self) -> TopicChange:
        return TopicChange(
            parent=self.parent,
            position=self.position,
            names=self.names,
            mappings=self.mappings,
        )
