"""A plan and everything that was recorded of it, in the order in which it was recorded."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.plans.models import Indicator, Passage, Plan
from app.plans.structure import service
from app.transfer import exporting
from app.transfer.loading.history import reports, said, versions
from app.transfer.loading.history.scene import Event, Scene
from app.transfer.loading.loader import IMPORT
from app.transfer.loading.outcome import Unloadable, placed
from app.transfer.loading.plans import plain
from app.transfer.reading import Read
from app.transfer.records import PlanRecord
from app.transfer.records.history import (
    ClosingRecord,
    ExtensionRecord,
    FactRecord,
    IndicatorVersionRecord,
    MeasurementRecord,
    PlanMade,
    ReportRecord,
    RuleVersionRecord,
    StatementRecord,
    TaskVersionRecord,
)


def replay_plan(
    session: Session,
    one: Read[PlanRecord],
    facts: Sequence[Read[FactRecord]],
    offered: Sequence[str],
    zone: str,
    documents: Mapping[str, UUID],
) -> None:
    """The plan with its groups, then its history, then what it prints beside its tasks."""
    record, made = one.record, facts[0].record
    assert isinstance(made, PlanMade)
    now = clock.now()
    with placed(one.place), clock.frozen(made.created_at):
        service.create(session, IMPORT, record.new(documents), offered)
        for group in record.groups:
            service.add_group(session, IMPORT, record.code, group.new(), offered)
        plan = session.scalars(select(Plan).where(Plan.code == record.code)).one()
    scene = Scene(session, plan, record, offered, zone, documents)
    for event in sorted(_events(scene, facts), key=lambda event: (event.at, event.order)):
        event.happen(now)
    with placed(one.place):
        _settle(scene)


def _events(scene: Scene, facts: Sequence[Read[FactRecord]]) -> Iterator[Event]:
    for line, read in enumerate(facts):
        place = read.place
        match read.record:
            case TaskVersionRecord() as task:
                yield Event(task.recorded_at, (0, line, 0), place, lambda task=task: versions.task(scene, task))  # type: ignore[misc]
            case IndicatorVersionRecord() as one:
                yield Event(one.recorded_at, (1, line, 0), place, lambda one=one: versions.indicator(scene, one))  # type: ignore[misc]
            case RuleVersionRecord() as rule:
                yield Event(rule.recorded_at, (2, line, 0), place, lambda rule=rule: versions.rule(scene, rule))  # type: ignore[misc]
            case StatementRecord() as statement:
                yield Event(statement.recorded_at, (3, line, 0), place, lambda one=statement: said.statement(scene, one))  # type: ignore[misc]
            case ReportRecord() as report:
                yield from reports.events(scene, report, place, line)
            case MeasurementRecord() as measured:
                yield Event(measured.recorded_at, (5, line, 0), place, lambda one=measured: said.measurement(scene, one))  # type: ignore[misc]
            case ExtensionRecord() as extension:
                yield Event(extension.recorded_at, (6, line, 0), place, lambda one=extension: said.extension(scene, one))  # type: ignore[misc]
            case ClosingRecord() as closing:
                # Opened and closed in one moment: what was written for it was written in between.
                rank = 7 if closing.closed else 3
                yield Event(closing.recorded_at, (rank, line, 0), place, lambda one=closing: said.closing(scene, one))  # type: ignore[misc]


def _settle(scene: Scene) -> None:
    """Passages name tasks, and indicators passages: they are told when all are there. Then the plan must be what its record says."""
    session, record = scene.session, scene.record
    service.set_passages(session, IMPORT, scene.code, None, record.printed_passages(scene.documents), scene.offered)
    eids = {eid: id for eid, id in session.execute(select(Passage.eid, Passage.id).where(Passage.plan_id == scene.plan.id))}
    rows = {one.code: one for one in session.scalars(select(Indicator).where(Indicator.plan_id == scene.plan.id))}
    for place, one in enumerate(record.indicators):
        if one.passage is not None and one.passage not in eids:
            raise Unloadable(f"indicators.{place}.passage", f"There is no passage {one.passage}.")
        if one.code in rows:
            rows[one.code].passage_id = None if one.passage is None else eids[one.passage]
    session.flush()
    there = exporting.plans(session)[scene.code]
    for name in ("groups", "passages", "tasks", "indicators", "rules"):
        if plain(getattr(there, name)) != plain(getattr(record, name)):
            raise Unloadable(name, "The history ends with something else than what the plan's record says.")
