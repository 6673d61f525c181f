"""What plans and their history refer to."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans.models import Group, Indicator, Plan, Task
from app.transfer.exporting.documents import keys


class Around:
    """Codes of agencies, plans and indicators, marks of groups, keys of documents, tasks by plan and number."""

    def __init__(self, session: Session) -> None:
        self.agencies = {one: other for one, other in session.execute(select(Agency.id, Agency.code))}
        self.plans = {one: other for one, other in session.execute(select(Plan.id, Plan.code))}
        self.documents = keys(session)
        self.groups = {one: other for one, other in session.execute(select(Group.id, Group.key))}
        self.indicators = {one: other for one, other in session.execute(select(Indicator.id, Indicator.code))}
        rows = session.execute(select(Task.id, Task.plan_id, Task.number))
        self.tasks = {id: (self.plans[plan], number) for id, plan, number in rows}

    def task(self, id: UUID) -> str:
        """The number of a task, within its plan."""
        return self.tasks[id][1]

    def document(self, id: UUID | None) -> str | None:
        """The key of a document, if there is one."""
        return None if id is None else self.documents[id]


def recorded(one: Any) -> dict[str, Any]:
    """When the system learned of it, and through whom."""
    return {"recorded_at": one.recorded_at, "recorded_by": one.recorded_by}
