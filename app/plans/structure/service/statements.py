"""Statements of how a task stands."""

from datetime import date

from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor
from app.plans.models import TaskStatement
from app.plans.structure import policy
from app.plans.structure.errors import StatementInFuture, TaskWithdrawn
from app.plans.structure.schemas.incoming import NewStatement
from app.plans.structure.service.records import check_documents, task_changed, task_to_change
from app.plans.structure.service.versions import latest_version


def state_task(session: Session, actor: Actor, code: str, number: str, new: NewStatement, today: date) -> TaskStatement:
    """State how a task stands since a day that is not to come; what was stated before stays."""
    policy.check_write(actor)
    task = task_to_change(session, code, number, None)
    if latest_version(session, task.id).withdrawn:
        raise TaskWithdrawn(number=number[:80])
    if new.on > today:
        raise StatementInFuture(pointer="/on")
    check_documents(session, [(new.document, "/document")])
    statement = TaskStatement(
        task_id=task.id,
        state=new.state,
        on=new.on,
        evidence=new.evidence,
        document_id=new.document,
        eid=new.eid,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    session.add(statement)
    task_changed(session, actor, code, task, "task.state", state=new.state, on=str(new.on))
    return statement
