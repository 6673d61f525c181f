"""Two days side by side."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.progress.errors import DaysReversed
from app.plans.progress.schemas.obligations import ShownState
from app.plans.progress.schemas.outgoing import ChangeView, ComparisonPage, StandingView, TaskChangeOfState
from app.plans.progress.service import legends
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.paging import page
from app.plans.progress.service.showing import Words, figures_view, shown_tasks, words
from app.plans.progress.service.standing import Seen, seen
from app.plans.rules.comparison import Change, Standing, compare
from app.plans.structure import service as structure


def comparison_page(
    session: Session, first: Asked, second: Asked, code: str, *, after: Sequence[Any] | None, limit: int, counted: bool
) -> tuple[ComparisonPage, list[Any] | None]:
    """What differs between two days as known at one instant; and the sort values to continue from. The facts are read once."""
    if second.as_of < first.as_of:
        raise DaysReversed(location="query", pointer="to")
    plan = structure.find(session, code)
    known = facts.known(session, plan, second.as_of, second.known_at)
    now, then = seen(known, second.sight), seen(replace(known, as_of=first.as_of), first.sight)
    tasks_then, tasks_now = shown_tasks(then), shown_tasks(now)
    changes = compare(then.found.states, now.found.states)
    shown, more = page(changes, _name, after, limit)
    names = words(session, plan, second, {one.key.owed_as for one in shown})
    views = [_change(one, then, now, names) for one in shown]
    states = (standing.state for view in views for standing in (view.before, view.after) if standing is not None)
    told = ComparisonPage(
        items=views,
        next=None,
        total=len(changes) if counted else None,
        plan=plan.code,
        first=first.as_of,
        second=second.as_of,
        known_at=second.known_at,
        before=figures_view(then.found.states, then.whole, first.as_of),
        after=figures_view(now.found.states, now.whole, second.as_of),
        tasks=[
            TaskChangeOfState(task=task.number, before=tasks_then[task.number], after=tasks_now[task.number])
            for task in known.tasks
            if tasks_then[task.number] != tasks_now[task.number]
        ],
        legend=legends.states(states, second.interface),
    )
    return told, more


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


def _name(one: Change) -> list[Any]:
    return [one.key.task, one.key.period, one.key.owed_as]
