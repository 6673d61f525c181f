"""Groups of tasks."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.plans.models import Group, GroupTitle, Plan
from app.plans.structure import policy
from app.plans.structure.errors import GroupKeyTaken
from app.plans.structure.schemas.fields import NewTitle
from app.plans.structure.schemas.incoming import GroupChange, NewGroup
from app.plans.structure.service.records import group_to_change, notes_of, plan_changed, plan_to_change
from app.plans.structure.service.titles import set_titles


def add_group(session: Session, actor: Actor, code: str, new: NewGroup, offered: Sequence[str]) -> Group:
    """A new group, behind the others."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    last = session.scalar(select(func.max(Group.position)).where(Group.plan_id == plan.id))
    group = Group(
        plan_id=plan.id,
        key=new.key,
        position=0 if last is None else last + 1,
        printed=new.printed,
        letter=new.letter,
        body_printed=new.body_printed,
        eid=new.eid,
        notes=notes_of(new.notes, offered),
        titles=[],
        revision=1,
    )
    set_titles(group.titles, _title, new.titles, offered)
    try:
        with session.begin_nested():
            session.add(group)
            session.flush()
    except IntegrityError:
        raise GroupKeyTaken(key=new.key) from None
    plan_changed(session, actor, plan, "plan.add_group", key=group.key)
    return group


def change_group(
    session: Session, actor: Actor, code: str, key: str, expected: int | None, wanted: GroupChange, offered: Sequence[str]
) -> Group:
    """Change a group made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    plan: Plan = plan_to_change(session, code, None)
    group = group_to_change(session, plan, key, expected)
    given = wanted.model_fields_set
    for name in given & {"printed", "letter", "body_printed", "eid"}:
        setattr(group, name, getattr(wanted, name))
    if wanted.titles is not None:
        set_titles(group.titles, _title, wanted.titles, offered)
    if wanted.notes is not None:
        group.notes = notes_of(wanted.notes, offered)
    group.revision += 1
    plan_changed(session, actor, plan, "plan.change_group", key=group.key, fields=sorted(given))
    return group


def _title(new: NewTitle, tag: str) -> GroupTitle:
    return GroupTitle(language=tag, title=new.title, official=new.official)
