"""Indicators and reporting rules, set as a file says them. What was set before stays known: a difference is a new version."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.core import clock, language
from app.core.actor import Actor
from app.plans.models import (
    Condition,
    ConditionLabel,
    ExpectedAgency,
    Indicator,
    IndicatorTitle,
    IndicatorVersion,
    Passage,
    Plan,
    ReportingRule,
    ReportingRuleLabel,
    ReportingRuleTask,
    Task,
)
from app.plans.structure import policy
from app.plans.structure.errors import UnknownPassage, UnknownTask
from app.plans.structure.schemas.fields import NewTitle
from app.plans.structure.schemas.setting import ConditionSet, IndicatorSet, RuleSet
from app.plans.structure.service.measured import check_measured
from app.plans.structure.service.records import PLAN, agency_ids, in_languages, notes_of
from app.plans.structure.service.titles import set_titles


def set_indicator(
    session: Session, actor: Actor, plan: Plan, wanted: IndicatorSet, offered: Sequence[str], reason: str | None = None
) -> Indicator:
    """Have the plan's indicator ``wanted.code`` be what is wanted; a new version if there is one already, for a ``reason``."""
    policy.check_write(actor)
    indicator = session.scalar(
        select(Indicator)
        .where(Indicator.plan_id == plan.id, Indicator.code == wanted.code)
        .options(selectinload(Indicator.titles))
        .with_for_update(of=Indicator)
    )
    if indicator is None:
        last = session.scalar(select(func.max(Indicator.position)).where(Indicator.plan_id == plan.id))
        indicator = Indicator(plan_id=plan.id, code=wanted.code, position=0 if last is None else last + 1, titles=[], revision=0)
        session.add(indicator)
    indicator.source, indicator.printed = wanted.source, wanted.printed
    indicator.passage_id = None
    if wanted.passage is not None:
        indicator.passage_id = session.scalar(select(Passage.id).where(Passage.plan_id == plan.id, Passage.eid == wanted.passage))
        if indicator.passage_id is None:
            raise UnknownPassage(eid=wanted.passage, pointer="/passage")
    indicator.notes = notes_of(wanted.notes, offered)
    set_titles(indicator.titles, _title, wanted.titles, offered)
    indicator.revision += 1
    session.flush()
    check_measured(session, indicator.id, wanted.conditions)
    _add_version(session, actor, indicator, wanted, offered, reason)
    audit.record(session, actor, "indicator.set", f"{plan.code}/{wanted.code}", revision=indicator.revision)
    outbox.announce(session, PLAN, plan.id)
    return indicator


def set_rule(
    session: Session, actor: Actor, plan: Plan, wanted: RuleSet, offered: Sequence[str], *, withdrawn: bool = False
) -> ReportingRule:
    """A new version of the plan's reporting rule ``wanted.code``, or its first; ``withdrawn`` ends the rule."""
    policy.check_write(actor)
    last = session.scalar(
        select(func.max(ReportingRule.number)).where(ReportingRule.plan_id == plan.id, ReportingRule.code == wanted.code)
    )
    plain = ("code", "source", "printed", "frequency", "shift", "valid_from", "valid_to", "after_period", "reason")
    told: dict[str, Any] = {name: getattr(wanted, name) for name in plain}
    due = wanted.due
    rule = ReportingRule(
        plan_id=plan.id,
        number=(last or 0) + 1,
        due_kind="fixed_day" if due.on else "working_days_after" if due.working_days is not None else "day_of_year",
        due_month=due.month,
        due_day=due.day,
        due_count=due.working_days,
        due_on=due.on,
        withdrawn=withdrawn,
        recorded_at=clock.now(),
        recorded_by=actor.name,
        **told,
    )
    tasks = {one: other for one, other in session.execute(select(Task.number, Task.id).where(Task.plan_id == plan.id))}
    for place, number in enumerate(wanted.tasks or ()):
        if number not in tasks:
            raise UnknownTask(plan=plan.code, task=number, pointer=f"/tasks/{place}")
    session.add(rule)
    session.flush()
    session.add_all(ReportingRuleTask(rule_id=rule.id, task_id=tasks[number]) for number in dict.fromkeys(wanted.tasks or ()))
    tags = in_languages(wanted.labels, offered, "/labels")
    session.add_all(
        ReportingRuleLabel(rule_id=rule.id, language=tag, label=one.label) for tag, one in zip(tags, wanted.labels, strict=True)
    )
    session.flush()
    audit.record(session, actor, "rule.set", f"{plan.code}/{wanted.code}", number=rule.number)
    outbox.announce(session, PLAN, plan.id)
    return rule


def _add_version(
    session: Session, actor: Actor, indicator: Indicator, wanted: IndicatorSet, offered: Sequence[str], reason: str | None
) -> None:
    last = session.scalar(select(func.max(IndicatorVersion.number)).where(IndicatorVersion.indicator_id == indicator.id))
    version = IndicatorVersion(
        indicator_id=indicator.id,
        number=(last or 0) + 1,
        expected_known=wanted.expected is not None,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    ids = agency_ids(session, ((code, f"/expected/{place}") for place, code in enumerate(wanted.expected or ())))
    session.add(version)
    session.flush()
    session.add_all(ExpectedAgency(version_id=version.id, agency_id=id) for id in ids.values())
    for place, one in enumerate(wanted.conditions):
        _add_condition(session, version, place, one, offered)
    session.flush()


def _add_condition(session: Session, version: IndicatorVersion, place: int, one: ConditionSet, offered: Sequence[str]) -> None:
    plain = ("code", "unit", "combine", "direction", "target", "baseline", "tolerance")
    condition = Condition(version_id=version.id, position=place, **{name: getattr(one, name) for name in plain})
    session.add(condition)
    session.flush()
    in_languages(one.labels, offered, f"/conditions/{place}/labels")
    session.add_all(
        ConditionLabel(
            condition_id=condition.id,
            language=language.require(label.language, offered),
            label=label.label,
            numerator=label.numerator,
            denominator=label.denominator,
        )
        for label in one.labels
    )


def _title(new: NewTitle, tag: str) -> IndicatorTitle:
    return IndicatorTitle(language=tag, title=new.title, official=new.official)
