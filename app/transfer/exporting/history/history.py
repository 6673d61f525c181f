"""Everything that was recorded of a plan, as records: the inverse of replaying it."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.plans.models import Plan
from app.transfer.exporting.around import Around
from app.transfer.exporting.history.reports import measurements, reports
from app.transfer.exporting.history.said import closings, extensions, statements
from app.transfer.exporting.history.versions import indicators, rules, tasks
from app.transfer.records import Record
from app.transfer.records.history import PlanMade


def history(session: Session, plan: Plan) -> Iterator[Record]:
    """What was recorded of a plan, noun by noun, each in the order in which it was recorded."""
    around = Around(session)
    yield PlanMade(record="plan", code=plan.code, created_at=plan.created_at)
    for part in (tasks, indicators, rules, statements, extensions, closings, reports, measurements):
        yield from part(session, plan, around)
