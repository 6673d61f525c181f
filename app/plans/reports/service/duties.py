"""In which role an agency reports on a task for a period, as of a day; and why not, where it does not."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from sqlalchemy.orm import Session

from app.core import clock
from app.plans import facts
from app.plans.models import Plan
from app.plans.reports import queries
from app.plans.reports.errors import NotAskedFor, NotYourTask
from app.plans.rules.obligations import Obligation, obligations
from app.plans.rules.owners import Owner, holders, obliged
from app.plans.rules.periods import Period
from app.plans.rules.status import answering

RoleName = Literal["lead", "coordinating"]
_TOLD = 12


def role_of(session: Session, plan: Plan, task: str, period: Period, agency: str, on: date) -> RoleName:
    """ "lead" for whoever owes the report or holds the duty of one that does, "coordinating" for a contribution.

    Whom a class holds that cannot be listed nobody knows: a body is not refused for belonging to one or not. NotAskedFor when the
    calendar asks for no report on the task for this period by the day ``on``, NotYourTask when the agency has no part in it.
    """
    known = facts.known(session, plan, on, clock.now(), only={task})
    found = obligations(known.plan, known.tasks, known.rules, known.registry, known.holidays, (), on, on, known.known_at)
    asked = [one for one in found if one.period.code == period.code]
    if not asked:
        raise NotAskedFor(task=task, period=period.code, periods=_periods(found) or "–")
    if any(agency in answering(one) for one in asked if one.obliged.body is not None):
        return "lead"
    helping = obliged(session.scalars(queries.coordinating(plan, task)), known.registry, period.last)
    if any(agency in _holding(one.name, holders(one, known.registry, on)) for one in helping if one.body is not None):
        return "coordinating"
    if any(one.obliged.body is None for one in asked):
        return "lead"
    if any(one.body is None for one in helping):
        return "coordinating"
    raise NotYourTask(agency=agency, task=task)


def _periods(found: Sequence[Obligation]) -> str:
    return ", ".join(list(dict.fromkeys(one.period.code for one in found))[-_TOLD:])


def _holding(name: str, owners: Iterable[Owner]) -> set[str]:
    """The body itself, and all to whom its part has passed."""
    names = {name}
    for owner in owners:
        names |= {code for step in owner.chain for code in (step.agency, step.successor)}
        if owner.agency is not None:
            names.add(owner.agency)
    return names
