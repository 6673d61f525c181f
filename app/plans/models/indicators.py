"""Indicators of a plan: what is to be reached, versioned, and what was measured."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7


class Indicator(Base):
    """An indicator. ``code`` names it within its plan; ``printed`` is the plan's whole wording, None for one set by an administrator.

    ``source`` tells the two apart. ``passage_id`` is the objective that prints it. ``revision`` is the row revision for If-Match.
    """

    __tablename__ = "plan_indicator"
    __table_args__ = (
        UniqueConstraint("plan_id", "code"),
        CheckConstraint("source in ('plan', 'administrator')", name="source"),
        CheckConstraint("(source = 'plan') = (printed is not null)", name="printed"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    printed: Mapped[str | None] = mapped_column(Text)
    passage_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_passage.id", ondelete="SET NULL"), index=True)
    notes: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict)
    revision: Mapped[int] = mapped_column(default=1)

    titles: Mapped[list["IndicatorTitle"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="IndicatorTitle.language"
    )
    versions: Mapped[list["IndicatorVersion"]] = relationship(lazy="raise", order_by="IndicatorVersion.number")


class IndicatorTitle(Base):
    """An indicator's name in one language; ``official`` is false where the words are ours."""

    __tablename__ = "plan_indicator_title"

    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    official: Mapped[bool] = mapped_column(default=False)


class IndicatorVersion(Base):
    """What an indicator asks for, as it was known from ``recorded_at`` on; append-only.

    What the plan prints, recorded in the same moment as the plan, also answers for instants before. ``expected_known`` is false where
    it is not set down whose measurements are needed; then there are no expected agencies.
    """

    __tablename__ = "plan_indicator_version"
    __table_args__ = (UniqueConstraint("indicator_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator.id"))
    number: Mapped[int]
    expected_known: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    conditions: Mapped[list["Condition"]] = relationship(lazy="raise", order_by="Condition.position")
    expected: Mapped[list["ExpectedAgency"]] = relationship(lazy="raise")


class ExpectedAgency(Base):
    """An agency whose measurement is needed for a verdict, as of one version; append-only."""

    __tablename__ = "plan_expected_agency"

    version_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator_version.id"), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)

    agency: Mapped[Agency] = relationship(lazy="raise", viewonly=True)


class Condition(Base):
    """One thing to reach, as of one version (``rules.indicators.Condition``); append-only. An indicator is met when each of them is.

    ``code`` stays the same from version to version. ``unit`` is that of target and measurements, "percent" for a ratio.
    """

    __tablename__ = "plan_condition"
    __table_args__ = (
        UniqueConstraint("version_id", "code"),
        CheckConstraint("combine in ('ratio', 'sum', 'single')", name="combine"),
        CheckConstraint("direction in ('increase', 'decrease', 'maintain')", name="direction"),
        CheckConstraint("combine <> 'ratio' or unit = 'percent'", name="ratio_in_percent"),
        CheckConstraint("tolerance >= 0", name="tolerance"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator_version.id"))
    code: Mapped[str] = mapped_column(Text)
    position: Mapped[int]
    unit: Mapped[str] = mapped_column(Text)
    combine: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(Text)
    target: Mapped[Decimal] = mapped_column(Numeric)
    baseline: Mapped[Decimal | None] = mapped_column(Numeric)
    tolerance: Mapped[Decimal] = mapped_column(Numeric, default=Decimal(0))

    labels: Mapped[list["ConditionLabel"]] = relationship(lazy="raise", order_by="ConditionLabel.language")


class ConditionLabel(Base):
    """What a condition and its two counts are called in one language; append-only. The last two are None unless it is a ratio."""

    __tablename__ = "plan_condition_label"

    condition_id: Mapped[UUID] = mapped_column(ForeignKey("plan_condition.id"), primary_key=True)
    language: Mapped[str] = mapped_column(Text, primary_key=True)
    label: Mapped[str] = mapped_column(Text)
    numerator: Mapped[str | None] = mapped_column(Text)
    denominator: Mapped[str | None] = mapped_column(Text)


class Measurement(Base):
    """What an agency measured for a condition in a period (``rules.facts.MeasurementFact``); append-only.

    ``on`` is the day of the period at which it is true, ``source`` says where the figure is from. ``report_revision_id`` is the
    accepted report that it came with, None for one that was recorded by itself.
    """

    __tablename__ = "plan_measurement"
    __table_args__ = (
        CheckConstraint("(numerator is null) = (denominator is null)", name="ratio"),
        CheckConstraint("value is not null or numerator is not null", name="something"),
        Index("ix_plan_measurement_indicator", "indicator_id", "condition", "period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator.id"))
    condition: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    on: Mapped[date]
    unit: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    value: Mapped[Decimal | None] = mapped_column(Numeric)
    numerator: Mapped[Decimal | None] = mapped_column(Numeric)
    denominator: Mapped[Decimal | None] = mapped_column(Numeric)
    report_revision_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_report_revision.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    agency: Mapped[Agency] = relationship(lazy="raise", viewonly=True)
