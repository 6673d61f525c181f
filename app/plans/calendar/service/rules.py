"""Reporting rules. A change is a new version; what the plan prints is only corrected."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, outbox
from app.agencies.errors import ValidityReversed
from app.core import clock, language
from app.core.actor import Actor
from app.plans.calendar import policy, queries
from app.plans.calendar.errors import (
    NotPrinted,
    PlanRuleStays,
    PrintedNeeded,
    ReportingRuleNotFound,
    ReportingRuleTaken,
    RuleWithdrawn,
)
from app.plans.calendar.schemas.rules import (
    DueView,
    NewDayOfYear,
    NewDue,
    NewFixedDay,
    NewReportingRule,
    NewRuleLabel,
    NewWorkingDaysAfter,
    ReportingRuleChange,
    ReportingRuleCorrection,
    ReportingRuleList,
    ReportingRuleView,
)
from app.plans.models import Plan, ReportingRule, ReportingRuleLabel, ReportingRuleTask, Task
from app.plans.structure import service as structure
from app.plans.structure.errors import UnknownTask
from app.plans.structure.service.records import PLAN, in_languages, plan_to_change
from app.web.etag import check_revision

_SAME = ("frequency", "shift", "valid_from", "valid_to", "after_period", "withdrawn", "printed")


def add_rule(session: Session, actor: Actor, code: str, new: NewReportingRule, offered: Sequence[str]) -> ReportingRule:
    """A new rule. What the plan prints comes with its words."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    if (new.source == "plan") != (new.printed is not None):
        raise PrintedNeeded(pointer="/printed")
    if session.scalar(queries.rule(plan.id, new.code)) is not None:
        raise ReportingRuleTaken(rule=new.code)
    told = {name: getattr(new, name, False) for name in _SAME}
    made = _version(session, actor, plan, new.code, 1, new.source, told | _due(new.due), new.reason)
    _attach(session, plan, made, new.tasks, _labels(new.labels, offered))
    _done(session, actor, plan, made, "rule.create", source=new.source)
    return made


def change_rule(
    session: Session,
    actor: Actor,
    code: str,
    rule: str,
    expected: int | None,
    wanted: ReportingRuleChange,
    offered: Sequence[str],
) -> ReportingRule:
    """A new version of a rule that an administrator set."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    before = _present(session, plan, rule, expected)
    if before.source == "plan":
        raise PlanRuleStays(rule=before.code)
    return _next(session, actor, plan, before, wanted, offered, "rule.change")


def correct_rule(
    session: Session,
    actor: Actor,
    code: str,
    rule: str,
    expected: int | None,
    wanted: ReportingRuleCorrection,
    offered: Sequence[str],
) -> ReportingRule:
    """A new version of a rule that the plan prints, with what had been typed in wrongly put right."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    before = _present(session, plan, rule, expected)
    if before.source != "plan":
        raise NotPrinted(rule=before.code)
    return _next(session, actor, plan, before, wanted, offered, "rule.correct")


def list_rules(session: Session, order: Sequence[str], code: str, known_at: datetime) -> ReportingRuleList:
    """The rules that were known, withdrawn ones too."""
    plan = structure.find(session, code)
    rows = session.scalars(queries.rules(plan, known_at))
    return ReportingRuleList(items=[_view(one, order) for one in rows])


def show_rule(session: Session, order: Sequence[str], code: str, rule: str) -> ReportingRuleView:
    """The newest version of one rule."""
    return _view(_present(session, structure.find(session, code), rule, None), order)


def _present(session: Session, plan: Plan, rule: str, expected: int | None) -> ReportingRule:
    found = session.scalar(queries.rule(plan.id, rule).execution_options(populate_existing=True))
    if found is None:
        raise ReportingRuleNotFound(rule=rule[:80])
    if expected is not None:
        check_revision(expected, found.number)
    return found


