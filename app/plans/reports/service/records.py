"""What every act on a report begins and ends with."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, outbox
from app.core import clock
from app.core.actor import Actor
from app.plans.models import Plan, Report, ReportRevision, ReportStep
from app.plans.reports import policy, queries
from app.plans.reports.errors import DayBeforeLastStep, DayBeforePeriod, DayInFuture, ReportNotFound
from app.plans.structure import service as structure
from app.web.etag import check_revision

TOPIC = "report"


@dataclass(frozen=True, slots=True)
class Opened:
    """A report that is being worked on, locked: with its plan, the last step, and the newest revision."""

    plan: Plan
    report: Report
    last: ReportStep
    newest: ReportRevision


def find(session: Session, actor: Actor, code: str, id: UUID) -> tuple[Plan, Report]:
    """A report that the actor may see; another agency's is not there."""
    plan = structure.find(session, code)
    return plan, _seen(actor, id, session.scalar(queries.report(plan, id)))


def to_change(session: Session, actor: Actor, code: str, id: UUID, expected: int | None) -> Opened:
    """A report that the actor may see, locked until the end of the transaction. Who may change it is for the act to ask."""
    plan = structure.find(session, code)
    report = _seen(actor, id, session.scalar(queries.report(plan, id).with_for_update(of=Report)))
    if expected is not None:
        check_revision(expected, report.revision)
    last = session.scalars(select(ReportStep).where(ReportStep.report_id == id).order_by(ReportStep.number.desc()).limit(1)).one()
    return Opened(plan, report, last, session.scalars(queries.whole(id).execution_options(populate_existing=True)).one())


def _seen(actor: Actor, id: UUID, report: Report | None) -> Report:
    if report is None or not policy.sees(actor, report.agency.code):
        raise ReportNotFound(id=id)
    return report


def day(actor: Actor, on: date | None, today: date, first: date, last: ReportStep | None) -> date:
    """The day of a step: today, or the one that a plan manager names; not to come, not before the period, nor before the last step."""
    if on is None:
        return today
    if on != today:
        policy.check_day(actor)
    if on > today:
        raise DayInFuture(on=on, pointer="/on")
    if on < first:
        raise DayBeforePeriod(on=on, pointer="/on")
    if last is not None and on < last.on:
        raise DayBeforeLastStep(last=last.on, pointer="/on")
    return on


def step(
    session: Session,
    actor: Actor,
    report: Report,
    revision: ReportRevision,
    state: str,
    on: date,
    *,
    reasons: str | None = None,
    snapshot: dict[str, Any] | None = None,
) -> ReportStep:
    """Keep that the report came into a state."""
    number = session.scalar(select(func.max(ReportStep.number)).where(ReportStep.report_id == report.id)) or 0
    made = ReportStep(
        report_id=report.id,
        number=number + 1,
        edition=revision.edition,
        revision_id=revision.id,
        state=state,
        on=on,
        reasons=reasons,
        snapshot=snapshot,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    session.add(made)
    session.flush()
    return made


def done(session: Session, actor: Actor, report: Report, action: str, **detail: object) -> None:
    """What every change ends with: a new row revision, an audit record and an announcement."""
    report.revision += 1
    report.changed_at = clock.now()
    session.flush()
    audit.record(session, actor, action, report.id, revision=report.revision, **detail)
    outbox.announce(session, TOPIC, report.id)
