from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.ids import uuid7


class ApiKey(Base):
    """A key's public prefix and the SHA-256 of its secret: 256 random bits need no slow hash, and every request checks one."""

    __tablename__ = "api_key"
    __table_args__ = (CheckConstraint("(role = 'reporter') = (agency_id is not null)", name="reporter_has_agency"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    prefix: Mapped[str] = mapped_column(Text, unique=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey("agency.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
