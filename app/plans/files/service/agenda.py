"""An agency's due days, as far as the reader may see them."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.errors import AgencyNotFound
from app.agencies.models import Agency
from app.core.actor import Actor
from app.plans.calendar import policy
from app.plans.calendar import service as calendar
from app.plans.calendar.service.obligations import concerned, due_between
from app.plans.files.service import texts
from app.plans.files.service.asking import Wanted
from app.plans.models import Plan
from app.plans.outputs.contents import AgencyCalendar
from app.plans.progress import queries as progress
from app.plans.progress.service.showing import of_owners
from app.plans.rules.obligations import Obligation
from app.plans.structure import service as structure


def agency_calendar(
    session: Session, actor: Actor, plan: Plan, wanted: Wanted, agency: str, *, published: bool, first: date | None, last: date
) -> AgencyCalendar:
    """What the agency answers for on the day asked about, due from ``first`` (None: ever) to ``last``.

    Of an obligation whose standing the reader does not see, the day is the rule's own and no extension is told; of others the words
    of an extension are told to those who may read them. A class is asked about as the class.
    """
    asked = wanted.asked
    if session.scalar(select(Agency.id).where(Agency.code == agency)) is None:
        raise AgencyNotFound(code=agency[:80])

    def sees(one: Obligation) -> bool:
        return policy.sees_standing(actor, concerned(one), published)

    range_ = calendar.Asked(asked.as_of, asked.known_at, agency, None, first, last)
    due = due_between(session, plan.code, range_, sees)
    own = [_told(one, actor) for one in due.obligations if _answers(one, agency)]
    wanted.check(len(own))
    seen = {one.key for one in own if sees(one)}
    numbers = sorted({one.task for one in own})
    titles = structure.labels_of_tasks(session, asked.view, plan, numbers)
    codes = {agency} | {one.obliged.name for one in own} | of_owners(owner for one in own for owner in one.owners)
    labels = {row.code: row.name for row in session.execute(progress.labels(asked.view.order, codes))}
    return AgencyCalendar(
        plan=texts.head(session, plan, wanted),
        agency=agency,
        known_at=asked.known_at,
        obligations=tuple(own),
        extensions=tuple(one for one in due.known.facts.extensions if one.key in seen),
        titles={number: one.text for number, one in titles.items()},
        names=labels,
    )


def _told(one: Obligation, actor: Actor) -> Obligation:
    if one.extension is None or policy.sees_reasons(actor, concerned(one)):
        return one
    return replace(one, extension=replace(one.extension, reason=""))


def _answers(one: Obligation, agency: str) -> bool:
    if one.obliged.body is None:
        return one.obliged.name == agency
    return any(owner.agency == agency for owner in one.owners)
