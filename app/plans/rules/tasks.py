"""How a task stands on a day, as far as was known at an instant.

What somebody stated counts first, the latest statement by its day; reports only show that something is being done.

| recorded | before its first year | within its time | after its time |
|---|---|---|---|
| stated dropped | dropped | dropped | dropped |
| stated done | done | done | done |
| stated under way, on a day after its time | – | – | overdue_as_recorded |
| stated under way, or a report more than a draft | under_way | under_way | ended_unknown |
| nothing | planned | no_information | no_information |

A continuous task ("Thường xuyên") has no end, so it is never overdue: after the plan's years it is under_way when something
recorded since says so, else ended_unknown. A draft is its writer's own and shows nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from app.plans.rules.facts import Facts, Stated, TaskStateFact, visible
from app.plans.rules.status import ObligationState
from app.plans.rules.structure import PlannedTask
from app.plans.rules.timeframes import Timeframe

State = Literal["planned", "under_way", "done", "dropped", "overdue_as_recorded", "ended_unknown", "no_information"]

_ORDER: tuple[Stated, ...] = ("under_way", "done", "dropped")


@dataclass(frozen=True, slots=True)
class TaskState:
    """``since`` is the day of the latest thing recorded, a statement or a step of a report; ``statement`` is the one that counts."""

    task: str
    state: State
    since: date | None = None
    statement: TaskStateFact | None = None


def task_state(task: PlannedTask, states: Iterable[ObligationState], facts: Facts, as_of: date, known_at: datetime) -> TaskState:
    """The state of one task; ``states`` are those of obligations at the same two dates, others than the task's are passed over."""
    own = [fact for fact in facts.statements if fact.task == task.number]
    statement = max(visible(own, as_of, known_at), key=_standing, default=None)
    reported = max((one.reported_on for one in states if one.obligation.task == task.number and one.reported_on), default=None)
    if statement is not None and statement.state != "under_way":
        return TaskState(task.number, statement.state, statement.on, statement)
    stated = None if statement is None else statement.on
    latest = max((day for day in (stated, reported) if day is not None), default=None)
    return TaskState(task.number, unfinished(task.timeframe, as_of, stated, latest), latest, statement)


def unfinished(frame: Timeframe, as_of: date, stated: date | None, latest: date | None) -> State:
    """The state without a statement that the task is done or dropped: ``stated`` under way on a day, the ``latest`` thing recorded.

    Of the two days nothing counts but the year.
    """
    if latest is None:
        return "planned" if frame.first is not None and as_of.year < frame.first else "no_information"
    if frame.last is None or as_of.year <= frame.last:
        return "under_way"
    if frame.kind == "continuous":
        return "under_way" if latest.year > frame.last else "ended_unknown"
    return "overdue_as_recorded" if stated is not None and stated.year > frame.last else "ended_unknown"


def _standing(fact: TaskStateFact) -> tuple[date, datetime, int, str]:
    return fact.on, fact.recorded_at, _ORDER.index(fact.state), fact.evidence


@dataclass(frozen=True, slots=True)
class DoneShare:
    """Sums of weights: ``done`` of ``whole``; of the whole nothing certain is known of ``missing``. ``dropped`` is not in the whole."""

    done: Decimal
    whole: Decimal
    missing: Decimal
    dropped: Decimal
    weights: Literal["one_per_task", "given"]


def done_share(states: Iterable[TaskState], weights: Mapping[str, Decimal] | None = None) -> DoneShare:
    """How much of a plan is stated done. Without ``weights`` each task weighs one; with them a task that is not listed weighs none."""
    sums: dict[State, Decimal] = {}
    for one in states:
        weight = Decimal(1) if weights is None else weights.get(one.task, Decimal(0))
        sums[one.state] = sums.get(one.state, Decimal(0)) + weight
    return _share(sums, "one_per_task" if weights is None else "given")


def done_counted(counts: Mapping[State, int]) -> DoneShare:
    """The same for tasks that weigh one each, given how many stand in each state."""
    return _share({state: Decimal(count) for state, count in counts.items()}, "one_per_task")


def _share(sums: dict[State, Decimal], weights: Literal["one_per_task", "given"]) -> DoneShare:
    dropped = sums.pop("dropped", Decimal(0))
    missing = sums.get("no_information", Decimal(0)) + sums.get("ended_unknown", Decimal(0))
    whole = sum(sums.values(), Decimal(0))
    return DoneShare(sums.get("done", Decimal(0)), whole, missing, dropped, weights)
