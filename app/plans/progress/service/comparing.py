"""Two days side by side."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.progress import queries
from app.plans.progress.errors import DaysReversed
from app.plans.progress.schemas.obligations import ShownState
from app.plans.progress.schemas.outgoing import ChangeView, ComparisonPage, StandingView, TaskChangeOfState
from app.plans.progress.service import legends
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.changed import changed, name
from app.plans.progress.service.showing import Words, tally_view, task_shown, words
from app.plans.progress.service.standing import Seen, counted
from app.plans.rules.comparison import Change, Standing
from app.plans.structure import service as structure


def comparison_page(
    session: Session, first: Asked, second: Asked, code: str, *, after: Sequence[Any] | None, limit: int, counting: bool
) -> tuple[ComparisonPage, list[Any] | None]:
    """What differs between two days as known at one instant; and the sort values to continue from.

    To count the changes all tasks are gone through; a page needs but some of them.
    """
    if second.as_of < first.as_of:
        raise DaysReversed(location="query", pointer="to")
    plan = structure.find(session, code)
    known = facts.grounds(session, plan, second.known_at)
    then, now = counted(session, known, first, by_tasks=True), counted(session, known, second, by_tasks=True)
    told, more = changed(session, plan, known, first, second, after, limit, now.shapes)
    names = words(session, plan, second, {one.key.owed_as for one, _, _ in told})
    views = [_change(one, before, later, names) for one, before, later in told]
    states = (standing.state for view in views for standing in (view.before, view.after) if standing is not None)
    page = ComparisonPage(
        items=views,
        next=None,
        total=len(changed(session, plan, known, first, second, None, None, now.shapes)[0]) if counting else None,
        plan=plan.code,
        first=first.as_of,
        second=second.as_of,
        known_at=second.known_at,
        before=tally_view(then.total),
        after=tally_view(now.total),
        tasks=_tasks(session, then, now),
        legend=legends.states(states, second.interface),
    )
    return page, name(told[-1][0]) if more else None


def _tasks(session: Session, then: facts.Projected, now: facts.Projected) -> list[TaskChangeOfState]:
    """The tasks that stand otherwise, in the plan's order."""
    states = {
        serial: (task_shown(*then.by_task[serial]), task_shown(*stands))
        for serial, stands in now.by_task.items()
        if stands != then.by_task[serial]
    }
    moved = [serial for serial, (before, after) in states.items() if before != after]
    rows = session.execute(queries.tasks_among(moved))
    return [
        TaskChangeOfState(task=number, before=before, after=after)
        for serial, number in rows
        for before, after in (states[serial],)
    ]


def _change(one: Change, then: Seen, now: Seen, names: Words) -> ChangeView:
    key = one.key
    return ChangeView(
        task=key.task,
        period=key.period,
        owed_as=names.agency(key.owed_as),
        before=_standing(one.before, whole=key in then.whole),
        after=_standing(one.after, whole=key in now.whole),
        what=list(one.what),
    )


def _standing(one: Standing | None, *, whole: bool) -> StandingView | None:
    if one is None:
        return None
    state: ShownState = "nothing_accepted" if one.state == "no_information" and not whole else one.state
    codes = sorted({owner.agency or owner.group or owner.printed for owner in one.owners})
    return StandingView(state=state, due=one.due, owners=codes, edition=one.revision, rule=one.rule)
