"""Groups and tasks of a plan, who leads and who coordinates, and what was stated about how a task stands."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7


class Group(Base):
    """A group of tasks. ``key`` is its mark in the list of tasks ("I", "2"), ``printed`` its title there.

    ``letter`` and ``body_printed`` are its mark ("a") and its other wording in the body of the plan, None where it has none.
    ``eid`` names its provision in the plan's document.
    """

    __tablename__ = "plan_group"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    printed: Mapped[str] = mapped_column(Text)
    letter: Mapped[str | None] = mapped_column(Text)
    body_printed: Mapped[str | None] = mapped_column(Text)
    eid: Mapped[str | None] = mapped_column(Text)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    revision: Mapped[int] = mapped_column(default=1)

    titles: Mapped[list["GroupTitle"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="GroupTitle.language")


class GroupTitle(Base):
    """A group's title in a language that the plan is not printed in; ``official`` is false for a translation of our own."""

    __tablename__ = "plan_group_title"

    group_id: Mapped[UUID] = mapped_column(ForeignKey("plan_group.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    official: Mapped[bool] = mapped_column(default=False)


class Task(Base):
    """What stays the same of a task: its plan and its ``number`` as printed ("1.4"), by which facts name it.

    ``eid`` names its provision in the plan's document. ``revision`` is the row revision for If-Match: it counts changes of versions
    and of titles. ``serial`` is a number that the database gives; it leaves the database never.
    """

    __tablename__ = "plan_task"
    __table_args__ = (UniqueConstraint("plan_id", "number"), UniqueConstraint("serial"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    eid: Mapped[str | None] = mapped_column(Text)
    serial: Mapped[int] = mapped_column(Identity(always=True))
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    titles: Mapped[list["TaskTitle"]] = relationship(lazy="raise", cascade="all, delete-orphan", order_by="TaskTitle.language")
    versions: Mapped[list["TaskVersion"]] = relationship(
        lazy="raise", order_by="TaskVersion.number", foreign_keys="TaskVersion.task_id", back_populates="task"
    )


class TaskTitle(Base):
    """A task's title in a language that the plan is not printed in; ``official`` is false for a translation of our own."""

    __tablename__ = "plan_task_title"

    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    official: Mapped[bool] = mapped_column(default=False)


class TaskVersion(Base):
    """What a task says, as it was known from ``recorded_at`` on; append-only.

    What was recorded in the same moment as the plan also answers for instants before (``facts.versions.in_print``). ``printed``,
    ``timeframe_printed``, ``leads_printed`` and ``coordinating_printed`` (None: no such cell) are the print's own characters;
    ``timeframe_kind`` with ``first_year`` and ``last_year`` is what the words mean (``rules.timeframes``). ``succeeds_id`` is the
    task of an earlier plan that this one continues. ``withdrawn`` takes the task out of the plan from then on; ``reason`` says why.
    """

    __tablename__ = "plan_task_version"
    __table_args__ = (
        UniqueConstraint("task_id", "number"),
        CheckConstraint("timeframe_kind in ('year', 'span', 'yearly', 'continuous')", name="timeframe_kind"),
        CheckConstraint(
            "timeframe_kind in ('yearly', 'continuous') or (first_year is not null and last_year is not null)",
            name="timeframe_years",
        ),
        CheckConstraint("first_year <= last_year", name="years"),
        CheckConstraint("succeeds_id <> task_id", name="distinct"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"))
    number: Mapped[int]
    group_id: Mapped[UUID] = mapped_column(ForeignKey("plan_group.id"), index=True)
    printed: Mapped[str] = mapped_column(Text)
    timeframe_printed: Mapped[str] = mapped_column(Text)
    timeframe_kind: Mapped[str] = mapped_column(Text)
    first_year: Mapped[int | None]
    last_year: Mapped[int | None]
    leads_printed: Mapped[str] = mapped_column(Text)
    coordinating_printed: Mapped[str | None] = mapped_column(Text)
    succeeds_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_task.id"), index=True)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    task: Mapped[Task] = relationship(lazy="raise", foreign_keys=[task_id], back_populates="versions")
    assignments: Mapped[list["Assignment"]] = relationship(lazy="raise", order_by="Assignment.position")


class Assignment(Base):
    """A body or class has a role in a task, as of one version; append-only. ``printed`` is how this one is written in the cell.

    ``position`` is its place in the printed cells, leads first. A task has at least one lead; it may have no coordinating agency.
    """

    __tablename__ = "plan_assignment"
    __table_args__ = (CheckConstraint("role in ('lead', 'coordinating')", name="role"),)

    version_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task_version.id"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    printed: Mapped[str] = mapped_column(Text)

    agency: Mapped[Agency] = relationship(lazy="raise", viewonly=True)


class TaskStatement(Base):
    """Somebody stated how a task stands (``rules.facts.TaskStateFact``); append-only.

    ``on`` is the local day since which it was true, ``recorded_at`` when the system learned of it. ``evidence`` says in words where
    that can be read, ``document_id`` and ``eid`` which document (and provision) of the knowledge base shows it.
    """

    __tablename__ = "plan_task_statement"
    __table_args__ = (CheckConstraint("state in ('under_way', 'done', 'dropped')", name="state"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"), index=True)
    state: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    evidence: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), index=True)
    eid: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)
