"""Documents and their translations, revisions, provisions, slugs and relations.

A document carries what is the same in every language; a translation is a row with two pointers into its append-only revisions,
the working one and the published one. Titles, texts, provisions and a kind's per-language fields belong to the revision.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7
from app.topics.models import Topic


class Document(Base):
    """What is said once for all languages. ``fields`` are the kind's neutral fields; ``revision`` is the row revision for If-Match.

    ``number``, ``year`` and the dates are read off ``fields`` by the kind's declaration, so that lists can filter and sort by them.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_published", "published_at", "id"),
        Index("ix_document_kind_published", "kind", "published_at", "id"),
        Index("ix_document_by_year", text("coalesce(year, 0)"), "id"),
        Index("ix_document_fields", "fields", postgresql_using="gin", postgresql_ops={"fields": "jsonb_path_ops"}),
        CheckConstraint("(withdrawn_at is null) = (withdrawn_reason is null)", name="withdrawal"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    kind: Mapped[str] = mapped_column(Text)
    source_language: Mapped[str] = mapped_column(Text)
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    number: Mapped[str | None] = mapped_column(Text)
    number_key: Mapped[str | None] = mapped_column(Text, index=True)
    year: Mapped[int | None] = mapped_column(index=True)
    issued_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    expires_on: Mapped[date | None]

    source: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)
    source_url: Mapped[str | None] = mapped_column(Text)
    licence: Mapped[str | None] = mapped_column(Text)
    source_note: Mapped[str | None] = mapped_column(Text)
    verified: Mapped[bool] = mapped_column(default=False)
    verification_note: Mapped[str | None] = mapped_column(Text)
    verified_by: Mapped[str | None] = mapped_column(Text)
    verified_at: Mapped[datetime | None]

    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    translations: Mapped[list["Translation"]] = relationship(
        lazy="raise", back_populates="document", order_by="Translation.language", cascade="all, delete-orphan"
    )
    topics: Mapped[list["DocumentTopic"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    agencies: Mapped[list["DocumentAgency"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    external_ids: Mapped[list["ExternalId"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="ExternalId.scheme, ExternalId.value"
    )


class DocumentTopic(Base):
    __tablename__ = "document_topic"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[UUID] = mapped_column(ForeignKey("topic.id"), primary_key=True, index=True)

    topic: Mapped[Topic] = relationship(lazy="raise")


class DocumentAgency(Base):
    """``role`` says what the agency is to the document: issuer, responsible or subject."""

    __tablename__ = "document_agency"
    __table_args__ = (CheckConstraint("role in ('issuer', 'responsible', 'subject')", name="role"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)

    agency: Mapped[Agency] = relationship(lazy="raise")


class ExternalId(Base):
    """An identifier that somebody else gave the document: ``un-symbol`` ``A/RES/217(III)``; ``key`` is the seed's own."""

    __tablename__ = "document_external_id"
    __table_args__ = (UniqueConstraint("scheme", "value"),)

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    scheme: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text, primary_key=True)


class Translation(Base):
    """A document in one language. ``working_id`` is the revision being written, ``published_id`` the one readers see."""

    __tablename__ = "translation"
    __table_args__ = (
        UniqueConstraint("document_id", "language"),
        CheckConstraint("status in ('draft', 'in_review', 'published', 'withdrawn')", name="status"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    language: Mapped[str] = mapped_column(Text, index=True)
    status: Mapped[str] = mapped_column(Text, default="draft")
    working_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", use_alter=True, deferrable=True, initially="DEFERRED"))
    published_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True, deferrable=True, initially="DEFERRED")
    )
    status_by: Mapped[str] = mapped_column(Text)
    status_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    document: Mapped[Document] = relationship(lazy="raise", back_populates="translations")
    working: Mapped["Revision"] = relationship(lazy="raise", foreign_keys=[working_id], viewonly=True)
    published: Mapped["Revision | None"] = relationship(lazy="raise", foreign_keys=[published_id], viewonly=True)


class Revision(Base):
    """One state of a translation, never altered. ``made_from_id`` is the revision (of another language) it was translated from."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("translation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    translation_id: Mapped[UUID] = mapped_column(ForeignKey("translation.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    summary: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    body_text: Mapped[str] = mapped_column(Text, default="")
    fields: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    made_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("revision.id"))
    author: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]

    provisions: Mapped[list["Provision"]] = relationship(
        lazy="raise", order_by="Provision.position", cascade="all, delete-orphan"
    )
    translation: Mapped[Translation] = relationship(lazy="raise", foreign_keys=[translation_id], viewonly=True)
    made_from: Mapped["Revision | None"] = relationship(lazy="raise", remote_side=[id])


class Provision(Base):
    """A chapter, article or clause of a revision. The same ``eid`` (Akoma Ntoso) names the same provision in every language."""

    __tablename__ = "provision"

    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    eid: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    parent: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    label: Mapped[str] = mapped_column(Text)
    heading: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="")


class Slug(Base):
    """Every slug a translation ever had; the present one is ``current``. Slugs are unique across languages and never reused."""

    __tablename__ = "document_slug"
    __table_args__ = (
        Index("ix_document_slug_current", "document_id", "language", unique=True, postgresql_where=text("current")),
    )

    slug: Mapped[str] = mapped_column(Text, primary_key=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(Text)
    current: Mapped[bool] = mapped_column(default=True)


class Relation(Base):
    """``source`` amends, repeals, replaces, implements, cites or translates ``target``; ``on`` is the day it takes effect."""

    __tablename__ = "document_relation"
    __table_args__ = (
        UniqueConstraint("source_id", "type", "target_id"),
        CheckConstraint("source_id <> target_id", name="distinct"),
        CheckConstraint("type in ('amends', 'repeals', 'replaces', 'implements', 'cites', 'translates')", name="type"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    target_id: Mapped[UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    type: Mapped[str] = mapped_column(Text)
    on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(Text)
