"""How obligations stand, as far as a reader may see it.

What the public sees is not computed and then painted over: it is computed by the same rules from the accepted reports alone. So it
cannot give away a draft, a submission or a return, and says of a report that is not accepted only that none is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from app.plans import facts
from app.plans.facts import Filed, Found, Known, owed
from app.plans.facts.computing import task_states
from app.plans.progress.policy import Sight
from app.plans.progress.service.asking import Asked
from app.plans.rules.facts import Facts, Key
from app.plans.rules.obligations import Obligation
from app.plans.rules.status import ObligationState, answering


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees. ``whole`` are the obligations that he sees all of; of the others only what was accepted.

    ``spoken`` are those of which he may also read why more time was given.
    """

    found: Found
    whole: frozenset[Key]
    spoken: frozenset[Key]


def accepted_only(facts: Facts) -> Facts:
    """The facts that are public: acceptances, and what was stated of tasks."""
    reports = (replace(one, history=tuple(step for step in one.history if step.state == "accepted")) for one in facts.reports)
    return replace(facts, reports=tuple(one for one in reports if one.history), extensions=())


def seen(known: Known, sight: Sight) -> Seen:
    """How everything stands, for a reader."""
    if sight.everything:
        found = owed(known)
        whole = frozenset(one.obligation.key for one in found.states)
        own = (one.obligation.key for one in found.states if sight.agency is not None and _answers(one, sight.agency))
        return Seen(found, whole, whole if sight.reasons else frozenset(own))
    public = owed(known, accepted_only(known.facts))
    if sight.agency is None:
        return Seen(public, frozenset(), frozenset())
    return _of_agency(known, public, owed(known), sight.agency)


def counted(session: Session, known: facts.Grounds, asked: Asked, *, by_tasks: bool = False) -> facts.Projected:
    """The same for a reader in figures alone, without going through a plan's obligations one by one."""
    sight = asked.sight

    def whole(one: Obligation) -> bool:
        if sight.everything or sight.agency is None:
            return sight.everything
        return _concerns(one, sight.agency)

    sights = {sight.everything, sight.everything or sight.agency is not None}
    return facts.projected(session, known, asked.as_of, whole=whole, sights=sights, by_tasks=by_tasks)


def _of_agency(known: Known, public: Found, full: Found, agency: str) -> Seen:
    """What the agency answers for as it is, and the rest as the public sees it."""
    own: set[Key] = set()
    states = []
    for outside, inside in zip(public.states, full.states, strict=True):
        if _answers(inside, agency):
            own.add(inside.obligation.key)
            states.append(inside)
        else:
            states.append(outside)
    told = tuple(states)
    return Seen(Found(told, task_states(known, told, known.facts)), frozenset(own), frozenset(own))


def _answers(one: ObligationState, agency: str) -> bool:
    return _concerns(one.obligation, agency)


def _concerns(one: Obligation, agency: str) -> bool:
    return one.obliged.body is not None and agency in answering(one)


def decisive(known: Known, one: ObligationState, *, whole: bool) -> Filed | None:
    """The step by which an obligation stands as it does, with the revision that it was about; None when no report counts."""
    if one.reporter is None or one.revision is None:
        return None
    obligation = one.obligation
    steps = known.filed.get((obligation.task, obligation.period.code, one.reporter, one.revision), [])
    visible = [some for some in steps if some.step.on <= known.as_of and (whole or some.step.state == "accepted")]
    accepted = [some for some in visible if some.step.state == "accepted"]
    return max(accepted or visible, key=lambda some: some.step.order, default=None)


def missing_years(states: Iterable[ObligationState]) -> list[int]:
    """Years whose holidays are not loaded, on which due days depend."""
    return sorted({year for one in states for year in one.obligation.missing_years})
