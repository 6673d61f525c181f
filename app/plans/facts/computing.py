"""From what was known to what is owed and how it stands."""

from dataclasses import dataclass, replace

from app.plans.facts.loading import Known
from app.plans.rules.facts import Facts, TaskStateFact
from app.plans.rules.obligations import obligations
from app.plans.rules.status import ObligationState, states
from app.plans.rules.tasks import TaskState, task_state


@dataclass(frozen=True, slots=True)
class Found:
    """Obligations with their states on ``known.as_of``, sorted by period, task and body; and the state of each task by its number."""

    states: tuple[ObligationState, ...]
    tasks: dict[str, TaskState]


def owed(known: Known, facts: Facts | None = None) -> Found:
    """What is owed for periods that have begun by ``known.as_of``; by ``facts`` instead of all that was known, when given."""
    facts = known.facts if facts is None else facts
    found = obligations(
        known.plan,
        known.tasks,
        known.rules,
        known.registry,
        known.holidays,
        facts.extensions,
        known.as_of,
        known.as_of,
        known.known_at,
        known.names,
    )
    told = states(found, facts, known.as_of, known.known_at)
    return Found(told, task_states(known, told, facts))


def task_states(known: Known, told: tuple[ObligationState, ...], facts: Facts) -> dict[str, TaskState]:
    """The state of every task, given those of its obligations."""
    own: dict[str, list[ObligationState]] = {}
    for one in told:
        own.setdefault(one.obligation.task, []).append(one)
    said: dict[str, list[TaskStateFact]] = {}
    for fact in facts.statements:
        said.setdefault(fact.task, []).append(fact)
    return {
        task.number: task_state(
            task,
            own.get(task.number, ()),
            replace(facts, statements=tuple(said.get(task.number, ()))),
            known.as_of,
            known.known_at,
        )
        for task in known.tasks
    }
