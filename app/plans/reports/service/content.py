"""What a revision says: words, figures, evidence. Each save keeps them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor
from app.plans.indicators import service as indicators
from app.plans.indicators.errors import UnknownIndicator
from app.plans.indicators.schemas.incoming import NewMeasured
from app.plans.models import Evidence, Figure, Indicator, Plan, Report, ReportRevision, ReportText
from app.plans.reports import queries
from app.plans.reports.errors import FigureTwice, UnknownProvision
from app.plans.reports.schemas.incoming import NewEvidence, NewFigure, ReportChange, ReportCorrection
from app.plans.structure.errors import UnknownDocument


@dataclass(frozen=True, slots=True)
class Given:
    """What a new revision is to say, checked."""

    narrative: str
    figures: list[dict[str, Any]]
    evidence: list[dict[str, Any]]


def given(
    session: Session, actor: Actor, plan: Plan, narrative: str, figures: Sequence[NewFigure], evidence: Sequence[NewEvidence]
) -> Given:
    """What came in for a new report."""
    return Given(narrative, _figures(session, plan, figures), _evidence(session, actor, evidence))


def changed(
    session: Session, actor: Actor, plan: Plan, report: Report, before: ReportRevision, wanted: ReportChange | ReportCorrection
) -> Given:
    """What came in, with what was left out as it was."""
    narrative = source_text(session, report, before.number) if wanted.narrative is None else wanted.narrative
    return Given(
        narrative,
        [_figure_as_before(one) for one in before.figures] if wanted.figures is None else _figures(session, plan, wanted.figures),
        [_evidence_as_before(one) for one in before.evidence]
        if wanted.evidence is None
        else _evidence(session, actor, wanted.evidence),
    )


def save(session: Session, actor: Actor, report: Report, said: Given, edition: int, reason: str | None = None) -> ReportRevision:
    """Keep a new revision."""
    number = session.scalar(select(func.max(ReportRevision.number)).where(ReportRevision.report_id == report.id)) or 0
    now = clock.now()
    revision = ReportRevision(
        report_id=report.id, number=number + 1, edition=edition, reason=reason, recorded_at=now, recorded_by=actor.name
    )
    session.add(revision)
    session.flush()
    session.add(
        ReportText(
            revision_id=revision.id, language=report.language, narrative=said.narrative, recorded_at=now, recorded_by=actor.name
        )
    )
    session.add_all(Figure(revision_id=revision.id, position=place, **one) for place, one in enumerate(said.figures))
    session.add_all(Evidence(revision_id=revision.id, position=place, **one) for place, one in enumerate(said.evidence))
    session.flush()
    return revision


def source_text(session: Session, report: Report, number: int) -> str:
    """The narrative in the report's own language, as of a revision."""
    return source_texts(session, report, {number})[number]


def source_texts(session: Session, report: Report, numbers: set[int]) -> dict[int, str]:
    """The narratives in the report's own language, by the numbers of their revisions."""
    return {number: narrative for number, narrative in session.execute(queries.sources(report, numbers))}


def check_again(session: Session, plan: Plan, figures: Sequence[Figure]) -> list[tuple[Indicator, Figure]]:
    """The figures still fit their indicators, which are kept from being changed: they may have been since a figure was saved."""
    codes = {
        id: code
        for id, code in session.execute(
            select(Indicator.id, Indicator.code).where(Indicator.id.in_({one.indicator_id for one in figures}))
        )
    }
    found = indicators.to_measure(session, plan.id, codes.values())
    for place, one in enumerate(figures):
        row, version = found[codes[one.indicator_id]]
        numbers: dict[str, Any] = {
            name: None if (n := getattr(one, name)) is None else f"{n:f}" for name in ("value", "numerator", "denominator")
        }
        measured = NewMeasured.model_construct(condition=one.condition, unit=one.unit, **numbers)
        indicators.check_figure(row.code, version, measured, f"/figures/{place}")
    return [(found[codes[one.indicator_id]][0], one) for one in figures]


def _figures(session: Session, plan: Plan, wanted: Sequence[NewFigure]) -> list[dict[str, Any]]:
    found = indicators.to_measure(session, plan.id, {one.indicator for one in wanted}) if wanted else {}
    seen: set[tuple[str, str]] = set()
    made = []
    for place, one in enumerate(wanted):
        pointer = f"/figures/{place}"
        if one.indicator not in found:
            raise UnknownIndicator(indicator=one.indicator, pointer=f"{pointer}/indicator")
        if (one.indicator, one.condition) in seen:
            raise FigureTwice(indicator=one.indicator, condition=one.condition, pointer=pointer)
        seen.add((one.indicator, one.condition))
        row, version = found[one.indicator]
        checked = indicators.check_figure(one.indicator, version, one, pointer)
        made.append(
            {
                "indicator_id": row.id,
                "condition": checked.condition,
                "unit": checked.unit,
                "value": checked.value,
                "numerator": checked.numerator,
                "denominator": checked.denominator,
                "note": one.note,
            }
        )
    return made


def _evidence(session: Session, actor: Actor, wanted: Sequence[NewEvidence]) -> list[dict[str, Any]]:
    """Documents that the actor can see: agencies point at what is published, staff also at drafts."""
    ids = {one.document for one in wanted}
    there = set(session.scalars(queries.documents_there(ids, drafts=actor.staff))) if ids else set()
    pointed = {one.document for one in wanted if one.eid is not None}
    provisions: set[tuple[UUID, str]] = set()
    if pointed:
        provisions = {(id, eid) for id, eid in session.execute(queries.provisions_there(pointed, drafts=actor.staff))}
    for place, one in enumerate(wanted):
        if one.document not in there:
            raise UnknownDocument(document=one.document, pointer=f"/evidence/{place}/document")
        if one.eid is not None and (one.document, one.eid) not in provisions:
            raise UnknownProvision(eid=one.eid, pointer=f"/evidence/{place}/eid")
    return [{"document_id": one.document, "eid": one.eid, "note": one.note} for one in wanted]


def _figure_as_before(one: Figure) -> dict[str, Any]:
    names = ("indicator_id", "condition", "unit", "value", "numerator", "denominator", "note")
    return {name: getattr(one, name) for name in names}


def _evidence_as_before(one: Evidence) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("document_id", "eid", "note")}
