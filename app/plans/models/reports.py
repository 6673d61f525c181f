"""Reports of agencies on tasks and periods: a row that names one, and append-only revisions and steps under it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.agencies.models import Agency
from app.core.db import Base
from app.core.ids import uuid7
from app.plans.models.tasks import Task


class Report(Base):
    """One agency's report on one task and period; there is at most one. ``agency`` is who files it, on its own account or as heir.

    ``role`` is "lead" for a report that is owed and "coordinating" for the contribution of an agency that coordinates; no duty is met
    by the latter, and the rules are not computed from it. ``discarded_at`` is when a draft was taken back that had never been
    submitted: what was known before that instant stays known.
    ``period`` is the period's code ("2019", "2019-H1", "2018-2020"), ``period_first`` and ``period_last`` its days. ``language`` is
    the one it is written in first. ``revision`` is the row revision for If-Match; what was written and decided is in revisions and steps.
    """

    __tablename__ = "plan_report"
    __table_args__ = (
        Index(
            "ix_plan_report_there",
            "task_id",
            "period",
            "agency_id",
            unique=True,
            postgresql_where=text("discarded_at is null"),
        ),
        CheckConstraint("role in ('lead', 'coordinating')", name="role"),
        CheckConstraint("period_first <= period_last", name="period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("plan_task.id"))
    period: Mapped[str] = mapped_column(Text)
    period_first: Mapped[date]
    period_last: Mapped[date]
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[str] = mapped_column(Text, default="lead")
    language: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    discarded_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]

    task: Mapped[Task] = relationship(lazy="raise", viewonly=True)
    agency: Mapped[Agency] = relationship(lazy="raise", viewonly=True)
    revisions: Mapped[list["ReportRevision"]] = relationship(lazy="raise", order_by="ReportRevision.number")
    steps: Mapped[list["ReportStep"]] = relationship(lazy="raise", order_by="ReportStep.number")


class ReportRevision(Base):
    """What a report said when it was saved; append-only. ``number`` counts saves from 1.

    ``edition`` is 1 for the report, and one more for each correction that is begun after an acceptance: it is what
    ``rules.facts.ReportFact`` calls its revision. ``reason`` says why a correction was made.
    """

    __tablename__ = "plan_report_revision"
    __table_args__ = (UniqueConstraint("report_id", "number"), CheckConstraint("edition >= 1", name="edition"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report.id"))
    number: Mapped[int]
    edition: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)

    texts: Mapped[list["ReportText"]] = relationship(lazy="raise", order_by="ReportText.language, ReportText.number")
    figures: Mapped[list["Figure"]] = relationship(lazy="raise", order_by="Figure.position")
    evidence: Mapped[list["Evidence"]] = relationship(lazy="raise", order_by="Evidence.position")


class ReportText(Base):
    """The narrative of a revision in one language; append-only. The text in the report's own language comes with the revision.

    A translation may be added later, to an accepted revision too, and bettered: of one language the greatest ``number`` counts.
    ``made_from`` is the language it was translated from, None for what was written as such.
    """

    __tablename__ = "plan_report_text"
    __table_args__ = (UniqueConstraint("revision_id", "language", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report_revision.id"))
    language: Mapped[str] = mapped_column(Text)
    number: Mapped[int] = mapped_column(default=1)
    narrative: Mapped[str] = mapped_column(Text)
    made_from: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)


class Figure(Base):
    """A figure that a revision gives for a condition of an indicator; append-only. It becomes a measurement when it is accepted.

    ``condition`` is the condition's code. ``value`` may be None where numerator and denominator are given (``rules.measuring``
    says what fits).
    """

    __tablename__ = "plan_report_figure"
    __table_args__ = (
        UniqueConstraint("revision_id", "indicator_id", "condition"),
        CheckConstraint("(numerator is null) = (denominator is null)", name="ratio"),
        CheckConstraint("value is not null or numerator is not null", name="something"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report_revision.id"))
    position: Mapped[int]
    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("plan_indicator.id"), index=True)
    condition: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(Text)
    value: Mapped[Decimal | None] = mapped_column(Numeric)
    numerator: Mapped[Decimal | None] = mapped_column(Numeric)
    denominator: Mapped[Decimal | None] = mapped_column(Numeric)
    note: Mapped[str | None] = mapped_column(Text)


class Evidence(Base):
    """A document of the knowledge base that a revision points at; append-only. ``eid`` names a provision of it, ``note`` says why."""

    __tablename__ = "plan_report_evidence"
    __table_args__ = (UniqueConstraint("revision_id", "position"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report_revision.id"))
    position: Mapped[int]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    eid: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class ReportStep(Base):
    """A report came into a state (``rules.facts.ReportStep``); append-only. ``number`` counts the report's steps from 1.

    ``on`` is the local day on which it happened, earlier than ``recorded_at`` for paper that is entered later. ``revision_id`` is
    what was submitted, returned or accepted, ``edition`` its edition. ``reasons`` say why it was returned. ``snapshot`` freezes
    an accepted report with its names as they were, as JSON of the writing side's own shape.
    """

    __tablename__ = "plan_report_step"
    __table_args__ = (
        UniqueConstraint("report_id", "number"),
        CheckConstraint("state in ('draft', 'submitted', 'returned', 'accepted')", name="state"),
        CheckConstraint("(state = 'returned') = (reasons is not null)", name="reasons"),
        CheckConstraint("(state = 'accepted') = (snapshot is not null)", name="snapshot"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report.id"))
    number: Mapped[int]
    edition: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report_revision.id"), index=True)
    state: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    reasons: Mapped[str | None] = mapped_column(Text)
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(Text)


class ReportStanding(Base):
    """How one edition of a report stands for a range of dates: a projection of its steps, written by the database's own triggers.

    A row holds for every day ``as_of`` and instant ``known_at`` with since ≤ as_of < until and known_since ≤ known_at < known_until,
    but no longer once next_on ≤ as_of and next_known ≤ known_at; None is open. For one pair of dates there is at most one row an
    edition. ``public`` rows are made from acceptances alone. Contributions of coordinating agencies have none.
    ``single``: the report has no other edition.
    ``state``, ``decided_on`` and ``decided_at`` are those of the step that stands, ``submitted_on`` the day of the submission that it
    stands on, ``reported_on`` that of the latest step beyond a draft (``rules.status``).
    """

    __tablename__ = "plan_report_standing"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("plan_report.id", ondelete="CASCADE"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    public: Mapped[bool] = mapped_column(primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    known_since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[date | None]
    known_until: Mapped[datetime | None]
    next_on: Mapped[date | None]
    next_known: Mapped[datetime | None]
    task_serial: Mapped[int]
    period: Mapped[str] = mapped_column(Text)
    agency_id: Mapped[UUID]
    single: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    decided_at: Mapped[datetime]
    submitted_on: Mapped[date | None]
    reported_on: Mapped[date | None]
