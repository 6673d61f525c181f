"""A plan manager's acts: accepting, which freezes, and returning with reasons."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor
from app.core.errors import N_
from app.core.language import interface
from app.i18n import translate
from app.plans.facts import periods
from app.plans.models import Measurement, Report, ReportStep
from app.plans.reports import policy
from app.plans.reports.errors import NotSubmittedYet
from app.plans.reports.service import content
from app.plans.reports.service.freezing import freeze
from app.plans.reports.service.reading import nearest
from app.plans.reports.service.records import Opened, day, done, step, to_change

SOURCE = N_("Report of {agency} on task {task} for {period}")


def accept(session: Session, actor: Actor, code: str, id: UUID, expected: int | None, on: date | None, today: date) -> Report:
    """Accept what was submitted: it is frozen as it is, with its names, and its figures become measurements."""
    open = _submitted(session, actor, code, id, expected)
    report, revision = open.report, open.newest
    dated = day(actor, on, today, report.period_first, open.last)
    figures = content.check_again(session, open.plan, revision.figures)
    frozen = freeze(session, open, dated)
    step(session, actor, report, revision, "accepted", dated, snapshot=frozen.model_dump(mode="json"))
    named = nearest(frozen.names, (open.plan.language,)) or frozen.agency
    facts = {"agency": named, "task": report.task.number, "period": report.period}
    session.add_all(
        Measurement(
            indicator_id=indicator.id,
            condition=figure.condition,
            period=report.period,
            agency_id=report.agency_id,
            on=_true_on(session, report),
            unit=figure.unit,
            source=translate(SOURCE, interface(open.plan.language), facts),
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
            report_revision_id=revision.id,
            recorded_at=clock.now(),
            recorded_by=actor.name,
        )
        for indicator, figure in figures
    )
    done(session, actor, report, "report.accept", number=revision.number, edition=revision.edition)
    return report


def send_back(
    session: Session, actor: Actor, code: str, id: UUID, expected: int | None, reasons: str, on: date | None, today: date
) -> Report:
    """Return what was submitted, and say why."""
    open = _submitted(session, actor, code, id, expected)
    dated = day(actor, on, today, open.report.period_first, open.last)
    step(session, actor, open.report, open.newest, "returned", dated, reasons=reasons)
    done(session, actor, open.report, "report.return", number=open.newest.number, edition=open.newest.edition)
    return open.report


def _submitted(session: Session, actor: Actor, code: str, id: UUID, expected: int | None) -> Opened:
    policy.check_decide(actor)
    open = to_change(session, actor, code, id, expected)
    periods.check_open(session, open.plan, open.report.period)
    if open.last.state != "submitted":
        raise NotSubmittedYet(state=open.last.state)
    return open


def _true_on(session: Session, report: Report) -> date:
    """The period's last day, or the day of the first submission when that came before its end.

    All editions speak of the same day: the figure of a correction takes the place of the one before because it is recorded later.
    """
    first = session.scalars(
        select(ReportStep.on)
        .where(ReportStep.report_id == report.id, ReportStep.state == "submitted")
        .order_by(ReportStep.number)
        .limit(1)
    ).one()
    return min(report.period_last, first)
