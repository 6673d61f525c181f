"""A report's revisions and translations, each recorded again at its own instant, and refused as the write side would."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.core import clock
from app.core.language import require
from app.plans.facts import periods
from app.plans.indicators.errors import AgencyIsClass
from app.plans.models import Report, ReportRevision, ReportText, Task
from app.plans.reports import service
from app.plans.reports.errors import NotOpen, ReportExists, TranslationOfItself
from app.plans.reports.service import content, records
from app.plans.reports.service.duties import role_of
from app.plans.structure.errors import UnknownTask
from app.transfer.errors import Place
from app.transfer.loading.history import steps
from app.transfer.loading.history.content import evidence, figures
from app.transfer.loading.history.said import body
from app.transfer.loading.history.scene import Event, Scene, who
from app.transfer.loading.loader import IMPORT
from app.transfer.loading.outcome import Unloadable
from app.transfer.records.history import ReportRecord, RevisionRecord, StepRecord, TranslationOfReport

#: What was recorded in one moment comes in this order: a revision, what it says in other languages, what was done with it.
_REVISION, _TRANSLATION, _STEP, _DISCARD = range(4)


def events(scene: Scene, record: ReportRecord, place: Place, line: int) -> Iterator[Event]:
    """Everything that was recorded of a report."""

    def saved(one: RevisionRecord) -> Event:
        return Event(one.recorded_at, (4, line, 4 * one.number + _REVISION), place, lambda: revision(scene, record, one))

    def translated(one: TranslationOfReport) -> Event:
        return Event(one.recorded_at, (4, line, 4 * one.revision + _TRANSLATION), place, lambda: translation(scene, record, one))

    def stepped(one: StepRecord) -> Event:
        return Event(one.recorded_at, (4, line, 4 * one.revision + _STEP), place, lambda: steps.step(scene, record, one))

    def gone() -> None:
        service.discard(scene.session, IMPORT, scene.code, record.id, None)

    yield from map(saved, record.revisions)
    yield from map(translated, record.translations)
    yield from map(stepped, record.steps)
    if record.discarded_at is not None:
        yield Event(record.discarded_at, (4, line, 4 * len(record.revisions) + _DISCARD), place, gone)


def revision(scene: Scene, record: ReportRecord, one: RevisionRecord) -> None:
    """The report was saved; the first time it was begun."""
    actor = who(one)
    periods.check_open(scene.session, scene.plan, record.period)
    report = _begun(scene, record, one) if one.number == 1 else _opened(scene, record, one)
    said = content.Given(one.narrative, figures(scene, actor, report, one), evidence(scene, one))
    content.save(scene.session, actor, report, said, one.edition, one.reason)
    records.done(scene.session, actor, report, "report.import", number=one.number)


def translation(scene: Scene, record: ReportRecord, one: TranslationOfReport) -> None:
    """A revision was told in another language, or told better."""
    session = scene.session
    of = session.scalar(
        select(ReportRevision).where(ReportRevision.report_id == record.id, ReportRevision.number == one.revision)
    )
    if of is None:
        raise Unloadable("translations", f"There was no revision {one.revision} yet.")
    tag = require(one.language, scene.offered)
    if tag == record.language:
        raise TranslationOfItself(language=tag, pointer="/translations")
    before = session.scalars(select(ReportText.number).where(ReportText.revision_id == of.id, ReportText.language == tag)).all()
    session.add(
        ReportText(
            revision_id=of.id,
            language=tag,
            number=max(before, default=0) + 1,
            narrative=one.narrative,
            made_from=one.made_from,
            recorded_at=clock.now(),
            recorded_by=one.recorded_by,
        )
    )
    report = session.get_one(Report, record.id)
    records.done(session, who(one), report, "report.translate", language=tag, number=one.revision)


def _begun(scene: Scene, record: ReportRecord, one: RevisionRecord) -> Report:
    """The report itself: the calendar asked for it then, and the agency had this part in the task."""
    session, period = scene.session, periods.named(record.period)
    task = session.scalar(select(Task.id).where(Task.plan_id == scene.plan.id, Task.number == record.task))
    if task is None:
        raise UnknownTask(plan=scene.code, task=record.task, pointer="/task")
    agency = body(scene, record.agency)
    if agency.type == "class":
        raise AgencyIsClass(agency=record.agency, pointer="/agency")
    role = role_of(session, scene.plan, record.task, period, record.agency, record.steps[0].on)
    if role != record.role:
        raise Unloadable("role", f"In this task {record.agency} is “{role}” for {period.code}.")
    report = Report(
        id=record.id,
        task_id=task,
        period=period.code,
        period_first=period.first,
        period_last=period.last,
        agency_id=agency.id,
        role=role,
        language=require(record.language, scene.offered),
        revision=0,
        created_at=one.recorded_at,
        created_by=one.recorded_by,
        changed_at=one.recorded_at,
    )
    try:
        with session.begin_nested():
            session.add(report)
            session.flush()
    except IntegrityError:
        raise ReportExists(agency=record.agency, task=record.task, period=period.code) from None
    return report


def _opened(scene: Scene, record: ReportRecord, one: RevisionRecord) -> Report:
    """The report, open for one more revision of its edition, or for the first of the next."""
    last = steps.last(scene, record)
    same = last.edition == one.edition and last.state in ("draft", "returned")
    if not same and not (last.state == "accepted" and one.edition == last.edition + 1):
        raise NotOpen(state=last.state)
    return scene.session.get_one(Report, record.id)
