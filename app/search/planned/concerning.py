"""Which tasks and reports a change concerns."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from app.search.planned import statements


def concerned(session: Session, topic: str, key: str) -> Iterator[UUID]:
    """The tasks and accepted reports in whose entries something may be other than it was.

    A report tells its task's title, a task the title of its group; both tell names of agencies.
    """
    if topic == "report":
        yield UUID(key)
    elif topic == "task":
        yield UUID(key)
        yield from session.scalars(statements.reports_on(UUID(key)))
    elif topic == "plan":
        yield from session.scalars(statements.tasks_of_plan(UUID(key)))
    elif topic == "agency":
        yield from session.scalars(statements.tasks_of_agency(key))
        yield from session.scalars(statements.reports_of_agency(key))
