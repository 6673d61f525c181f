"""What a plan prints beside its tasks, set as a whole: the order of the print is the order of the list."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.actor import Actor
from app.plans.models import Indicator, Passage, PassageAgency, PassageTask, PassageText, Plan, Task
from app.plans.structure import policy
from app.plans.structure.errors import PassageTwice, PlanYearsReversed, UnknownPassage, UnknownTask
from app.plans.structure.schemas.fields import NewText
from app.plans.structure.schemas.incoming import NewPassage, NewPassages
from app.plans.structure.service.records import (
    agency_ids,
    check_documents,
    in_languages,
    notes_of,
    plan_changed,
    plan_to_change,
)


def set_passages(
    session: Session, actor: Actor, code: str, expected: int | None, wanted: NewPassages, offered: Sequence[str]
) -> Plan:
    """Replace all passages of a plan. Those that keep their eId stay what indicators point at."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, expected)
    pointing = {
        one: other
        for one, other in session.execute(
            select(Indicator.id, Passage.eid)
            .join(Passage, Passage.id == Indicator.passage_id)
            .where(Indicator.plan_id == plan.id)
        )
    }
    session.execute(delete(Passage).where(Passage.plan_id == plan.id))
    made = _made(session, plan, wanted.passages, offered)
    for indicator in session.scalars(
        select(Indicator).where(Indicator.id.in_(pointing)).execution_options(populate_existing=True)
    ):
        indicator.passage_id = made.get(pointing[indicator.id])
    plan_changed(session, actor, plan, "plan.passages", passages=len(made))
    return plan


def _made(session: Session, plan: Plan, wanted: Sequence[NewPassage], offered: Sequence[str]) -> dict[str, UUID]:
    agencies = agency_ids(
        session,
        (
            (code, f"/passages/{place}/agencies/{position}")
            for place, one in enumerate(wanted)
            for position, code in enumerate(one.agencies)
        ),
    )
    check_documents(session, ((one.document, f"/passages/{place}/document") for place, one in enumerate(wanted)))
    tasks = {one: other for one, other in session.execute(select(Task.number, Task.id).where(Task.plan_id == plan.id))}
    made: dict[str, UUID] = {}
    for place, one in enumerate(wanted):
        pointer = f"/passages/{place}"
        if one.eid in made:
            raise PassageTwice(eid=one.eid, pointer=f"{pointer}/eid")
        if one.parent is not None and one.parent not in made:
            raise UnknownPassage(eid=one.parent, pointer=f"{pointer}/parent")
        if one.first_year is not None and one.last_year is not None and one.last_year < one.first_year:
            raise PlanYearsReversed(pointer=f"{pointer}/last_year")
        for position, task in enumerate(one.tasks):
            if task.number not in tasks:
                raise UnknownTask(plan=plan.code, task=task.number, pointer=f"{pointer}/tasks/{position}/number")
        passage = Passage(
            plan_id=plan.id,
            eid=one.eid,
            position=place,
            part=one.part,
            kind=one.kind,
            parent_id=None if one.parent is None else made[one.parent],
            marker=one.marker,
            printed=one.printed,
            first_year=one.first_year,
            last_year=one.last_year,
            document_id=one.document,
            notes=notes_of(one.notes, offered, f"{pointer}/notes"),
            texts=_texts(one.texts, offered, f"{pointer}/texts"),
            agencies=[
                PassageAgency(agency_id=agencies[code], position=position)
                for position, code in enumerate(dict.fromkeys(one.agencies))
            ],
            tasks=[
                PassageTask(task_id=tasks[number], position=position, wording=wording)
                for position, (number, wording) in enumerate({task.number: task.wording for task in one.tasks}.items())
            ],
        )
        session.add(passage)
        session.flush()
        made[one.eid] = passage.id
    return made


def _texts(given: Sequence[NewText], offered: Sequence[str], pointer: str) -> list[PassageText]:
    tags = in_languages(given, offered, pointer)
    return [PassageText(language=tag, text=one.text, official=one.official) for tag, one in zip(tags, given, strict=True)]
