"""Accepted reports, for everybody: as they were frozen, with translations that came since."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.documents.schemas.outgoing import LanguageServed
from app.plans.models import Report
from app.plans.reports import queries
from app.plans.reports.errors import EditionNotAccepted, ReportNotFound
from app.plans.reports.queries import ReportFilters
from app.plans.reports.schemas.outgoing import (
    AcceptedEdition,
    AcceptedReportSummary,
    AcceptedReportView,
    AcceptedTranslationView,
    ReportEvidenceView,
    ReportFigureView,
)
from app.plans.reports.schemas.snapshot import FrozenFigure, Snapshot
from app.plans.reports.service.reading import nearest
from app.plans.reports.service.texts import translations
from app.plans.structure import service as structure
from app.plans.structure.schemas.outgoing import AgencyLabel
from app.plans.structure.service.showing import names


@dataclass(frozen=True, slots=True)
class ListedAccepted:
    """A page of accepted reports, the id to continue from (None on the last page), and how many there are, when counted."""

    items: list[AcceptedReportSummary]
    next: list[str] | None
    total: int | None


def browse_accepted(
    session: Session,
    order: Sequence[str],
    code: str,
    filters: ReportFilters,
    *,
    after: Sequence[str] | None,
    limit: int,
    counted: bool,
) -> ListedAccepted:
    """A page of reports in the edition that was accepted last, the newest reports first."""
    plan = structure.find(session, code)
    rows = session.execute(queries.accepted(plan.id, filters, after).limit(limit + 1)).all()
    known = names(session, order, {row.Report.agency_id for row in rows})
    items = [
        AcceptedReportSummary(
            **_summary(plan.code, row.Report, known.of(row.Report.agency_id), Snapshot.model_validate(row.snapshot))
        )
        for row in rows[:limit]
    ]
    total = session.scalar(queries.count_accepted(plan.id, filters)) if counted else None
    return ListedAccepted(items, [str(items[-1].id)] if len(rows) > limit else None, total)


def show_accepted(
    session: Session, order: tuple[str, ...], code: str, id: UUID, edition: int | None = None
) -> AcceptedReportView:
    """What was accepted, in the edition asked for, or the one that was accepted last."""
    plan = structure.find(session, code)
    report = session.scalar(queries.report(plan, id))
    steps = session.scalars(queries.acceptances(id)).all()
    if report is None or not steps:
        raise ReportNotFound(id=id)
    chosen = next((one for one in reversed(steps) if edition in (None, one.edition)), None)
    if chosen is None:
        raise EditionNotAccepted(edition=edition)
    frozen = Snapshot.model_validate(chosen.snapshot)
    told = _translations(session, report, frozen)
    served, narrative = _served(order, frozen, told)
    return AcceptedReportView(
        **_summary(plan.code, report, names(session, order, {report.agency_id}).of(report.agency_id), frozen),
        task_printed=frozen.printed,
        agency_name=nearest(frozen.names, order) or frozen.agency,
        period_first=frozen.period_first,
        period_last=frozen.period_last,
        served=served,
        narrative=narrative,
        source=frozen.narrative,
        translations=told,
        figures=[_figure(one, order) for one in frozen.figures],
        evidence=[
            ReportEvidenceView(document=one.document, title=nearest(one.titles, order), eid=one.eid, note=one.note)
            for one in frozen.evidence
        ],
        editions=[
            AcceptedEdition(edition=one.edition, accepted_on=Snapshot.model_validate(one.snapshot).accepted_on) for one in steps
        ][-1000:],
    )


def _summary(plan: str, report: Report, agency: AgencyLabel, frozen: Snapshot) -> dict[str, Any]:
    columns = ("task", "period", "role", "edition", "language", "submitted_on", "accepted_on")
    return {"id": report.id, "plan": plan, "agency": agency, **{name: getattr(frozen, name) for name in columns}}


def _translations(session: Session, report: Report, frozen: Snapshot) -> list[AcceptedTranslationView]:
    """Those that were accepted, then what was translated or bettered since, from what was accepted or before."""
    told = [
        AcceptedTranslationView(
            language=one.language,
            narrative=one.narrative,
            made_from=frozen.language,
            made_from_revision=one.revision,
            stale=one.stale,
            accepted=True,
        )
        for one in frozen.translations
    ]
    kept = {(one.language, one.narrative, one.made_from_revision) for one in told}
    for one in translations(session, report, frozen.revision):
        if (one.language, one.narrative, one.made_from_revision) not in kept:
            told.append(AcceptedTranslationView(**one.model_dump(exclude={"recorded_at"}), accepted=False))
    return told


def _served(order: tuple[str, ...], frozen: Snapshot, told: Sequence[AcceptedTranslationView]) -> tuple[LanguageServed, str]:
    """The narrative nearest to the reader's language; of two in one language the later one."""
    texts = {one.language: (one.narrative, one.stale) for one in told} | {frozen.language: (frozen.narrative, False)}
    tag = next((one for one in order if one in texts), frozen.language)
    narrative, stale = texts[tag]
    return LanguageServed(requested=order[0], served=tag, fallback=tag != order[0], stale=stale), narrative


def _figure(one: FrozenFigure, order: Sequence[str]) -> ReportFigureView:
    return ReportFigureView(
        indicator=one.indicator,
        title=nearest(one.titles, order) or one.printed or one.indicator,
        condition=one.condition,
        label=nearest(one.labels, order) or one.condition,
        unit=one.unit,
        value=one.value,
        numerator=one.numerator,
        denominator=one.denominator,
        note=one.note,
    )
