"""When reports are due: reporting rules, the holidays that an operator loads, and extensions. All of it is append-only."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7
from app.plans.models.tasks import Task


class ReportingRule(Base):
    """One version of a rule (``rules.periods.ReportingRule``); ``code`` names the rule within its plan, ``number`` the version.

    ``source`` "plan" is what the plan prints, and ``printed`` its words; recorded in the same moment as the plan, it also answers for
    instants before. "administrator" is everything else, known from ``recorded_at`` on. ``due_kind`` says which of the due columns hold:
    ``day_of_year`` (``due_month``, ``due_day``), ``working_days_after`` (``due_count``), ``fixed_day`` (``due_on``).
    Without rows in ``tasks`` it asks all tasks. ``withdrawn`` ends the rule from then on. ``reason`` says by what or why it is set.
    """

    __tablename__ = "plan_rule"
    __table_args__ = (
        UniqueConstraint("plan_id", "code", "number"),
        CheckConstraint("source in ('plan', 'administrator')", name="source"),
        CheckConstraint("(source = 'plan') = (printed is not null)", name="printed"),
        CheckConstraint("frequency in ('once', 'yearly', 'half_yearly', 'quarterly')", name="frequency"),
        CheckConstraint("shift in ('next', 'previous')", name="shift"),
        CheckConstraint("due_kind in ('day_of_year', 'working_days_after', 'fixed_day')", name="due_kind"),
        CheckConstraint(
            "(due_kind = 'day_of_year') = (due_month is not null and due_day is not null)"
            " and (due_kind = 'working_days_after') = (due_count is not null)"
            " and (due_kind = 'fixed_day') = (due_on is not null)",
            name="due",
        ),
        CheckConstraint("valid_from <= valid_to", name="validity"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    code: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    printed: Mapped[str | None] = mapped_column(Text)
    frequency: Mapped[str] = mapped_column(Text)
    due_kind: Mapped[str] = mapped_column(Text)
    due_month: Mapped[int | None]
    due_day: Mapped[int | None]
    due_count: Mapped[int | None]
    due_on: Mapped[date | None]
    shift: Mapped[str] = mapped_column(Text, default="next")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    after_period: Mapped[bool] = mapped_column(default=False)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    labels: Mapped[list["ReportingRuleLabel"]] = relationship(lazy="raise", order_by="ReportingRuleLabel.language")
    tasks: Mapped[list["ReportingRuleTask"]] = relationship(lazy="raise")


class ReportingRuleLabel(Base):
    """What a version of a rule is called in one language."""

    __tablename__ = "plan_rule_label"

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("plan_rule.id"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)


class ReportingRuleTask(Base):
    """A task that a version of a rule asks for reports on."""

    __tablename__ = "plan_rule_task"

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("plan_rule.id"), primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"), primary_key=True, index=True)

    task: Mapped[Task] = relationship(lazy="raise", viewonly=True)


class HolidayYear(Base):
    """The public holidays of a year as loaded by an operator; of several versions the one with the greatest ``number`` counts.

    A year without days is loaded all the same: it says that there are none. ``source`` names the decision they are from. Holidays
    belong to no plan: they are the same for all.
    """

    __tablename__ = "holiday_year"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    year: Mapped[int]
    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    days: Mapped[list["Holiday"]] = relationship(lazy="raise", order_by="Holiday.day")


class Holiday(Base):
    """A day off, or a day at a weekend that is ``worked`` instead. ``name`` is the occasion, as the decision writes it."""

    __tablename__ = "holiday"

    year_id: Mapped[UUID] = mapped_column(ForeignKey("holiday_year.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    worked: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str | None] = mapped_column(Text)


class Extension(Base):
    """The report on a task and period that is ``owed_as`` a body (or a class) may come until ``new_due`` (``rules.facts.Extension``).

    ``granted_by`` is who decided, in words; ``recorded_by`` whose key entered it. ``document_id`` is the decision, where kept.
    """

    __tablename__ = "plan_extension"
    __table_args__ = (Index("ix_plan_extension_task", "task_id", "period"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"))
    period: Mapped[str] = mapped_column(Text)
    owed_as_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    new_due: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[str] = mapped_column(Text)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("document.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    owed_as: Mapped[Agency] = relationship(lazy="raise", viewonly=True)


class PeriodClosing(Base):
    """A plan manager closed a period, or opened it again (``closed`` false); append-only, the greatest ``number`` counts.

    Nothing is reported, decided or measured for a closed period. No answer of the rules hangs on it.
    """

    __tablename__ = "plan_period_closing"
    __table_args__ = (UniqueConstraint("plan_id", "period", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    period: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    closed: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)
