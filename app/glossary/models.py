"""The glossary: terms, what they are called in each language, and what they mean."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Base
from app.core.ids import uuid7


class Term(Base):
    """One meaning. ``source``, with ``reference`` (an article, a page), names the public text that the term is taken from."""

    __tablename__ = "term"
    __table_args__ = (
        CheckConstraint("domain in ('human_rights', 'administration', 'labour', 'trade', 'development')", name="domain"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(Text, unique=True)
    domain: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    verified: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)

    forms: Mapped[list["TermForm"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TermForm.language, TermForm.position"
    )
    definitions: Mapped[list["TermDefinition"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TermDefinition.language"
    )


class TermForm(Base):
    """One way to say a term in one language, which has exactly one preferred form. ``position`` keeps their order.

    ``sort_key`` orders forms as Vietnamese dictionaries do; ``words`` are its words without marks, a blank before each.
    """

    __tablename__ = "term_form"
    __table_args__ = (
        CheckConstraint("kind in ('preferred', 'synonym', 'abbreviation', 'variant')", name="kind"),
        Index("uq_term_form_preferred", "term_id", "language", unique=True, postgresql_where=text("kind = 'preferred'")),
    )

    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    sort_key: Mapped[str] = mapped_column(Text(collation="C"))
    words: Mapped[str] = mapped_column(Text)


class TermDefinition(Base):
    """What a term means, in our words, in one language. ``source`` is what it goes by; None when that is the term's own."""

    __tablename__ = "term_definition"

    term_id: Mapped[UUID] = mapped_column(ForeignKey("term.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)


class GlossaryEdition(Base):
    """One row, whose ``edition`` is new after every change: whoever keeps the glossary in memory compares it."""

    __tablename__ = "glossary_edition"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    edition: Mapped[UUID]
