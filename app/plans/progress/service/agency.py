"""What an agency answers for: owed, due, late, returned."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import facts
from app.plans.facts import Known
from app.plans.progress.errors import AgencyNotFound
from app.plans.progress.schemas.outgoing import AgencyProgressPage
from app.plans.progress.service import legends
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.paging import page
from app.plans.progress.service.showing import figures_view, mentioned, obligation, shown_state, words
from app.plans.progress.service.standing import seen
from app.plans.rules.progress import owed_by
from app.plans.rules.status import ObligationState
from app.plans.structure import service as structure

Show = Literal["owed", "due", "late", "returned", "accepted", "nothing"]

_SHOWN: Mapping[Show, Callable[[ObligationState, Known], bool]] = {
    "owed": lambda one, known: True,
    "due": lambda one, known: one.state in ("due", "draft", "returned") or one.obligation.due < known.as_of,
    "late": lambda one, known: one.late,
    "returned": lambda one, known: one.state == "returned" or one.reason == "not_resubmitted",
    "accepted": lambda one, known: one.state == "accepted",
    "nothing": lambda one, known: one.state == "no_information",
}


def agency_page(
    session: Session, asked: Asked, code: str, agency: str, *, show: Show, after: Sequence[Any] | None, limit: int, counted: bool
) -> tuple[AgencyProgressPage, list[Any] | None]:
    """Figures of everything an agency answers for on a day, and a page of what ``show`` names; and where to continue.

    A class is asked about as the class: the duties that nobody can pass on to members. What it only coordinates is not owed.
    """
    plan = structure.find(session, code)
    if session.scalar(select(Agency.id).where(Agency.code == agency)) is None:
        raise AgencyNotFound(code=agency[:80])
    agencies = facts.registry(session)
    # Only tasks whose printed leads could ever pass to it are read: a plan may have thousands, and an agency a few.
    numbers = facts.numbers(session, plan, asked.known_at, led_by=facts.could_pass_to(agency, agencies))
    known = facts.known(
        session,
        plan,
        asked.as_of,
        asked.known_at,
        only=numbers,
        agencies=agencies,
        concern=facts.concern(agency, agencies),
        accepted=asked.sight.accepted_alone,
    )
    sight = seen(known, asked.sight)
    own = held(sight.found.states, agency)
    chosen = [one for one in own if _SHOWN[show](one, known)]
    shown, more = page(chosen, _name, after, limit)
    names = words(session, plan, asked, mentioned(shown) | {agency})
    told = AgencyProgressPage(
        items=[obligation(one, sight, names) for one in shown],
        next=None,
        total=len(chosen) if counted else None,
        plan=plan.code,
        agency=names.agency(agency),
        as_of=asked.as_of,
        known_at=asked.known_at,
        figures=figures_view(own, sight.whole, asked.as_of),
        legend=legends.states((shown_state(one, sight.whole) for one in shown), asked.interface),
    )
    return told, more


def held(states: Sequence[ObligationState], agency: str) -> list[ObligationState]:
    """What the agency holds now; of a class that cannot be listed, what fell on it as such."""
    held = {one.obligation.key for one in owed_by(states, agency)}
    return [one for one in states if one.obligation.key in held or _as_class(one, agency)]


def _as_class(one: ObligationState, agency: str) -> bool:
    return one.obligation.obliged.body is None and one.obligation.obliged.name == agency


def _name(one: ObligationState) -> list[Any]:
    key = one.obligation.key
    return [key.task, key.period, key.owed_as]
