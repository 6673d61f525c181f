"""What a plan prints beside its tasks, line by line: legal bases, viewpoints, objectives, solutions, roadmap, responsibilities…"""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7

PARTS = (
    "section",
    "legal_basis",
    "preamble",
    "viewpoint",
    "objective",
    "solution",
    "task_group",
    "milestone",
    "funding",
    "responsibility",
    "closing",
    "recipient",
)
KINDS = ("section", "heading", "item", "paragraph")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} in ({', '.join(repr(value) for value in values)})"


class Passage(Base):
    """One printed line. ``marker`` is what stands before it ("1.", "a)", "-"), ``printed`` the line itself, never mended.

    ``part`` says what it is part of, and ``kind`` how it stands there: a section's title ("III. CÁC GIẢI PHÁP…"), a heading with
    items under it (``parent``), an item, or a paragraph of running text. ``position`` is its place in the whole plan. ``eid`` is
    its address within the plan, and the same as in the plan's document where that has a provision for it.
    ``first_year`` and ``last_year`` are the typed time of a milestone, None where nothing is printed; after 2020 is 2021 to None.
    ``document_id`` is the knowledge base's document that a legal basis names. ``notes`` are the editor's, by language.
    """

    __tablename__ = "plan_passage"
    __table_args__ = (
        UniqueConstraint("plan_id", "eid"),
        CheckConstraint(_one_of("part", PARTS), name="part"),
        CheckConstraint(_one_of("kind", KINDS), name="kind"),
        CheckConstraint("first_year <= last_year", name="years"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    eid: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    part: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_passage.id", ondelete="CASCADE"), index=True)
    marker: Mapped[str] = mapped_column(Text, default="")
    printed: Mapped[str] = mapped_column(Text)
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id", ondelete="SET NULL"), index=True)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)

    texts: Mapped[list["PassageText"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="PassageText.language")
    agencies: Mapped[list["PassageAgency"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PassageAgency.position"
    )
    tasks: Mapped[list["PassageTask"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="PassageTask.position")


class PassageText(Base):
    """A passage in a language that the plan is not printed in; ``official`` is false for a translation of our own."""

    __tablename__ = "plan_passage_text"

    passage_id: Mapped[UUID] = mapped_column(ForeignKey("plan_passage.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    official: Mapped[bool] = mapped_column(default=False)


class PassageAgency(Base):
    """A body or class that a heading of responsibilities or a line of recipients names; one heading names two."""

    __tablename__ = "plan_passage_agency"

    passage_id: Mapped[UUID] = mapped_column(ForeignKey("plan_passage.id", ondelete="CASCADE"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)
    position: Mapped[int]

    agency: Mapped[Agency] = relationship(lazy="raise", viewonly=True)


class PassageTask(Base):
    """A task that a milestone speaks of; ``wording`` is its title there where that differs from the list of tasks."""

    __tablename__ = "plan_passage_task"

    passage_id: Mapped[UUID] = mapped_column(ForeignKey("plan_passage.id", ondelete="CASCADE"), primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id", ondelete="CASCADE"), primary_key=True, index=True)
    position: Mapped[int]
    wording: Mapped[str | None] = mapped_column(Text)
