"""A plan in figures."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.facts import Tally
from app.plans.models import Plan
from app.plans.progress.schemas.outgoing import DashboardView, DoneView, RollupRow, RollupView, TaskStateCount, TaskStateName
from app.plans.progress.service import legends
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.indicators import indicators
from app.plans.progress.service.showing import shown, tally_view, task_shown, words
from app.plans.progress.service.standing import counted
from app.plans.rules.progress import EACH_WEIGHS_ONE
from app.plans.rules.structure import number_key
from app.plans.rules.tasks import State, done_counted
from app.plans.structure import queries as structure_queries
from app.plans.structure import service as structure
from app.plans.structure.service.showing import titled

Dimension = Literal["group", "agency", "year", "state"]


def dashboard(session: Session, asked: Asked, code: str) -> DashboardView:
    """Figures by group, agency, year and state, the tasks' own states, and indicators."""
    plan = structure.find(session, code)
    found = counted(session, facts.grounds(session, plan, asked.known_at), asked)
    names = words(session, plan, asked, found.agencies)
    by_state: dict[str, Tally] = {}
    for (cell, whole), number in found.total.items():
        by_state.setdefault(shown(cell.state, whole=whole), Counter())[cell, whole] += number
    tasks: Counter[TaskStateName] = Counter()
    stated: Counter[State] = Counter()
    for (state, hidden), number in found.tasks.items():
        tasks[task_shown(state, hidden)] += number
        stated[state] += number
    done = done_counted(stated)
    groups = _groups(session, plan, asked)
    return DashboardView(
        plan=plan.code,
        as_of=asked.as_of,
        known_at=asked.known_at,
        whole=asked.sight.everything,
        total=tally_view(found.total),
        rollups=[
            _rollup("group", found.groups, groups.get, [key for key in groups if key in found.groups]),
            _rollup("agency", found.agencies, lambda row: names.agency(row).label),
            _rollup("year", found.years),
            _rollup("state", by_state),
        ],
        tasks=[TaskStateCount(state=state, count=number) for state, number in sorted(tasks.items())],
        done=DoneView(
            done=_plain(done.done),
            whole=_plain(done.whole),
            missing=_plain(done.missing),
            dropped=_plain(done.dropped),
            weights=done.weights,
        ),
        indicators=indicators(session, plan, asked),
        missing_holiday_years=list(found.missing_years),
        legend=legends.states(by_state, asked.interface) + legends.tasks(tasks, asked.interface),
    )


def _rollup(
    dimension: Dimension,
    rows: Mapping[str, Tally],
    label: Callable[[str], str | None] = lambda row: row,
    order: Sequence[str] | None = None,
) -> RollupView:
    """Rows that add up: each obligation stands in one. By agency that is the body on whom it fell."""
    names = sorted(rows, key=number_key) if order is None else order
    return RollupView(
        dimension=dimension,
        weights=EACH_WEIGHS_ONE,
        rows=[RollupRow(name=row, label=label(row) or row, figures=tally_view(rows[row])) for row in names],
    )


def _groups(session: Session, plan: Plan, asked: Asked) -> dict[str, str]:
    rows = session.scalars(structure_queries.groups(plan.id))
    return {one.key: titled(asked.view.order, plan.language, one.printed, one.titles).text for one in rows}


def _plain(number: Decimal) -> str:
    return format(number, "f")
