"""An accepted report as it is frozen, with the names that things have on that day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plans.indicators import service as indicators
from app.plans.indicators.service.showing import figure
from app.plans.models import Evidence, Figure, TaskVersion
from app.plans.reports import queries
from app.plans.reports.schemas.snapshot import FrozenEvidence, FrozenFigure, FrozenTranslation, Snapshot
from app.plans.reports.service.content import source_text
from app.plans.reports.service.records import Opened
from app.plans.reports.service.texts import translations


def freeze(session: Session, open: Opened, accepted_on: date) -> Snapshot:
    """Everything that the newest revision says."""
    report, revision = open.report, open.newest
    printed = session.scalars(
        select(TaskVersion.printed).where(TaskVersion.task_id == report.task_id).order_by(TaskVersion.number.desc()).limit(1)
    ).one()
    return Snapshot(
        task=report.task.number,
        printed=printed,
        period=report.period,
        period_first=report.period_first,
        period_last=report.period_last,
        agency=report.agency.code,
        names={language: name for language, name in session.execute(queries.agency_names(report.agency_id))},
        role=report.role,
        edition=revision.edition,
        revision=revision.number,
        language=report.language,
        narrative=source_text(session, report, revision.number),
        translations=[
            FrozenTranslation(language=one.language, narrative=one.narrative, revision=one.made_from_revision, stale=one.stale)
            for one in translations(session, report, revision.number)
        ],
        figures=_figures(session, open, revision.figures),
        evidence=_evidence(session, revision.evidence),
        submitted_on=open.last.on,
        accepted_on=accepted_on,
    )


def _figures(session: Session, open: Opened, figures: list[Figure]) -> list[FrozenFigure]:
    rows = {one.id: one for one in session.scalars(queries.indicators({one.indicator_id for one in figures}))}
    found = indicators.to_measure(session, open.plan.id, {row.code for row in rows.values()})
    frozen = []
    for one in figures:
        row, version = rows[one.indicator_id], found[rows[one.indicator_id].code][1]
        condition = next(some for some in version.conditions if some.code == one.condition)
        frozen.append(
            FrozenFigure(
                indicator=row.code,
                printed=row.printed,
                titles={title.language: title.title for title in row.titles},
                condition=one.condition,
                labels={label.language: label.label for label in condition.labels},
                unit=one.unit,
                value=figure(one.value),
                numerator=figure(one.numerator),
                denominator=figure(one.denominator),
                note=one.note,
            )
        )
    return frozen


def _evidence(session: Session, evidence: list[Evidence]) -> list[FrozenEvidence]:
    titles: dict[object, dict[str, str]] = {}
    for id, language, title in session.execute(queries.titles({one.document_id for one in evidence})):
        titles.setdefault(id, {})[language] = title
    return [
        FrozenEvidence(document=one.document_id, titles=titles.get(one.document_id, {}), eid=one.eid, note=one.note)
        for one in evidence
    ]
