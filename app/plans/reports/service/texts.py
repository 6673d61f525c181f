"""Translations of a report's narrative, and whether they are stale: computed, never stored."""

from sqlalchemy.orm import Session

from app.plans.models import Report
from app.plans.reports import queries
from app.plans.reports.schemas.outgoing import ReportTranslationView
from app.plans.reports.service.content import source_texts


def translations(session: Session, report: Report, number: int) -> list[ReportTranslationView]:
    """The newest translation into each language as of the revision ``number``, stale when the source text was changed since."""
    rows = session.execute(queries.translations(report, number)).all()
    if not rows:
        return []
    source = source_texts(session, report, {number, *(made for _, made in rows)})
    return [
        ReportTranslationView(
            language=text.language,
            narrative=text.narrative,
            made_from=text.made_from or report.language,
            made_from_revision=made,
            stale=source[made] != source[number],
            recorded_at=text.recorded_at,
        )
        for text, made in rows
    ]