def _next(
    session: Session,
    actor: Actor,
    plan: Plan,
    before: ReportingRule,
    wanted: ReportingRuleChange | ReportingRuleCorrection,
    offered: Sequence[str],
    action: str,
) -> ReportingRule:
    given = wanted.model_fields_set
    if before.withdrawn and getattr(wanted, "withdrawn", None) is not False:
        raise RuleWithdrawn(rule=before.code)
    told = {name: getattr(wanted if name in given else before, name) for name in _SAME}
    due = {name: getattr(before, name) for name in ("due_kind", "due_month", "due_day", "due_count", "due_on")}
    told |= due if wanted.due is None else _due(wanted.due)
    made = _version(session, actor, plan, before.code, before.number + 1, before.source, told, wanted.reason)
    numbers = wanted.tasks if "tasks" in given else [one.task.number for one in before.tasks] or None
    labels = {one.language: one.label for one in before.labels}
    _attach(session, plan, made, numbers, labels if wanted.labels is None else _labels(wanted.labels, offered))
    _done(session, actor, plan, made, action, fields=sorted(given))
    return made


def _done(session: Session, actor: Actor, plan: Plan, made: ReportingRule, action: str, **detail: object) -> None:
    audit.record(session, actor, action, f"{plan.code}/{made.code}", version=made.number, **detail)
    outbox.announce(session, PLAN, plan.id)


def _version(
    session: Session, actor: Actor, plan: Plan, code: str, number: int, source: str, told: dict[str, Any], reason: str
) -> ReportingRule:
    if told["valid_from"] is not None and told["valid_to"] is not None and told["valid_to"] < told["valid_from"]:
        raise ValidityReversed(pointer="/valid_to")
    made = ReportingRule(
        plan_id=plan.id,
        code=code,
        number=number,
        source=source,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by=actor.name,
        **told,
    )
    session.add(made)
    session.flush()
    return made


def _due(due: NewDue) -> dict[str, Any]:
    parts: dict[str, Any] = {"due_kind": due.kind, "due_month": None, "due_day": None, "due_count": None, "due_on": None}
    match due:
        case NewDayOfYear():
            return parts | {"due_month": due.month, "due_day": due.day}
        case NewWorkingDaysAfter():
            return parts | {"due_count": due.count}
        case NewFixedDay():
            return parts | {"due_on": due.on}


def _labels(given: Sequence[NewRuleLabel], offered: Sequence[str]) -> dict[str, str]:
    in_languages(given, offered, "/labels")
    return {language.require(one.language, offered): one.label for one in given}


def _attach(session: Session, plan: Plan, made: ReportingRule, numbers: Sequence[str] | None, labels: dict[str, str]) -> None:
    ids = {number: id for number, id in session.execute(select(Task.number, Task.id).where(Task.plan_id == plan.id))}
    for place, number in enumerate(numbers or ()):
        if number not in ids:
            raise UnknownTask(plan=plan.code, task=number, pointer=f"/tasks/{place}")
    session.add_all(ReportingRuleTask(rule_id=made.id, task_id=ids[number]) for number in dict.fromkeys(numbers or ()))
    session.add_all(ReportingRuleLabel(rule_id=made.id, language=tag, label=label) for tag, label in labels.items())
    session.flush()


def _view(one: ReportingRule, order: Sequence[str]) -> ReportingRuleView:
    labels = {row.language: row.label for row in one.labels}
    due = DueView(kind=cast(Any, one.due_kind), month=one.due_month, day=one.due_day, count=one.due_count, on=one.due_on)
    told: dict[str, Any] = {
        name: getattr(one, name)
        for name in (
            "code", "source", "printed", "frequency", "shift", "valid_from", "valid_to",
            "after_period", "withdrawn", "reason", "recorded_at",
        )
    }  # fmt: skip
    return ReportingRuleView(
        **told,
        revision=one.number,
        label=next((labels[tag] for tag in (*order, *sorted(labels)) if tag in labels), None),
        due=due,
        tasks=sorted(row.task.number for row in one.tasks) or None,
    )
