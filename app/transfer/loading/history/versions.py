"""Versions of tasks, indicators and reporting rules, made again by the services that make them."""

from typing import Any

from sqlalchemy import select

from app.plans.models import Indicator as IndicatorRow
from app.plans.models import IndicatorVersion, Task
from app.plans.structure import service
from app.plans.structure.schemas.incoming import TaskChange
from app.plans.structure.schemas.setting import IndicatorSet
from app.transfer.loading.history.scene import Scene, who
from app.transfer.loading.outcome import Unloadable
from app.transfer.records import TaskRecord
from app.transfer.records.history import IndicatorVersionRecord, RuleVersionRecord, TaskVersionRecord
from app.transfer.records.plan import notes


def task(scene: Scene, one: TaskVersionRecord) -> None:
    """A task's first version, or the next one."""
    record = TaskRecord.model_construct(**{name: getattr(one, name) for name in TaskRecord.model_fields})
    there = scene.session.scalar(select(Task.id).where(Task.plan_id == scene.plan.id, Task.number == one.number))
    if there is None:
        if one.withdrawn or one.reason is not None:
            raise Unloadable("", "The first version of a task is not withdrawn, and has no reason.")
        service.add_task(scene.session, who(one), scene.code, record.new(), scene.offered)
        return
    told: dict[str, Any] = {name: getattr(record, name) for name in TaskRecord.model_fields if name not in ("number", "note")}
    change = TaskChange(**told, notes=notes(record.note), withdrawn=one.withdrawn, reason=one.reason)
    service.change_task(scene.session, who(one), scene.code, one.number, None, change, scene.offered)


def indicator(scene: Scene, one: IndicatorVersionRecord) -> None:
    """An indicator's first version, or the next one; its words are those that the plan's record has."""
    found = next((some for some in scene.record.indicators if some.code == one.code), None)
    if found is None:
        raise Unloadable("code", f"The plan's record has no indicator {one.code}.")
    wanted = IndicatorSet(
        code=one.code,
        source=found.source,
        printed=found.printed,
        expected=one.expected,
        conditions=one.conditions,
        titles=found.titles,
        notes=notes(found.note),
    )
    first = scene.session.scalar(
        select(IndicatorVersion.id)
        .join(IndicatorRow, IndicatorRow.id == IndicatorVersion.indicator_id)
        .where(IndicatorRow.plan_id == scene.plan.id, IndicatorRow.code == one.code)
        .limit(1)
    )
    if first is None and one.reason is not None:
        raise Unloadable("reason", "The first version of an indicator has no reason.")
    service.set_indicator(scene.session, who(one), scene.plan, wanted, scene.offered, one.reason)


def rule(scene: Scene, one: RuleVersionRecord) -> None:
    """A rule's first version, or the next one."""
    service.set_rule(scene.session, who(one), scene.plan, one, scene.offered, withdrawn=one.withdrawn)
