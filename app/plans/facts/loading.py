"""A plan as it was known at an instant: tasks, leads, rules, and everything recorded."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.plans import models
from app.plans.facts.planning import planned, reporting_rules
from app.plans.facts.recording import Edition, Filed, extensions, filed_steps, reports_of, statements
from app.plans.facts.registry import Concern, holidays, registry
from app.plans.rules.facts import Facts, ReportFact
from app.plans.rules.periods import ReportingRule
from app.plans.rules.registry import Registry
from app.plans.rules.structure import Plan, PlannedTask
from app.plans.rules.workdays import Holidays


@dataclass(frozen=True, slots=True)
class Known:
    """What was known of a plan at ``known_at``, and the day ``as_of`` that is asked about. ``tasks`` are in the plan's order.

    ``filed`` holds the steps of each edition of a report, in no order. ``names``, when not None, are those on whom duties fell that are
    looked at: then ``filed`` is empty, and the states of tasks are not to be had.
    """

    plan: Plan
    as_of: date
    known_at: datetime
    tasks: tuple[PlannedTask, ...]
    rules: tuple[ReportingRule, ...]
    registry: Registry
    holidays: Holidays
    facts: Facts
    filed: dict[Edition, list[Filed]] = field(default_factory=dict)
    names: frozenset[str] | None = None


def known(
    session: Session,
    plan: models.Plan,
    as_of: date,
    known_at: datetime,
    *,
    only: Collection[str] | None = None,
    agencies: Registry | None = None,
    concern: Concern | None = None,
    accepted: bool = False,
) -> Known:
    """Read what was known; ``only`` are the numbers of tasks to look at (None: all). The statements do not grow with the plan.

    ``agencies`` is the registry, when the caller has read it already. ``concern`` narrows to what can concern one agency,
    and with it ``accepted`` to the acceptances, for a reader who is shown no more of reports.
    """
    tasks = planned(session, plan, known_at, only=only)
    numbers = None if only is None else [task.number for task in tasks]
    filed: dict[Edition, list[Filed]] = {}
    if concern is None:
        filed = filed_steps(session, plan, known_at, numbers)
        reports = tuple(
            ReportFact(task, period, agency, tuple(one.step for one in steps), edition)
            for (task, period, agency, edition), steps in filed.items()
        )
    else:
        reports = reports_of(session, plan, known_at, numbers, concern.reporters, accepted=accepted)
    return Known(
        Plan(plan.code, plan.first_year, plan.last_year),
        as_of,
        known_at,
        tasks,
        reporting_rules(session, plan, known_at),
        registry(session) if agencies is None else agencies,
        holidays(session, known_at),
        Facts(
            reports=reports,
            statements=statements(session, plan, known_at, numbers),
            extensions=extensions(session, plan, known_at, numbers),
        ),
        filed,
        None if concern is None else concern.names,
    )
