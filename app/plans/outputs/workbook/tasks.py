"""The sheet of tasks: what the plan prints, how each stands, and counts of its reports."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import N_
from app.i18n import translate
from app.plans.outputs import phrases
from app.plans.outputs.contents import PlanContents, TaskText
from app.plans.outputs.workbook.sheets import Column
from app.plans.rules.progress import Figures, figures
from app.plans.rules.status import ObligationState
from app.plans.rules.tasks import TaskState

TASKS = N_("Tasks")


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with the title of its group, its state and its counts."""

    text: TaskText
    group: str
    state: TaskState | None
    counts: Figures
    hidden: bool

    def seen(self, count: int) -> int | None:
        """A count that only shows in reports which were not accepted; None where those are hidden."""
        return None if self.hidden else count


def task_lines(contents: PlanContents) -> Iterator[TaskLine]:
    """The tasks as printed, with what is owed and recorded for each."""
    own: dict[str, list[ObligationState]] = defaultdict(list)
    for one in contents.states:
        own[one.obligation.task].append(one)
    groups = {one.mark: one.title for one in contents.groups}
    states = {one.task: one for one in contents.task_states}
    for text in contents.tasks:
        owed = own.get(text.number, ())
        hidden = any(one.obligation.key in contents.hidden for one in owed)
        counts = figures(owed, contents.as_of)
        yield TaskLine(text, groups.get(text.planned.group, ""), states.get(text.number), counts, hidden)


def tasks(contents: PlanContents, locale: str) -> list[Column[TaskLine]]:
    def names(shown: tuple[str, ...], codes: tuple[str, ...] = ()) -> str:
        return "; ".join(shown or map(contents.name, codes))

    def state(one: TaskLine) -> str:
        found = one.state.state if one.state else "no_information"
        silent = found == "no_information" and one.hidden
        return translate(phrases.NOTHING_PUBLISHED if silent else phrases.TASK[found], locale)

    return [
        Column(N_("Task"), 8, lambda one: one.text.number),
        Column(N_("Group"), 8, lambda one: one.text.planned.group),
        Column(N_("Title of the group"), 36, lambda one: one.group, True),
        Column(N_("Title of the task"), 60, lambda one: one.text.title, True),
        Column(N_("Timeframe as printed"), 18, lambda one: one.text.planned.timeframe.printed),
        Column(N_("Kind of timeframe"), 16, lambda one: translate(phrases.KIND[one.text.planned.timeframe.kind], locale)),
        Column(N_("First year"), 10, lambda one: one.text.planned.timeframe.first),
        Column(N_("Last year"), 10, lambda one: one.text.planned.timeframe.last),
        Column(N_("Lead"), 36, lambda one: names(one.text.leads, one.text.planned.leads), True),
        Column(N_("Coordinating"), 36, lambda one: names(one.text.coordinating), True),
        Column(N_("State of the task"), 24, state),
        Column(N_("Latest record on"), 14, lambda one: one.state.since if one.state else None),
        Column(N_("Reports owed"), 12, lambda one: one.counts.owed),
        Column(N_("Due day passed"), 12, lambda one: one.counts.due),
        Column(N_("Reports recorded"), 12, lambda one: one.seen(one.counts.recorded)),
        Column(N_("Reports accepted"), 12, lambda one: one.counts.accepted),
        Column(N_("Reports late by the record"), 12, lambda one: one.seen(one.counts.late)),
        Column(N_("Reports without information"), 12, lambda one: one.seen(one.counts.no_information)),
        Column(N_("Reports of unknown members"), 12, lambda one: one.counts.membership_unknown),
    ]
