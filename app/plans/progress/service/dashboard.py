"""A plan in figures."""

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Literal

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.models import Plan
from app.plans.progress.schemas.outgoing import DashboardView, DoneView, RollupRow, RollupView, TaskStateCount
from app.plans.progress.service import legends
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.indicators import indicators
from app.plans.progress.service.showing import Words, figures_view, shown_state, shown_tasks, words
from app.plans.progress.service.standing import Seen, missing_years, seen
from app.plans.rules.progress import EACH_WEIGHS_ONE
from app.plans.rules.status import ObligationState
from app.plans.rules.structure import number_key
from app.plans.rules.tasks import done_share
from app.plans.structure import queries as structure_queries
from app.plans.structure import service as structure
from app.plans.structure.service.showing import titled

Dimension = Literal["group", "agency", "year", "state"]
DIMENSIONS: tuple[Dimension, ...] = ("group", "agency", "year", "state")


def dashboard(session: Session, asked: Asked, code: str) -> DashboardView:
    """Figures by group, agency, year and state, the tasks' own states, and indicators."""
    plan = structure.find(session, code)
    known = facts.known(session, plan, asked.as_of, asked.known_at)
    sight = seen(known, asked.sight)
    states = sight.found.states
    names = words(session, plan, asked, {one.obligation.obliged.name for one in states})
    groups = _groups(session, plan, asked)
    task_states = [sight.found.tasks[task.number] for task in known.tasks]
    count = Counter(shown_tasks(sight).values())
    done = done_share(task_states)
    legend = legends.states((shown_state(one, sight.whole) for one in states), asked.interface)
    return DashboardView(
        plan=plan.code,
        as_of=asked.as_of,
        known_at=asked.known_at,
        whole=asked.sight.everything,
        total=figures_view(states, sight.whole, asked.as_of),
        rollups=[_rollup(dimension, states, sight, asked, names, groups) for dimension in DIMENSIONS],
        tasks=[TaskStateCount(state=state, count=number) for state, number in sorted(count.items())],
        done=DoneView(
            done=_plain(done.done),
            whole=_plain(done.whole),
            missing=_plain(done.missing),
            dropped=_plain(done.dropped),
            weights=done.weights,
        ),
        indicators=indicators(session, plan, asked),
        missing_holiday_years=missing_years(states),
        legend=legend + legends.tasks(count, asked.interface),
    )


def _rollup(
    dimension: Dimension,
    states: Sequence[ObligationState],
    sight: Seen,
    asked: Asked,
    names: Words,
    groups: dict[str, str],
) -> RollupView:
    """Rows that add up: each obligation stands in one. By agency that is the body on whom it fell."""
    name: dict[Dimension, Callable[[ObligationState], str]] = {
        "group": lambda one: one.obligation.group,
        "agency": lambda one: one.obligation.obliged.name,
        "year": lambda one: str(one.obligation.period.last.year),
        "state": lambda one: shown_state(one, sight.whole),
    }
    rows: dict[str, list[ObligationState]] = {}
    for one in states:
        rows.setdefault(name[dimension](one), []).append(one)

    def label(row: str) -> str:
        if dimension == "agency":
            return names.agency(row).label
        return groups.get(row, row) if dimension == "group" else row

    order = list(groups) if dimension == "group" else sorted(rows, key=number_key)
    return RollupView(
        dimension=dimension,
        weights=EACH_WEIGHS_ONE,
        rows=[
            RollupRow(name=row, label=label(row), figures=figures_view(rows[row], sight.whole, asked.as_of))
            for row in order
            if row in rows
        ],
    )


def _groups(session: Session, plan: Plan, asked: Asked) -> dict[str, str]:
    rows = session.scalars(structure_queries.groups(plan.id))
    return {one.key: titled(asked.view.order, plan.language, one.printed, one.titles).text for one in rows}


def _plain(number: Decimal) -> str:
    return format(number, "f")
