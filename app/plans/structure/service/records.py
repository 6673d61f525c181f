"""What every act on a plan begins and ends with, and what the acts look up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.agencies.models import Agency
from app.core import clock, language
from app.core.actor import Actor
from app.documents.models import Document
from app.plans.models import Group, Plan, Task
from app.plans.structure.errors import (
    GroupNotFound,
    LanguageTwice,
    PlanNotFound,
    TaskNotFound,
    UnknownAgency,
    UnknownDocument,
)
from app.plans.structure.schemas.fields import NewNote
from app.web.etag import check_revision

PLAN, TASK = "plan", "task"

# What continues what goes in no circle, not even when two such changes come at once: one waits for the other.
CONTINUING = 3432_030


def plan_to_change(session: Session, code: str, expected: int | None) -> Plan:
    """The plan, locked so that changes to it stand one after another."""
    plan = session.scalar(
        select(Plan)
        .where(Plan.code == code)
        .options(selectinload(Plan.titles))
        .execution_options(populate_existing=True)
        .with_for_update(of=Plan, key_share=True)
    )
    if plan is None:
        raise PlanNotFound(code=code[:80])
    if expected is not None:
        check_revision(expected, plan.revision)
    return plan


def group_to_change(session: Session, plan: Plan, key: str, expected: int | None) -> Group:
    """A group of tasks, locked."""
    group = session.scalar(
        select(Group)
        .where(Group.plan_id == plan.id, Group.key == key)
        .options(selectinload(Group.titles))
        .execution_options(populate_existing=True)
        .with_for_update(of=Group, key_share=True)
    )
    if group is None:
        raise GroupNotFound(key=key[:80])
    if expected is not None:
        check_revision(expected, group.revision)
    return group


def task_to_change(session: Session, code: str, number: str, expected: int | None) -> Task:
    """A task, locked, with its titles and versions and their assignments."""
    plan_id = session.scalar(select(Plan.id).where(Plan.code == code))
    if plan_id is None:
        raise PlanNotFound(code=code[:80])
    task = session.scalar(
        select(Task)
        .where(Task.plan_id == plan_id, Task.number == number)
        .options(selectinload(Task.titles))
        .execution_options(populate_existing=True)
        .with_for_update(of=Task, key_share=True)
    )
    if task is None:
        raise TaskNotFound(number=number[:80])
    if expected is not None:
        check_revision(expected, task.revision)
    return task


def plan_changed(session: Session, actor: Actor, plan: Plan, action: str, **detail: object) -> None:
    """A new row revision, an audit record and an announcement."""
    plan.revision += 1
    plan.changed_at = clock.now()
    session.flush()
    audit.record(session, actor, action, plan.code, revision=plan.revision, **detail)
    outbox.announce(session, PLAN, plan.id)


def task_changed(session: Session, actor: Actor, plan: str, task: Task, action: str, **detail: object) -> None:
    """An audit record and an announcement; the caller has set the row's revision."""
    session.flush()
    audit.record(session, actor, action, f"{plan}/{task.number}", revision=task.revision, **detail)
    outbox.announce(session, TASK, task.id)


def one_at_a_time(session: Session) -> None:
    """Wait for others who are changing what continues what."""
    session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": CONTINUING})


def agency_ids(session: Session, wanted: Iterable[tuple[str, str]]) -> dict[str, UUID]:
    """The ids behind (code, pointer) pairs; UnknownAgency tells where in the body the first one stands that is not there."""
    pairs = list(wanted)
    found: dict[str, UUID] = {
        code: id for code, id in session.execute(select(Agency.code, Agency.id).where(Agency.code.in_({c for c, _ in pairs})))
    }
    for code, pointer in pairs:
        if code not in found:
            raise UnknownAgency(agency=code, pointer=pointer)
    return found


def check_documents(session: Session, wanted: Iterable[tuple[UUID | None, str]]) -> None:
    """UnknownDocument for the first of (id, pointer) pairs that is not there; None is passed over."""
    pairs = [(id, pointer) for id, pointer in wanted if id is not None]
    if not pairs:
        return
    found = set(session.scalars(select(Document.id).where(Document.id.in_({id for id, _ in pairs}))))
    for id, pointer in pairs:
        if id not in found:
            raise UnknownDocument(document=id, pointer=pointer)


class Spoken(Protocol):
    @property
    def language(self) -> str: ...


def in_languages(given: Sequence[Spoken], offered: Sequence[str], pointer: str) -> Mapping[str, Spoken]:
    """What is given, by canonical language tag, each at most once and among the languages of the service."""
    found: dict[str, Spoken] = {}
    for place, one in enumerate(given):
        tag = language.require(one.language, offered)
        if tag in found:
            raise LanguageTwice(language=tag, pointer=f"{pointer}/{place}/language")
        found[tag] = one
    return found


def notes_of(given: Sequence[NewNote], offered: Sequence[str], pointer: str = "/notes") -> dict[str, str]:
    """Editor's remarks by language."""
    in_languages(given, offered, pointer)
    return {language.require(one.language, offered): one.text for one in given}
