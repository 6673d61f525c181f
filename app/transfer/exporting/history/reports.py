"""Reports with everything that was recorded of them, and measurements."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.plans.models import Figure, Indicator, Measurement, Plan, Report, ReportRevision, ReportStep, ReportText, Task
from app.transfer.exporting.around import Around, recorded
from app.transfer.records.history import (
    EvidenceRecord,
    FigureRecord,
    FromReport,
    MeasurementRecord,
    ReportRecord,
    RevisionRecord,
    StepRecord,
    TranslationOfReport,
)

_NUMBERS = ("condition", "unit", "value", "numerator", "denominator")
#: Reports that are read at a time.
BATCH = 500


def reports(session: Session, plan: Plan, around: Around) -> Iterator[ReportRecord]:
    """In the order of their addresses, which is that in which they were begun; discarded drafts among them."""
    ids = session.scalars(
        select(Report.id).join(Task, Task.id == Report.task_id).where(Task.plan_id == plan.id).order_by(Report.id)
    ).all()
    whole = selectinload(Report.revisions)
    for start in range(0, len(ids), BATCH):
        rows = session.scalars(
            select(Report)
            .where(Report.id.in_(ids[start : start + BATCH]))
            .order_by(Report.id)
            .options(
                whole.selectinload(ReportRevision.texts),
                whole.selectinload(ReportRevision.figures),
                whole.selectinload(ReportRevision.evidence),
                selectinload(Report.steps),
            )
            .execution_options(populate_existing=True)
        )
        for one in rows:
            yield _report(one, around)


def measurements(session: Session, plan: Plan, around: Around) -> Iterator[MeasurementRecord]:
    """Figures that count, those of accepted reports with the revision that they came with."""
    one, revision = Measurement, ReportRevision
    rows = session.execute(
        select(one, revision.report_id, revision.number)
        .join(Indicator, Indicator.id == one.indicator_id)
        .outerjoin(revision, revision.id == one.report_revision_id)
        .where(Indicator.plan_id == plan.id)
        .order_by(one.recorded_at, Indicator.position, one.condition, one.period, one.on, one.id)
    )
    for row, report, number in rows:
        yield MeasurementRecord.model_construct(
            record="measurement",
            indicator=around.indicators[row.indicator_id],
            **{name: getattr(row, name) for name in _NUMBERS},
            agency=around.agencies[row.agency_id],
            period=row.period,
            on=row.on,
            source=row.source,
            report=None if report is None else FromReport.model_construct(id=report, revision=number),
            **recorded(row),
        )


def _report(one: Report, around: Around) -> ReportRecord:
    numbers = {revision.id: revision.number for revision in one.revisions}
    told: dict[str, Any] = {"role": one.role}
    others = [(revision, text) for revision in one.revisions for text in revision.texts if text.language != one.language]
    others.sort(key=lambda pair: (pair[1].recorded_at, pair[1].language, pair[0].number, pair[1].number))
    return ReportRecord.model_construct(
        record="report",
        id=one.id,
        task=around.task(one.task_id),
        period=one.period,
        agency=around.agencies[one.agency_id],
        **told,
        language=one.language,
        discarded_at=one.discarded_at,
        revisions=[_revision(revision, one, around) for revision in one.revisions],
        translations=[_translation(revision, text) for revision, text in others],
        steps=[_step(step, numbers[step.revision_id], around) for step in one.steps],
    )


def _revision(one: ReportRevision, report: Report, around: Around) -> RevisionRecord:
    return RevisionRecord.model_construct(
        number=one.number,
        edition=one.edition,
        reason=one.reason,
        narrative=next(text.narrative for text in one.texts if text.language == report.language),
        figures=[_figure(figure, around) for figure in one.figures],
        evidence=[
            EvidenceRecord.model_construct(document=around.documents[some.document_id], eid=some.eid, note=some.note)
            for some in one.evidence
        ],
        **recorded(one),
    )


def _figure(one: Figure, around: Around) -> FigureRecord:
    numbers: dict[str, Any] = {name: getattr(one, name) for name in _NUMBERS}
    return FigureRecord.model_construct(indicator=around.indicators[one.indicator_id], **numbers, note=one.note)


def _translation(revision: ReportRevision, text: ReportText) -> TranslationOfReport:
    return TranslationOfReport.model_construct(
        revision=revision.number,
        language=text.language,
        narrative=text.narrative,
        made_from=text.made_from,
        **recorded(text),
    )


def _step(one: ReportStep, number: int, around: Around) -> StepRecord:
    told: dict[str, Any] = {"state": one.state}
    return StepRecord.model_construct(
        revision=number, **told, on=one.on, reasons=one.reasons, snapshot=_keyed(one.snapshot, around), **recorded(one)
    )


def _keyed(snapshot: dict[str, Any] | None, around: Around) -> dict[str, Any] | None:
    """What was frozen, with the keys of its documents: elsewhere they have other ids."""
    if snapshot is None:
        return None
    names = {str(id): key for id, key in around.documents.items()}
    evidence = [{**one, "document": names[one["document"]]} for one in snapshot["evidence"]]
    return {**snapshot, "evidence": evidence}
