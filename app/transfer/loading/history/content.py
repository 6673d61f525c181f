"""What a revision of a report says, beside its words."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.core.actor import Actor
from app.plans.indicators.errors import UnknownIndicator
from app.plans.models import Indicator, Report, ReportRevision
from app.plans.reports.errors import FigureTwice
from app.plans.reports.schemas.incoming import NewFigure
from app.plans.reports.service import content
from app.transfer.loading.history.said import counted
from app.transfer.loading.history.scene import Scene
from app.transfer.records.history import FigureRecord, RevisionRecord

_FIGURE = ("condition", "unit", "value", "numerator", "denominator", "note")


def figures(scene: Scene, actor: Actor, report: Report, one: RevisionRecord) -> list[dict[str, Any]]:
    """The figures, checked as they were when they were given: one that was left as it was is not looked at again."""
    ids: dict[str, UUID] = {
        code: id
        for code, id in scene.session.execute(select(Indicator.code, Indicator.id).where(Indicator.plan_id == scene.plan.id))
    }
    before = {} if one.number == 1 else _before(scene, report, {id: code for code, id in ids.items()})
    seen: set[tuple[str, str]] = set()
    for place, figure in enumerate(one.figures):
        key = figure.indicator, figure.condition
        pointer = f"/revisions/{one.number - 1}/figures/{place}"
        if figure.indicator not in ids:
            raise UnknownIndicator(indicator=figure.indicator, pointer=pointer)
        if key in seen:
            raise FigureTwice(indicator=figure.indicator, condition=figure.condition, pointer=pointer)
        seen.add(key)
    fresh = [_new(one) for one in one.figures if before.get((one.indicator, one.condition)) != _said(one)]
    content.given(scene.session, actor, scene.plan, "", fresh, ())
    return [{"indicator_id": ids[each.indicator], **dict(zip(_FIGURE, _said(each), strict=True))} for each in one.figures]


def evidence(scene: Scene, one: RevisionRecord) -> list[dict[str, Any]]:
    """Documents must be there; whether they were published then is not asked again."""
    field = f"revisions.{one.number - 1}.evidence"
    return [
        {"document_id": scene.there(some.document, f"{field}.{place}"), "eid": some.eid, "note": some.note}
        for place, some in enumerate(one.evidence)
    ]


def _before(scene: Scene, report: Report, codes: dict[UUID, str]) -> dict[tuple[str, str], tuple[Any, ...]]:
    newest = scene.session.scalars(
        select(ReportRevision)
        .where(ReportRevision.report_id == report.id)
        .order_by(ReportRevision.number.desc())
        .limit(1)
        .options(selectinload(ReportRevision.figures))
    ).one()
    return {(codes[one.indicator_id], one.condition): _said(one) for one in newest.figures}


def _new(one: FigureRecord) -> NewFigure:
    plain = {name: getattr(one, name) for name in ("indicator", "condition", "unit", "note")}
    return NewFigure.model_construct(**plain, **counted(one))


def _said(one: Any) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in _FIGURE)
