"""A plan as its files tell it, filled for one reader: what he may not see is not in it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.files.service import texts
from app.plans.files.service.asking import Wanted, ends_in
from app.plans.files.service.indicators import indicators, mentioned
from app.plans.files.service.narratives import narratives
from app.plans.models import Plan
from app.plans.outputs.contents import PlanContents
from app.plans.progress import queries as progress
from app.plans.progress.service import showing
from app.plans.progress.service.standing import Seen, seen
from app.plans.rules.periods import Period
from app.plans.rules.status import ObligationState


def contents(
    session: Session, plan: Plan, wanted: Wanted, period: Period | None = None, *, strictly: bool = False
) -> PlanContents:
    """Everything that is known, or what is about periods that end within ``period``; the statements do not grow with the plan.

    TooManyReports beyond ``wanted.most``. ``strictly``: accounts in the reader's own language, or none.
    """
    asked = wanted.asked
    known = facts.known(session, plan, asked.as_of, asked.known_at)
    sight = seen(known, asked.sight)
    states = tuple(_shown(one, sight) for one in sight.found.states if ends_in(period, one.obligation.period))
    wanted.check(len(states))
    told = narratives(session, plan, wanted, period, strictly=strictly)
    reached = indicators(session, plan, wanted)
    said = texts.versions(session, plan, wanted)
    codes = showing.mentioned(states) | {one.agency for one in told} | mentioned(reached) | texts.assigned(said)
    labels = {row.code: row.name for row in session.execute(progress.labels(asked.view.order, codes))}
    return PlanContents(
        plan=texts.head(session, plan, wanted),
        as_of=asked.as_of,
        known_at=asked.known_at,
        groups=texts.groups(session, plan, wanted),
        tasks=texts.tasks(plan, known.tasks, said, wanted, labels),
        states=states,
        task_states=tuple(sight.found.tasks[one.number] for one in known.tasks),
        indicators=reached,
        names=labels,
        narratives=told,
        hidden=frozenset(one.obligation.key for one in states) - sight.whole,
    )


def _shown(one: ObligationState, sight: Seen) -> ObligationState:
    """The words of an extension are for those who may read them."""
    owed = one.obligation
    if owed.extension is None or owed.key in sight.spoken:
        return one
    return replace(one, obligation=replace(owed, extension=replace(owed.extension, reason="")))
