"""What the PostgreSQL engine keeps: passages with ready-made lexemes, and how often each lexeme occurs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Identity, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class SearchPassage(Base):
    """One entry. The index is disposable: no foreign key ties it to what it was made from.

    ``lexemes`` are made by our own tokenizer (see engines.postgresql.lexemes). ``sequence`` holds the marked keys of title,
    headings and text in order, one line each, for ranking without tokenising again. ``length`` counts the tokens of the text.
    ``digest`` tells what it was made from (entry.digest). ``eids`` are those of everything it holds. ``tags`` and ``language_bit``
    are what facets count (see engines.postgresql.tags).
    """

    __tablename__ = "search_passage"
    __table_args__ = (
        UniqueConstraint("document_id", "language", "position"),
        Index("ix_search_passage_lexemes", "lexemes", postgresql_using="gin"),
        Index("ix_search_passage_newest", "published_at", "document_id", postgresql_where=text("position = 0")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    document_id: Mapped[UUID]
    language: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    digest: Mapped[str] = mapped_column(Text)
    eid: Mapped[str | None] = mapped_column(Text)
    eids: Mapped[list[str]] = mapped_column(ARRAY(Text))
    kind: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    published_at: Mapped[datetime]
    has_force: Mapped[bool]
    force_from: Mapped[date | None]
    force_until: Mapped[date | None]
    tags: Mapped[str] = mapped_column(Text)
    language_bit: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text))
    slug: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    label: Mapped[str | None] = mapped_column(Text)
    heading: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    sequence: Mapped[str] = mapped_column(Text)
    length: Mapped[int]
    lexemes: Mapped[Any] = mapped_column(TSVECTOR)


class SearchTag(Base):
    """A value that facets count, behind the letter of its facet; ``code`` is that of the character that stands for it in ``tags``.

    Characters begin behind those that are used most, and end before those of private use, which stand for languages.
    """

    __tablename__ = "search_tag"

    code: Mapped[int] = mapped_column(Identity(always=True, start=0x20000, maxvalue=0xEFFFF), primary_key=True)
    value: Mapped[str] = mapped_column(Text(collation="C"), unique=True)


class SearchLexeme(Base):
    """In how many passages a lexeme occurs, as of the last count; what occurs once is left out."""

    __tablename__ = "search_lexeme"

    lexeme: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    passages: Mapped[int]


class SearchStatistics(Base):
    """Of the whole index, as of the last count: one row, or none before the first. ``layout`` is that of the lexemes."""

    __tablename__ = "search_statistics"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    passages: Mapped[int]
    average_length: Mapped[float]
    layout: Mapped[int]
    counted_at: Mapped[datetime]


class SearchModel(Base):
    """The model that puts marks back (see understanding.marks), learnt from the passages: one row, or none before the first time."""

    __tablename__ = "search_model"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes]
    forms: Mapped[int]
    pairs: Mapped[int]
    learnt_at: Mapped[datetime]


class SearchBacklog(Base):
    """A document that another engine than this database has yet to be told of. ``due_at`` is later for one that it refused."""

    __tablename__ = "search_backlog"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    document_id: Mapped[UUID]
    due_at: Mapped[datetime] = mapped_column(index=True)


class SearchMirror(Base):
    """The index that another engine keeps: one row, or none. It is as far as this says, or it is made anew."""

    __tablename__ = "search_mirror"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[str] = mapped_column(Text)
    build: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(BigInteger)
    fed_at: Mapped[datetime]


class SavedSearch(Base):
    """A search that was given a lasting address. ``code`` is made of ``parameters``, which are those of the search."""

    __tablename__ = "saved_search"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB)
    saved_at: Mapped[datetime]


class SearchMiss(Base):
    """A query that found nothing, by the digest of its words; ``text`` only after five different ``days`` (see misses)."""

    __tablename__ = "search_miss"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    days: Mapped[list[date]] = mapped_column(ARRAY(Date))
    last_on: Mapped[date] = mapped_column(index=True)
    text: Mapped[str | None] = mapped_column(Text)
