"""A report in another language."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock, language
from app.core.actor import Actor
from app.plans.models import Report, ReportRevision, ReportText
from app.plans.reports import policy
from app.plans.reports.errors import ReportRevisionNotFound, TranslationOfItself
from app.plans.reports.schemas.incoming import NewReportTranslation
from app.plans.reports.service.records import done, to_change


def translate(
    session: Session,
    actor: Actor,
    code: str,
    id: UUID,
    tag: str,
    expected: int | None,
    wanted: NewReportTranslation,
    offered: Sequence[str],
) -> Report:
    """Add a translation, or better it. It remembers the revision whose source text it was made from."""
    open = to_change(session, actor, code, id, expected)
    report = open.report
    policy.check_translate(actor, report.agency.code, open.last.state)
    tag = language.require(tag, offered)
    if tag == report.language:
        raise TranslationOfItself(language=tag, pointer="language", location="path")
    number = wanted.revision or open.newest.number
    revision = session.scalar(
        select(ReportRevision.id).where(ReportRevision.report_id == report.id, ReportRevision.number == number)
    )
    if revision is None:
        raise ReportRevisionNotFound(number=number)
    before = session.scalar(
        select(func.max(ReportText.number)).where(ReportText.revision_id == revision, ReportText.language == tag)
    )
    session.add(
        ReportText(
            revision_id=revision,
            language=tag,
            number=(before or 0) + 1,
            narrative=wanted.narrative,
            made_from=report.language,
            recorded_at=clock.now(),
            recorded_by=actor.name,
        )
    )
    done(session, actor, report, "report.translate", language=tag, number=number)
    return report
