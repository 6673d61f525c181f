"""The steps of a report: submitted, returned and accepted as the write side does it, with what was frozen as it was frozen."""

from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from app.core.actor import Actor
from app.plans.facts import periods
from app.plans.models import Report, ReportRevision, ReportStep
from app.plans.reports import service
from app.plans.reports.errors import NotOpen, NotSubmittedYet
from app.plans.reports.schemas.snapshot import Snapshot
from app.plans.reports.service import content, records
from app.transfer.loading.history.scene import Scene, who
from app.transfer.loading.outcome import Unloadable
from app.transfer.records.history import ReportRecord, StepRecord


def step(scene: Scene, record: ReportRecord, one: StepRecord) -> None:
    """The report came into a state."""
    session, actor, code, id = scene.session, who(one), scene.code, record.id
    newest = session.scalars(
        select(ReportRevision).where(ReportRevision.report_id == id).order_by(ReportRevision.number.desc()).limit(1)
    ).one_or_none()
    if newest is None or newest.number != one.revision:
        raise Unloadable("steps", f"{one.state}: the newest revision was another than {one.revision} then.")
    if one.state == "draft":
        _drafted(scene, record, actor, newest, one)
    elif one.state == "submitted":
        service.submit(session, actor, code, id, None, one.on, scene.today())
    elif one.state == "returned":
        service.send_back(session, actor, code, id, None, one.reasons or "", one.on, scene.today())
    else:
        _accepted(scene, record, actor, one)


def last(scene: Scene, record: ReportRecord) -> ReportStep:
    """The step that the report took last."""
    found = scene.session.scalars(
        select(ReportStep).where(ReportStep.report_id == record.id).order_by(ReportStep.number.desc()).limit(1)
    ).one_or_none()
    if found is None:
        raise Unloadable("steps", "A report begins as a draft.")
    return found


def _drafted(scene: Scene, record: ReportRecord, actor: Actor, newest: ReportRevision, one: StepRecord) -> None:
    """An edition begins: the first with the report, the others after an acceptance."""
    report = scene.session.get_one(Report, record.id)
    before = last(scene, record) if newest.number > 1 else None
    if before is not None and (before.state != "accepted" or newest.edition != before.edition + 1):
        raise NotOpen(state=before.state)
    on = records.day(actor, one.on, scene.today(), report.period_first, before)
    records.step(scene.session, actor, report, newest, "draft", on)


def _accepted(scene: Scene, record: ReportRecord, actor: Actor, one: StepRecord) -> None:
    """Accepted, with the names that things had then. The figures that came with it stand in lines of their own."""
    open = records.to_change(scene.session, actor, scene.code, record.id, None)
    periods.check_open(scene.session, open.plan, open.report.period)
    if open.last.state != "submitted":
        raise NotSubmittedYet(state=open.last.state)
    on = records.day(actor, one.on, scene.today(), open.report.period_first, open.last)
    content.check_again(scene.session, open.plan, open.newest.figures)
    frozen = _frozen(scene, record, open.newest, one)
    records.step(scene.session, actor, open.report, open.newest, "accepted", on, snapshot=frozen)
    records.done(scene.session, actor, open.report, "report.accept", number=open.newest.number, edition=open.newest.edition)


def _frozen(scene: Scene, record: ReportRecord, newest: ReportRevision, one: StepRecord) -> dict[str, Any]:
    """What was frozen, with the documents' ids here; it must be about this report and this revision."""
    given = one.snapshot or {}
    try:
        evidence = [{**some, "document": str(scene.there(some["document"], "steps"))} for some in given["evidence"]]
        snapshot = Snapshot.model_validate({**given, "evidence": evidence})
    except (ValidationError, KeyError, TypeError):
        raise Unloadable("steps", "The snapshot is not one of an accepted report.") from None
    about = (snapshot.task, snapshot.period, snapshot.agency, snapshot.role, snapshot.edition, snapshot.revision)
    expected = (record.task, record.period, record.agency, record.role, newest.edition, newest.number)
    if (*about, snapshot.accepted_on) != (*expected, one.on):
        raise Unloadable("steps", "The snapshot is of another report, another revision or another day.")
    return snapshot.model_dump(mode="json")
