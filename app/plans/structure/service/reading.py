"""Reading plans: the list, and one with everything that it prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plans.models import Group, Passage, Plan
from app.plans.structure import queries
from app.plans.structure.errors import GroupNotFound, PlanNotFound
from app.plans.structure.queries import View
from app.plans.structure.schemas.outgoing import (
    GroupView,
    PassageTaskView,
    PassageView,
    PlanCounts,
    PlanSummary,
    PlanView,
)
from app.plans.structure.service.showing import Names, names, note, spoken, title_views, titled


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of plans, the sort values to continue from (None on the last page), and how many there are, when counted."""

    items: list[PlanSummary]
    next: list[Any] | None
    total: int | None


def find(session: Session, code: str) -> Plan:
    """The plan with this code, with its titles; PlanNotFound."""
    plan = session.scalar(queries.plan(code))
    if plan is None:
        raise PlanNotFound(code=code[:80])
    return plan


def browse(session: Session, view: View, *, after: Sequence[Any] | None, limit: int, counted: bool) -> Listed:
    """A page of plans, the latest period first."""
    rows = session.scalars(queries.plans(after, limit)).all()
    known = names(session, view.order, {plan.issuer_id for plan in rows})
    codes = _codes(session, {plan.predecessor_id for plan in rows if plan.predecessor_id is not None})
    items = [PlanSummary(**summary(plan, view, known, codes)) for plan in rows[:limit]]
    more = [rows[limit - 1].first_year, rows[limit - 1].code] if len(rows) > limit else None
    return Listed(items, more, session.scalar(queries.count_plans()) if counted else None)


def show(session: Session, view: View, code: str) -> PlanView:
    """One plan: passages in the order of the print, and groups with the numbers of their tasks."""
    plan = find(session, code)
    passages = session.scalars(queries.passages(plan.id)).all()
    groups = session.scalars(queries.groups(plan.id)).all()
    numbers = session.execute(queries.numbers(plan.id)).all()
    mentioned = {one.agency_id for passage in passages for one in passage.agencies}
    known = names(session, view.order, {plan.issuer_id, *mentioned})
    codes = _codes(session, {plan.predecessor_id} - {None})
    tasks = {id: number for id, _, number in session.execute(queries.named({t.task_id for p in passages for t in p.tasks}))}
    eids = {passage.id: passage.eid for passage in passages}
    by_group: dict[UUID, list[str]] = {}
    for group_id, number in numbers:
        by_group.setdefault(group_id, []).append(number)
    return PlanView(
        **summary(plan, view, known, codes),
        language=plan.language,
        printed_title=plan.printed_title,
        titles=title_views(plan.titles),
        successors=list(
            session.scalars(select(Plan.code).where(Plan.predecessor_id == plan.id).order_by(Plan.first_year, Plan.code))
        ),
        signer=plan.signer,
        signed_as=plan.signed_as,
        annex_title=plan.annex_title,
        source=plan.source,
        note=note(plan.notes, view.order),
        counts=_counts(passages, len(groups), len(numbers)),
        passages=[_passage(one, plan, view, known, tasks, eids) for one in passages],
        groups=[group_view(one, plan, view, by_group.get(one.id, [])) for one in groups],
    )


def show_group(session: Session, view: View, code: str, key: str) -> GroupView:
    """One group of tasks."""
    plan = find(session, code)
    group = session.scalar(queries.groups(plan.id).where(Group.key == key))
    if group is None:
        raise GroupNotFound(key=key[:80])
    tasks = [number for of, number in session.execute(queries.numbers(plan.id)) if of == group.id]
    return group_view(group, plan, view, tasks)


def summary(plan: Plan, view: View, known: Names, codes: dict[UUID, str]) -> dict[str, Any]:
    """The fields of PlanSummary."""
    return {
        "code": plan.code,
        "number": plan.number,
        "revision": plan.revision,
        "title": titled(view.order, plan.language, plan.printed_title, plan.titles),
        "issued_on": plan.issued_on,
        "issuer": known.of(plan.issuer_id),
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "predecessor": None if plan.predecessor_id is None else codes[plan.predecessor_id],
        "document": plan.document_id,
        "verified": plan.verified,
    }


def group_view(group: Group, plan: Plan, view: View, tasks: list[str]) -> GroupView:
    """A group of tasks with the numbers of its tasks."""
    return GroupView(
        key=group.key,
        revision=group.revision,
        title=titled(view.order, plan.language, group.printed, group.titles),
        printed=group.printed,
        letter=group.letter,
        body_printed=group.body_printed,
        eid=group.eid,
        titles=title_views(group.titles),
        note=note(group.notes, view.order),
        tasks=tasks,
    )


def _passage(one: Passage, plan: Plan, view: View, known: Names, tasks: dict[UUID, str], eids: dict[UUID, str]) -> PassageView:
    told: dict[str, Any] = {"part": one.part, "kind": one.kind}
    return PassageView(
        **told,
        eid=one.eid,
        parent=None if one.parent_id is None else eids[one.parent_id],
        marker=one.marker,
        printed=one.printed,
        text=spoken(view.order, plan.language, one.printed, {text.language: (text.text, text.official) for text in one.texts}),
        first_year=one.first_year,
        last_year=one.last_year,
        document=one.document_id,
        agencies=[known.of(some.agency_id) for some in one.agencies],
        tasks=[PassageTaskView(number=tasks[some.task_id], wording=some.wording) for some in one.tasks],
        note=note(one.notes, view.order),
    )


def _counts(passages: Sequence[Passage], groups: int, tasks: int) -> PlanCounts:
    def number(part: str, kind: str) -> int:
        return sum(one.part == part and one.kind == kind for one in passages)

    return PlanCounts(
        legal_bases=number("legal_basis", "item"),
        viewpoints=number("viewpoint", "item"),
        objectives=number("objective", "item"),
        solutions=number("solution", "heading"),
        groups=groups,
        tasks=tasks,
        milestones=number("milestone", "heading"),
        responsibilities=number("responsibility", "heading"),
        recipients=number("recipient", "item"),
    )


def _codes(session: Session, ids: set[Any]) -> dict[UUID, str]:
    if not ids:
        return {}
    return {one: other for one, other in session.execute(select(Plan.id, Plan.code).where(Plan.id.in_(ids)))}
