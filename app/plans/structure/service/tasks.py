"""Tasks: new ones, and changes, which are new versions."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import Actor
from app.plans.models import Plan, Task, TaskTitle
from app.plans.structure import policy
from app.plans.structure.errors import TaskNumberTaken
from app.plans.structure.schemas.fields import NewTitle
from app.plans.structure.schemas.incoming import NewTask, TaskChange
from app.plans.structure.service.records import plan_to_change, task_changed, task_to_change
from app.plans.structure.service.titles import set_titles
from app.plans.structure.service.versions import VERSIONED, first_version, next_version


def add_task(session: Session, actor: Actor, code: str, new: NewTask, offered: Sequence[str]) -> Task:
    """A new task, behind the others, with its first version."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    last = session.scalar(select(func.max(Task.position)).where(Task.plan_id == plan.id))
    now = clock.now()
    task = Task(
        plan_id=plan.id,
        number=new.number,
        position=0 if last is None else last + 1,
        eid=new.eid,
        titles=[],
        revision=1,
        created_at=now,
        changed_at=now,
    )
    set_titles(task.titles, _title, new.titles, offered)
    try:
        with session.begin_nested():
            session.add(task)
            session.flush()
    except IntegrityError:
        raise TaskNumberTaken(number=new.number) from None
    first_version(session, actor, plan, task, new, offered)
    task_changed(session, actor, plan.code, task, "task.create")
    return task


def change_task(
    session: Session, actor: Actor, code: str, number: str, expected: int | None, wanted: TaskChange, offered: Sequence[str]
) -> Task:
    """Change a task made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    task = task_to_change(session, code, number, expected)
    given = wanted.model_fields_set
    if wanted.titles is not None:
        set_titles(task.titles, _title, wanted.titles, offered)
    if "eid" in given:
        task.eid = wanted.eid
    if given & VERSIONED:
        next_version(session, actor, session.get_one(Plan, task.plan_id), task, wanted, offered)
    task.revision += 1
    task.changed_at = clock.now()
    task_changed(session, actor, code, task, "task.change", fields=sorted(given))
    return task


def _title(new: NewTitle, tag: str) -> TaskTitle:
    return TaskTitle(language=tag, title=new.title, official=new.official)
