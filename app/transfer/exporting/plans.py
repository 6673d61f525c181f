"""Plans as records: what they print, their tasks as they are now, indicators and reporting rules."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, selectinload

from app.plans.models import (
    Condition,
    ExpectedAgency,
    Group,
    Indicator,
    IndicatorVersion,
    Passage,
    Plan,
    ReportingRule,
    ReportingRuleTask,
    Task,
    TaskVersion,
)
from app.plans.structure.schemas.fields import NewText, NewTitle
from app.plans.structure.schemas.incoming import NewAssignment, NewPassageTask, TaskReference
from app.plans.structure.schemas.setting import ConditionLabelSet, ConditionSet, DueSet, RuleLabelSet, RuleSet
from app.plans.structure.service.showing import Titled
from app.transfer.exporting.around import Around
from app.transfer.exporting.order import language_order
from app.transfer.records import GroupRecord, IndicatorRecord, PassageRecord, PlanRecord, TaskRecord


def plans(session: Session) -> dict[str, PlanRecord]:
    """Every plan by its code, in the order in which they were made."""
    around = Around(session)
    found = session.scalars(
        select(Plan).order_by(Plan.id).options(selectinload(Plan.titles)).execution_options(populate_existing=True)
    ).all()
    return {plan.code: _plan(session, plan, around) for plan in found}


def _plan(session: Session, plan: Plan, around: Around) -> PlanRecord:
    plain = [
        "code",
        "number",
        "language",
        "printed_title",
        "issued_on",
        "first_year",
        "last_year",
        "signer",
        "signed_as",
        "annex_title",
        "source",
        "verified",
    ]
    told: dict[str, Any] = {name: getattr(plan, name) for name in plain}
    return PlanRecord.model_construct(
        **told,
        issuer=around.agencies[plan.issuer_id],
        predecessor=None if plan.predecessor_id is None else around.plans[plan.predecessor_id],
        document=None if plan.document_id is None else around.documents[plan.document_id],
        titles=_titles(plan.titles),
        note=_notes(plan.notes),
        passages=_passages(session, plan, around),
        groups=[_group(one) for one in session.scalars(_of(Group, plan).options(selectinload(Group.titles)))],
        tasks=_tasks(session, plan, around),
        indicators=_indicators(session, plan, around),
        rules=_rules(session, plan, around),
    )


def _of(model: Any, plan: Plan) -> Any:
    return select(model).where(model.plan_id == plan.id).order_by(model.position).execution_options(populate_existing=True)


def _passages(session: Session, plan: Plan, around: Around) -> list[PassageRecord]:
    statement = _of(Passage, plan).options(
        selectinload(Passage.texts), selectinload(Passage.agencies), selectinload(Passage.tasks)
    )
    rows: Sequence[Passage] = session.scalars(statement).all()
    eids = {one.id: one.eid for one in rows}
    return [_passage(one, around, eids) for one in rows]


def _passage(one: Passage, around: Around, eids: Mapping[UUID, str]) -> PassageRecord:
    told: dict[str, Any] = {"part": one.part, "kind": one.kind}
    texts = sorted(one.texts, key=lambda text: language_order(text.language))
    return PassageRecord.model_construct(
        **told,
        eid=one.eid,
        parent=None if one.parent_id is None else eids[one.parent_id],
        marker=one.marker,
        printed=one.printed,
        first_year=one.first_year,
        last_year=one.last_year,
        document=None if one.document_id is None else around.documents[one.document_id],
        agencies=[around.agencies[some.agency_id] for some in one.agencies],
        tasks=[NewPassageTask.model_construct(number=around.tasks[some.task_id][1], wording=some.wording) for some in one.tasks],
        texts=[NewText.model_construct(language=t.language, text=t.text, official=t.official) for t in texts],
        note=_notes(one.notes),
    )


def _group(one: Group) -> GroupRecord:
    return GroupRecord.model_construct(
        key=one.key,
        printed=one.printed,
        letter=one.letter,
        body_printed=one.body_printed,
        eid=one.eid,
        titles=_titles(one.titles),
        note=_notes(one.notes),
    )


def _tasks(session: Session, plan: Plan, around: Around) -> list[TaskRecord]:
    """Tasks that the plan has now: their newest versions. Those that were taken out are not in it."""
    rows = session.execute(
        select(Task, TaskVersion, Group.key)
        .ext(distinct_on(Task.position, Task.number))
        .join(TaskVersion, TaskVersion.task_id == Task.id)
        .join(Group, Group.id == TaskVersion.group_id)
        .where(Task.plan_id == plan.id)
        .order_by(Task.position, Task.number, TaskVersion.number.desc())
        .options(selectinload(Task.titles), selectinload(TaskVersion.assignments))
        .execution_options(populate_existing=True)
    )
    return [task(one, version, key, around) for one, version, key in rows if not version.withdrawn]


def task(one: Task, version: TaskVersion, key: str, around: Around) -> TaskRecord:
    """A version of a task, with the titles that the task has now."""
    succeeds = None
    if version.succeeds_id is not None:
        of, number = around.tasks[version.succeeds_id]
        succeeds = TaskReference.model_construct(plan=of, number=number)
    plain: dict[str, Any] = {
        name: getattr(version, name) for name in ("printed", "timeframe_printed", "leads_printed", "coordinating_printed")
    }
    return TaskRecord.model_construct(
        **plain,
        number=one.number,
        group=key,
        assignments=[_assignment(around.agencies[some.agency_id], some.role, some.printed) for some in version.assignments],
        succeeds=succeeds,
        eid=one.eid,
        titles=_titles(one.titles),
        note=_notes(version.notes),
    )


def _assignment(code: str, role: Any, printed: str) -> NewAssignment:
    return NewAssignment.model_construct(agency=code, role=role, printed=printed)


def _indicators(session: Session, plan: Plan, around: Around) -> list[IndicatorRecord]:
    eids = {one: other for one, other in session.execute(select(Passage.id, Passage.eid).where(Passage.plan_id == plan.id))}
    newest = (
        select(IndicatorVersion)
        .ext(distinct_on(IndicatorVersion.indicator_id))
        .join(Indicator, Indicator.id == IndicatorVersion.indicator_id)
        .where(Indicator.plan_id == plan.id)
        .order_by(IndicatorVersion.indicator_id, IndicatorVersion.number.desc())
        .options(
            selectinload(IndicatorVersion.conditions).selectinload(Condition.labels), selectinload(IndicatorVersion.expected)
        )
    )
    versions = {one.indicator_id: one for one in session.scalars(newest)}
    rows: Sequence[Indicator] = session.scalars(_of(Indicator, plan).options(selectinload(Indicator.titles))).all()
    return [_indicator(one, versions[one.id], around, eids) for one in rows]


def _indicator(one: Indicator, version: IndicatorVersion, around: Around, eids: Mapping[UUID, str]) -> IndicatorRecord:
    told: dict[str, Any] = {"source": one.source}
    return IndicatorRecord.model_construct(
        **told,
        code=one.code,
        printed=one.printed,
        passage=None if one.passage_id is None else eids[one.passage_id],
        expected=expected(version.expected, around) if version.expected_known else None,
        conditions=[condition(some) for some in version.conditions],
        titles=_titles(one.titles),
        note=_notes(one.notes),
    )


def expected(rows: Sequence[ExpectedAgency], around: Around) -> list[str]:
    """Codes of agencies whose measurements are needed."""
    return sorted(around.agencies[one.agency_id] for one in rows)


def condition(one: Condition) -> ConditionSet:
    """A condition with its labels."""
    plain: dict[str, Any] = {
        name: getattr(one, name) for name in ("code", "unit", "combine", "direction", "target", "baseline", "tolerance")
    }
    labels = sorted(one.labels, key=lambda label: language_order(label.language))
    return ConditionSet.model_construct(
        **plain,
        labels=[
            ConditionLabelSet.model_construct(
                language=some.language, label=some.label, numerator=some.numerator, denominator=some.denominator
            )
            for some in labels
        ],
    )


def _rules(session: Session, plan: Plan, around: Around) -> list[RuleSet]:
    newest = (
        select(ReportingRule)
        .ext(distinct_on(ReportingRule.code))
        .where(ReportingRule.plan_id == plan.id)
        .order_by(ReportingRule.code, ReportingRule.number.desc())
        .options(selectinload(ReportingRule.labels), selectinload(ReportingRule.tasks))
    )
    return [rule(one, around) for one in session.scalars(newest) if not one.withdrawn]


def rule(one: ReportingRule, around: Around) -> RuleSet:
    """A version of a reporting rule."""
    plain: dict[str, Any] = {
        name: getattr(one, name)
        for name in ("code", "source", "printed", "frequency", "shift", "valid_from", "valid_to", "after_period", "reason")
    }
    labels = sorted(one.labels, key=lambda label: language_order(label.language))
    return RuleSet.model_construct(
        **plain,
        due=DueSet.model_construct(month=one.due_month, day=one.due_day, working_days=one.due_count, on=one.due_on),
        tasks=_rule_tasks(one.tasks, around),
        labels=[RuleLabelSet.model_construct(language=some.language, label=some.label) for some in labels],
    )


def _rule_tasks(rows: Sequence[ReportingRuleTask], around: Around) -> list[str] | None:
    return sorted(around.tasks[one.task_id][1] for one in rows) or None


def _titles(rows: Sequence[Titled]) -> list[NewTitle]:
    ordered = sorted(rows, key=lambda one: language_order(one.language))
    return [NewTitle.model_construct(language=one.language, title=one.title, official=one.official) for one in ordered]


def _notes(notes: Mapping[str, str]) -> dict[str, str] | None:
    return dict(sorted(notes.items(), key=lambda pair: language_order(pair[0]))) or None
