"""A plan: what it is called, who issued it, for which years, and which plan it continues."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7


class Plan(Base):
    """A plan as issued. ``code`` names it in addresses (``3432-kh-ubnd``), ``number`` is the official one as printed.

    ``first_year`` to ``last_year``, both included, are its years; ``last_year`` None is open. They are what obligations are made
    from, and can be changed only while the plan has no tasks: another period is another plan, which names its ``predecessor``.
    ``language`` is the printed one; ``printed_title`` and everything else printed keep the print's own characters, odd spaces too.
    ``notes`` are the editor's, by language: where the number stands, what is printed oddly. ``document_id`` is the plan's own text
    in the knowledge base. ``signed_as`` is the block above the signer's name.
    ``annex_title`` heads the list of tasks. ``revision`` is the row revision for If-Match.
    """

    __tablename__ = "plan"
    __table_args__ = (
        CheckConstraint("first_year <= last_year", name="years"),
        CheckConstraint("predecessor_id <> id", name="distinct"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(Text, unique=True)
    number: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    printed_title: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date | None]
    issuer_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    first_year: Mapped[int]
    last_year: Mapped[int | None]
    predecessor_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"), index=True)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    signer: Mapped[str | None] = mapped_column(Text)
    signed_as: Mapped[str | None] = mapped_column(Text)
    annex_title: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    verified: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]

    issuer: Mapped[Agency] = relationship(lazy="raise", viewonly=True)
    titles: Mapped[list["PlanTitle"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="PlanTitle.language")


class PlanTitle(Base):
    """A title in a language that the plan is not printed in. ``official`` is false for a translation of our own."""

    __tablename__ = "plan_title"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    official: Mapped[bool] = mapped_column(default=False)
