"""An agency's acts: drafting, changing, discarding, submitting, and correcting what was accepted."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core import clock, language
from app.core.actor import Actor
from app.plans.facts import periods
from app.plans.indicators.errors import AgencyIsClass, AgencyNeeded
from app.plans.models import Plan, Report, ReportStep, Task
from app.plans.reports import policy, queries
from app.plans.reports.errors import FigureDropped, NotAcceptedYet, NothingReported, NotOpen, ReportExists, SubmittedOnce
from app.plans.reports.schemas.incoming import NewReport, ReportChange, ReportCorrection
from app.plans.reports.service import content
from app.plans.reports.service.duties import role_of
from app.plans.reports.service.records import Opened, day, done, step, to_change
from app.plans.structure import service as structure
from app.plans.structure.errors import UnknownAgency, UnknownTask

OPEN = ("draft", "returned")


def create(session: Session, actor: Actor, code: str, new: NewReport, today: date, offered: Sequence[str]) -> Report:
    """A draft. One agency has one report on a task and period; the calendar must ask for it, and the agency have a part in the task."""
    agency = new.agency or actor.agency
    if agency is None:
        raise AgencyNeeded(pointer="/agency")
    policy.check_create(actor, agency)
    plan = structure.find(session, code)
    period = periods.named(new.period)
    periods.check_open(session, plan, period.code)
    tag = language.require(new.language, offered)
    task = _task(session, plan, new.task)
    body = _body(session, agency)
    on = day(actor, new.on, today, period.first, None)
    role = role_of(session, plan, task.number, period, body.code, on)
    said = content.given(session, actor, plan, new.narrative, new.figures, new.evidence)
    now = clock.now()
    report = Report(
        task_id=task.id,
        period=period.code,
        period_first=period.first,
        period_last=period.last,
        agency_id=body.id,
        role=role,
        language=tag,
        revision=0,
        created_at=now,
        created_by=actor.name,
        changed_at=now,
    )
    try:
        with session.begin_nested():
            session.add(report)
            session.flush()
    except IntegrityError:
        raise ReportExists(agency=body.code, task=task.number, period=period.code) from None
    revision = content.save(session, actor, report, said, 1)
    step(session, actor, report, revision, "draft", on)
    done(session, actor, report, "report.create", task=task.number, period=period.code, agency=body.code)
    return report


def change(session: Session, actor: Actor, code: str, id: UUID, expected: int | None, wanted: ReportChange) -> Report:
    """A new revision of what is open: a draft, or what was returned, which stays “returned” until it is submitted again."""
    open = _to_write(session, actor, code, id, expected)
    if open.last.state not in OPEN:
        raise NotOpen(state=open.last.state)
    said = content.changed(session, actor, open.plan, open.report, open.newest, wanted)
    made = content.save(session, actor, open.report, said, open.newest.edition)
    done(session, actor, open.report, "report.change", number=made.number, fields=sorted(wanted.model_fields_set))
    return open.report


def discard(session: Session, actor: Actor, code: str, id: UUID, expected: int | None) -> None:
    """Take a draft back that was never submitted. It is gone from now on; what was known of it before stays known."""
    open = _to_write(session, actor, code, id, expected)
    beyond = select(ReportStep.id).where(ReportStep.report_id == id, ReportStep.state != "draft").limit(1)
    if session.scalar(beyond) is not None:
        raise SubmittedOnce
    open.report.discarded_at = clock.now()
    done(session, actor, open.report, "report.discard")


def submit(session: Session, actor: Actor, code: str, id: UUID, expected: int | None, on: date | None, today: date) -> Report:
    """Hand the newest revision in. Everything is looked at again: the calendar, the agency's part, the figures."""
    open = _to_write(session, actor, code, id, expected)
    if open.last.state not in OPEN:
        raise NotOpen(state=open.last.state)
    report, newest = open.report, open.newest
    dated = day(actor, on, today, report.period_first, open.last)
    period = periods.named(report.period)
    role_of(session, open.plan, report.task.number, period, report.agency.code, dated)
    if not newest.figures and not content.source_text(session, report, newest.number):
        raise NothingReported(pointer="/narrative")
    checked = content.check_again(session, open.plan, newest.figures)
    there = {(indicator.code, figure.condition) for indicator, figure in checked}
    for indicator, condition in session.execute(queries.accepted_figures(report.id)):
        if (indicator, condition) not in there:
            raise FigureDropped(indicator=indicator, condition=condition, pointer="/figures")
    step(session, actor, report, newest, "submitted", dated)
    done(session, actor, report, "report.submit", number=newest.number, edition=newest.edition)
    return report


def correct(
    session: Session, actor: Actor, code: str, id: UUID, expected: int | None, wanted: ReportCorrection, today: date
) -> Report:
    """Begin a new edition of an accepted report. What was accepted stands until the correction is accepted itself."""
    open = _to_write(session, actor, code, id, expected)
    if open.last.state != "accepted":
        raise NotAcceptedYet(state=open.last.state)
    report = open.report
    on = day(actor, wanted.on, today, report.period_first, open.last)
    said = content.changed(session, actor, open.plan, report, open.newest, wanted)
    made = content.save(session, actor, report, said, open.newest.edition + 1, wanted.reason)
    step(session, actor, report, made, "draft", on)
    done(session, actor, report, "report.correct", edition=made.edition)
    return report


def _to_write(session: Session, actor: Actor, code: str, id: UUID, expected: int | None) -> Opened:
    open = to_change(session, actor, code, id, expected)
    policy.check_write(actor, open.report.agency.code)
    periods.check_open(session, open.plan, open.report.period)
    return open


def _task(session: Session, plan: Plan, number: str) -> Task:
    found = session.scalar(select(Task).where(Task.plan_id == plan.id, Task.number == number))
    if found is None:
        raise UnknownTask(plan=plan.code, task=number, pointer="/task")
    return found


def _body(session: Session, code: str) -> Agency:
    found = session.scalar(select(Agency).where(Agency.code == code))
    if found is None:
        raise UnknownAgency(agency=code, pointer="/agency")
    if found.type == "class":
        raise AgencyIsClass(agency=code, pointer="/agency")
    return found
