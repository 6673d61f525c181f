"""Progress task by task."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import N_
from app.i18n import translate
from app.plans import facts
from app.plans.progress.errors import TaskNotFound
from app.plans.progress.schemas.outgoing import ProgressPage, StatementFact, TaskProgress, UnknownView
from app.plans.progress.service import legends
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.evidence import evidence
from app.plans.progress.service.paging import page
from app.plans.progress.service.showing import mentioned, obligation, of_owners, owners, shown_state, shown_task, words
from app.plans.progress.service.standing import Seen, missing_years, seen
from app.plans.rules.owners import Owner, who_owes
from app.plans.rules.status import ObligationState
from app.plans.rules.structure import PlannedTask
from app.plans.rules.tasks import TaskState
from app.plans.structure import service as structure
from app.plans.structure.schemas.outgoing import TimeframeView

UNKNOWN = {
    "membership_unknown": N_("Who belongs to these classes of agencies cannot be listed: {about}."),
    "no_owner": N_("These bodies have ended, and nobody is known to have taken over: {about}."),
    "owner_uncertain": N_("The day on which others took over from these bodies is not known: {about}."),
    "no_information": N_("Nothing is recorded for these periods: {about}."),
    "nothing_accepted": N_("No accepted report is published for these periods: {about}."),
    "outcome_unknown": N_("The task's time is over; whether it was done is not recorded."),
    "holidays_not_loaded": N_("Due days were reckoned without public holidays for these years: {about}."),
    "no_rule": N_("No rule asks for a report on this task."),
}


def progress_page(
    session: Session, asked: Asked, code: str, *, task: str | None, after: Sequence[Any] | None, limit: int, counted: bool
) -> tuple[ProgressPage, list[Any] | None]:
    """A page of tasks in the plan's order, or the one asked for; and the sort values to continue from."""
    plan = structure.find(session, code)
    numbers = facts.numbers(session, plan, asked.known_at)
    if task is not None:
        if task not in numbers:
            raise TaskNotFound(number=task[:80])
        numbers = [task]
    shown, more = page(numbers, lambda number: [number], after, limit)
    known = facts.known(session, plan, asked.as_of, asked.known_at, only=shown)
    sight = seen(known, asked.sight)
    answering = {one.number: who_owes(one.leads, known.registry, asked.as_of) for one in known.tasks}
    codes = mentioned(sight.found.states) | of_owners(owner for some in answering.values() for owner in some)
    names = words(session, plan, asked, codes)
    titles = structure.labels_of_tasks(session, asked.view, plan, shown)
    shows = evidence(session, plan, asked, known, sight, shown, names)
    by_task: dict[str, list[ObligationState]] = {}
    for one in sight.found.states:
        by_task.setdefault(one.obligation.task, []).append(one)
    items = []
    for one_task in known.tasks:
        own = by_task.get(one_task.number, [])
        state = sight.found.tasks[one_task.number]
        items.append(
            TaskProgress(
                number=one_task.number,
                group=one_task.group,
                title=titles[one_task.number],
                planned=_planned(one_task),
                owners=owners(answering[one_task.number], names),
                state=shown_task(state, own, sight.whole),
                since=state.since,
                statement=_statement(state),
                obligations=[obligation(one, sight, names) for one in own],
                evidence=shows.get(one_task.number, []),
                unknown=unknown(one_task, own, state, answering[one_task.number], sight, asked.as_of, asked.interface),
            )
        )
    legend = legends.states((shown_state(one, sight.whole) for one in sight.found.states), asked.interface)
    told = ProgressPage(
        items=items,
        next=None,
        total=len(numbers) if counted else None,
        plan=plan.code,
        as_of=asked.as_of,
        known_at=asked.known_at,
        legend=legend + legends.tasks((one.state for one in items), asked.interface),
    )
    return told, more


def unknown(
    task: PlannedTask,
    own: Sequence[ObligationState],
    state: TaskState,
    answering: Iterable[Owner],
    sight: Seen,
    as_of: date,
    interface: str,
) -> list[UnknownView]:
    """What is not known of a task: who, whether, and how sure the due days are."""
    responsible = [*answering, *(owner for one in own for owner in one.obligation.owners)]
    said = [(shown_state(one, sight.whole), one.obligation.period.code) for one in own]
    found = {
        "membership_unknown": sorted({one.group or one.printed for one in responsible if one.agency is None}),
        "no_owner": sorted({one.obligation.obliged.name for one in own if not one.obligation.owners}),
        "owner_uncertain": sorted({one.agency for one in responsible if one.agency is not None and not one.certain}),
        "no_information": sorted({period for how, period in said if how == "no_information"}),
        "nothing_accepted": sorted({period for how, period in said if how == "nothing_accepted"}),
        "outcome_unknown": [task.number] if state.state == "ended_unknown" or _over(task, state, as_of) else [],
        "holidays_not_loaded": [str(year) for year in missing_years(own)],
        "no_rule": [] if own else [task.number],
    }
    return [
        UnknownView(
            code=code, about=about, statement=translate(UNKNOWN[code], interface, {"about": ", ".join(about[:50])})[:1000]
        )
        for code, about in found.items()
        if about
    ]


def _over(task: PlannedTask, state: TaskState, as_of: date) -> bool:
    """Whether nothing is recorded of a task whose years are over."""
    last = task.timeframe.last
    return state.state == "no_information" and last is not None and as_of.year > last


def _planned(task: PlannedTask) -> TimeframeView:
    frame = task.timeframe
    return TimeframeView(printed=frame.printed, kind=frame.kind, first_year=frame.first, last_year=frame.last)


def _statement(state: TaskState) -> StatementFact | None:
    one = state.statement
    return None if one is None else StatementFact(state=one.state, on=one.on, evidence=one.evidence)
