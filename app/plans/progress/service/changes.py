"""What was recorded of a plan, and when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.agencies import service as agencies
from app.plans.progress import queries
from app.plans.progress.schemas.outgoing import ChangesPage, RecordedChange
from app.plans.progress.service.asking import Asked
from app.plans.structure import service as structure
from app.plans.structure.schemas.outgoing import AgencyLabel


def changes_page(
    session: Session,
    asked: Asked,
    code: str,
    *,
    task: str | None,
    since: datetime | None,
    after: Sequence[Any] | None,
    limit: int,
    counted: bool,
) -> tuple[ChangesPage, list[Any] | None]:
    """A page of what had been recorded by ``asked.known_at``, the latest first; and the sort values to continue from.

    Who recorded something, and the words of reports' steps, are shown to staff; to an agency those of its own reports.
    """
    plan = structure.find(session, code)
    sight = asked.sight
    recorded = queries.recorded(plan.id, everything=sight.reasons, agency=sight.agency, task=task)
    rows = session.execute(queries.changes(recorded, since, asked.known_at, after, limit)).all()
    labels = agencies.labels(session, asked.view.order, {row.agency_id for row in rows if row.agency_id is not None})
    more = [rows[limit - 1].at.isoformat(), str(rows[limit - 1].id)] if len(rows) > limit else None
    items = [_change(row, labels, by=sight.reasons) for row in rows[:limit]]
    total = session.scalar(queries.count_changes(recorded, since, asked.known_at)) if counted else None
    return ChangesPage(items=items, next=None, total=total), more


def _change(row: Any, labels: dict[UUID, agencies.Label], *, by: bool) -> RecordedChange:
    label = labels.get(row.agency_id)
    told = {name: row._mapping[name] for name in ("at", "kind", "task", "period", "code", "state", "number", "on")}
    return RecordedChange(
        **told,
        agency=None if label is None else AgencyLabel(code=label.code, label=label.name, language=label.language),
        reason=row.reason or None,
        by=row.by if by else None,
    )
