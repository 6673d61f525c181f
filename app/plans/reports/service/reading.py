"""Reading reports, for staff and the agency itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.plans.indicators.service.showing import figure
from app.plans.models import Indicator, Report, ReportRevision
from app.plans.reports import queries
from app.plans.reports.errors import ReportRevisionNotFound
from app.plans.reports.queries import ReportFilters
from app.plans.reports.schemas.outgoing import (
    ReportContent,
    ReportEvidenceView,
    ReportFigureView,
    ReportRevisionSummary,
    ReportRevisionView,
    ReportStepView,
    ReportSummary,
    ReportView,
)
from app.plans.reports.service.content import source_text
from app.plans.reports.service.notices import notices
from app.plans.reports.service.records import find
from app.plans.reports.service.texts import translations
from app.plans.structure import service as structure
from app.plans.structure.schemas.outgoing import AgencyLabel
from app.plans.structure.service.showing import names

_MOST = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of reports, the id to continue from (None on the last page), and how many there are, when counted."""

    items: list[ReportSummary]
    next: list[str] | None
    total: int | None


def browse(
    session: Session,
    actor: Actor,
    order: Sequence[str],
    code: str,
    filters: ReportFilters,
    *,
    after: Sequence[str] | None,
    limit: int,
    counted: bool,
) -> Listed:
    """A page of reports, the newest first. A reporter's are its own agency's."""
    plan = structure.find(session, code)
    if not actor.staff:
        filters = replace(filters, own=actor.agency or "")
    rows = session.execute(queries.reports(plan.id, filters, after).limit(limit + 1)).all()
    known = names(session, order, {row.Report.agency_id for row in rows})
    items = [
        ReportSummary(
            **_summary(plan.code, row.task, row.Report, known.of(row.Report.agency_id)),
            state=row.state,
            on=row.on,
            edition=row.edition,
            accepted_edition=row.accepted_edition,
        )
        for row in rows[:limit]
    ]
    total = session.scalar(queries.count_reports(plan.id, filters)) if counted else None
    return Listed(items, [str(items[-1].id)] if len(rows) > limit else None, total)


def show(session: Session, actor: Actor, order: Sequence[str], interface: str, code: str, id: UUID) -> ReportView:
    """One report with its newest revision, its steps and the list of its revisions."""
    plan, report = find(session, actor, code, id)
    newest = session.scalars(queries.whole(id).execution_options(populate_existing=True)).one()
    steps = session.execute(queries.steps(id)).all()
    last = steps[-1].ReportStep
    accepted = [one.edition for one, _ in steps if one.state == "accepted"]
    told: dict[str, Any] = {"state": last.state}
    return ReportView(
        **_summary(plan.code, report.task.number, report, names(session, order, {report.agency_id}).of(report.agency_id)),
        **told,
        on=last.on,
        edition=last.edition,
        accepted_edition=max(accepted, default=None),
        content=_content(session, order, report, newest),
        steps=[
            ReportStepView(
                number=one.number,
                edition=one.edition,
                revision=number,
                state=one.state,
                on=one.on,
                reasons=one.reasons,
                recorded_at=one.recorded_at,
                recorded_by=one.recorded_by,
            )
            for one, number in steps[-_MOST:]
        ],
        revisions=[_revision(one) for one in session.scalars(queries.revisions(id).limit(_MOST))],
        notices=notices(session, report, interface),
    )


def show_revision(session: Session, actor: Actor, order: Sequence[str], code: str, id: UUID, number: int) -> ReportRevisionView:
    """One revision with what it says."""
    _, report = find(session, actor, code, id)
    revision = session.scalar(queries.whole(id, number))
    if revision is None:
        raise ReportRevisionNotFound(number=number)
    return ReportRevisionView(
        **_revision(revision).model_dump(),
        report=id,
        language=report.language,
        content=_content(session, order, report, revision),
    )


def _summary(plan: str, task: str, report: Report, agency: AgencyLabel) -> dict[str, Any]:
    columns = ("id", "period", "role", "language", "revision", "changed_at")
    return {"plan": plan, "task": task, "agency": agency, **{name: getattr(report, name) for name in columns}}


def _revision(one: ReportRevision) -> ReportRevisionSummary:
    return ReportRevisionSummary(
        number=one.number, edition=one.edition, reason=one.reason, recorded_at=one.recorded_at, recorded_by=one.recorded_by
    )


def _content(session: Session, order: Sequence[str], report: Report, revision: ReportRevision) -> ReportContent:
    rows = {one.id: one for one in session.scalars(queries.indicators({one.indicator_id for one in revision.figures}))}
    labels = queries.condition_labels({one.indicator_id for one in revision.figures})
    spoken: dict[tuple[UUID, str], dict[str, str]] = {}
    for indicator, condition, language, label in session.execute(labels):
        spoken.setdefault((indicator, condition), {})[language] = label
    titles: dict[UUID, dict[str, str]] = {}
    for id, language, title in session.execute(queries.titles({one.document_id for one in revision.evidence})):
        titles.setdefault(id, {})[language] = title
    return ReportContent(
        narrative=source_text(session, report, revision.number),
        translations=translations(session, report, revision.number),
        figures=[
            ReportFigureView(
                indicator=rows[one.indicator_id].code,
                title=_title(rows[one.indicator_id], order),
                condition=one.condition,
                label=nearest(spoken.get((one.indicator_id, one.condition), {}), order) or one.condition,
                unit=one.unit,
                value=figure(one.value),
                numerator=figure(one.numerator),
                denominator=figure(one.denominator),
                note=one.note,
            )
            for one in revision.figures
        ],
        evidence=[
            ReportEvidenceView(
                document=one.document_id, title=nearest(titles.get(one.document_id, {}), order), eid=one.eid, note=one.note
            )
            for one in revision.evidence
        ],
    )


def nearest(texts: Mapping[str, str], order: Sequence[str]) -> str | None:
    """The text in the language nearest to the reader's."""
    return next((texts[tag] for tag in (*order, *sorted(texts)) if tag in texts), None)


def _title(row: Indicator, order: Sequence[str]) -> str:
    return nearest({one.language: one.title for one in row.titles}, order) or row.printed or row.code
