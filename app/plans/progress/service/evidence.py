"""Documents that show something, with titles that the public may read."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.plans.facts import Known
from app.plans.models import Plan
from app.plans.progress import queries
from app.plans.progress.schemas.outgoing import EvidenceView
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.showing import Words
from app.plans.progress.service.standing import Seen, decisive
from app.plans.rules.status import ObligationState


def evidence(
    session: Session, plan: Plan, asked: Asked, known: Known, seen: Seen, numbers: Sequence[str], names: Words
) -> dict[str, list[EvidenceView]]:
    """For each task what shows that something was done: the evidence of reports that count, then of statements. Three statements.

    A document that is not published is left out: nobody could read it.
    """
    by_revision = dict(_revisions(known, seen))
    rows = session.execute(queries.evidence_of(by_revision)).all() if by_revision else []
    stated = session.execute(queries.evidence_of_statements(plan.id, numbers, asked.as_of, asked.known_at)).all()
    documents = {row.document_id for row in (*rows, *stated)}
    titles = {row.document_id: row for row in session.execute(queries.titles_of(asked.view.order, documents))}
    found: dict[str, list[EvidenceView]] = {}
    for row in rows:
        if row.document_id in titles:
            one = by_revision[row.revision_id]
            assert one.reporter is not None
            found.setdefault(one.obligation.task, []).append(
                EvidenceView(
                    document=row.document_id,
                    title=titles[row.document_id].title,
                    language=titles[row.document_id].language,
                    eid=row.eid,
                    note=row.note,
                    agency=names.agency(one.reporter),
                    period=one.obligation.period.code,
                )
            )
    for row in stated:
        if row.document_id in titles:
            title = titles[row.document_id]
            found.setdefault(row.number, []).append(
                EvidenceView(
                    document=row.document_id,
                    title=title.title,
                    language=title.language,
                    eid=row.eid,
                    note=row.evidence or None,
                    agency=None,
                    period=None,
                )
            )
    return found


def _revisions(known: Known, seen: Seen) -> Iterable[tuple[UUID, ObligationState]]:
    for one in seen.found.states:
        step = decisive(known, one, whole=one.obligation.key in seen.whole)
        if step is not None:
            yield step.revision, one
