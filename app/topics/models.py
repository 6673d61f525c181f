"""Topics: two levels, named in each language, mapped to articles of the UDHR and the Covenants and to SDG targets."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base
from app.core.ids import uuid7


class Topic(Base):
    """``parent_id`` is None on the first level; a topic of the second level has no children (the service sees to it)."""

    __tablename__ = "topic"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(Text, unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("topic.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)

    names: Mapped[list["TopicName"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="TopicName.language")
    mappings: Mapped[list["TopicMapping"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TopicMapping.instrument, TopicMapping.reference"
    )
    parent: Mapped["Topic | None"] = relationship(lazy="raise", remote_side=[id])


class TopicName(Base):
    """A topic's name, and what it covers, in one language."""

    __tablename__ = "topic_name"

    topic_id: Mapped[UUID] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    description: Mapped[str | None] = mapped_column(Text)


class TopicMapping(Base):
    """``reference`` is an article ("19") or an SDG target ("16.10")."""

    __tablename__ = "topic_mapping"
    __table_args__ = (CheckConstraint("instrument in ('UDHR', 'ICCPR', 'ICESCR', 'SDG')", name="instrument"),)

    topic_id: Mapped[UUID] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    instrument: Mapped[str] = mapped_column(Text, primary_key=True)
    reference: Mapped[str] = mapped_column(Text, primary_key=True)
