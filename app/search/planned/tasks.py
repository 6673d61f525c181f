"""Tasks as entries: one in each language in which the task has a title. What a plan prints is public."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.errors import N_
from app.core.language import interface
from app.i18n import translate
from app.plans.models import Group, Plan, Task, TaskVersion
from app.search.entry import Entry
from app.search.kinds import TASK
from app.search.planned import statements
from app.search.planned.blank import BLANK, names, nearest

ALIAS = N_("Task {task}")
LEADS = N_("Led by: {agencies}")
HELPERS = N_("Together with: {agencies}")
TIME = N_("Timeframe: {timeframe}")


def tasks(session: Session, ids: Sequence[UUID]) -> Iterator[Entry]:
    """The entries of tasks as they are now; none for one that was taken out of its plan, or is no task."""
    rows = session.execute(statements.tasks(ids)).all() if ids else []
    named = names(session, {one.agency_id for _, version, _, _ in rows for one in version.assignments})
    for task, version, plan, group in rows:
        yield from _entries(task, version, plan, group, named)


def _entries(
    task: Task, version: TaskVersion, plan: Plan, group: Group, named: Mapping[UUID, Mapping[str, str]]
) -> Iterator[Entry]:
    titles = {**{one.language: one.title for one in task.titles}, plan.language: version.printed}
    groups = {**{one.language: one.title for one in group.titles}, plan.language: group.printed}
    told: dict[str, Any] = {
        **BLANK,
        "document": task.id,
        "kind": TASK,
        "slug": f"{plan.code}/tasks/{task.number}",
        "year": version.first_year,
        "published_at": task.created_at if plan.issued_on is None else datetime.combine(plan.issued_on, time(), UTC),
        "agencies": tuple(sorted({one.agency.code for one in version.assignments})),
        "languages": tuple(sorted(titles)),
    }
    for language, title in sorted(titles.items()):
        alias = translate(ALIAS, interface(language), {"task": task.number})
        text = "\n\n".join(_text(version, plan, language, nearest(groups, language, plan.language), named))
        yield Entry(**told, language=language, title=" ".join(title.split()), aliases=(alias,), text=text)


def _text(version: TaskVersion, plan: Plan, language: str, group: str, named: Mapping[UUID, Mapping[str, str]]) -> Iterator[str]:
    """Group, agencies and time, each in the language of the entry where there is one; in the plan's own language as printed."""
    words = interface(language)
    yield group
    for role, message in (("lead", LEADS), ("coordinating", HELPERS)):
        given = [one for one in version.assignments if one.role == role]
        if given:
            shown = [
                one.printed if language == plan.language else nearest(named.get(one.agency_id, {}), language, plan.language)
                for one in given
            ]
            yield translate(message, words, {"agencies": "; ".join(shown)})
    yield translate(TIME, words, {"timeframe": version.timeframe_printed})
