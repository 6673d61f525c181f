from datetime import datetime

from sqlalchemy import BigInteger, Identity, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class OutboxEntry(Base):
    """``topic`` names what changed (``document``), ``key`` which one. No content: the reader re-reads the present."""

    __tablename__ = "outbox_entry"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    topic: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
