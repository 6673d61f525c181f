"""Agencies: bodies and classes of bodies, their names, what became of them, and who belongs to a class when."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base
from app.core.ids import uuid7


class Agency(Base):
    """A body, or a class of bodies. ``enumerable`` is false for a class whose members nobody can list.

    ``valid_from`` and ``valid_to`` are its first and last day, None when unknown or open. ``source`` says where this is known from.
    """

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint("type in ('body', 'class')", name="type"),
        CheckConstraint("(type = 'class') = (enumerable is not null)", name="class_enumerable"),
        CheckConstraint("valid_from <= valid_to", name="validity"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(Text, unique=True)
    type: Mapped[str] = mapped_column(Text)
    enumerable: Mapped[bool | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    source: Mapped[str] = mapped_column(Text)
    verified: Mapped[bool] = mapped_column(default=False)
    note: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    revision: Mapped[int] = mapped_column(default=1)

    names: Mapped[list["AgencyName"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="AgencyName.language")
    predecessors: Mapped[list["Succession"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", foreign_keys="Succession.successor_id", order_by="Succession.on"
    )
    successors: Mapped[list["Succession"]] = relationship(
        lazy="raise", viewonly=True, foreign_keys="Succession.predecessor_id", order_by="Succession.on"
    )
    members: Mapped[list["Membership"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", foreign_keys="Membership.class_id"
    )


class AgencyName(Base):
    """A name in one language; ``sort_key`` orders names as Vietnamese dictionaries do."""

    __tablename__ = "agency_name"

    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str | None] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))


class Succession(Base):
    """``successor`` took over from ``predecessor`` on a day; ``manner`` is merger, renaming, split, transfer or abolition."""

    __tablename__ = "agency_succession"
    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id"),
        CheckConstraint("predecessor_id <> successor_id", name="distinct"),
        CheckConstraint("manner in ('merger', 'renaming', 'split', 'transfer', 'abolition')", name="manner"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    predecessor_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    successor_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    on: Mapped[date | None]
    manner: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)

    predecessor: Mapped[Agency] = relationship(lazy="raise", foreign_keys=[predecessor_id], viewonly=True)
    successor: Mapped[Agency] = relationship(lazy="raise", foreign_keys=[successor_id], viewonly=True)


class Membership(Base):
    """``member`` belonged to the class from ``since`` to ``until``, both days included, None when open."""

    __tablename__ = "agency_membership"
    __table_args__ = (
        CheckConstraint("class_id <> member_id", name="distinct"),
        CheckConstraint("since <= until", name="period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    class_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id", ondelete="CASCADE"), index=True)
    since: Mapped[date | None]
    until: Mapped[date | None]

    member: Mapped[Agency] = relationship(lazy="raise", foreign_keys=[member_id], viewonly=True)
