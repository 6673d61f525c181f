"""Statements on what is shown beside figures: names, labels of rules, evidence, and what was recorded when."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    Uuid,
    any_,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy import Date as DateType
from sqlalchemy import Integer as IntegerType
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on

from app.agencies import queries as agencies
from app.agencies.models import Agency
from app.documents.models import Document, Revision, Translation
from app.plans import models

Rows = Select[*tuple[Any, ...]]
#: No row of days off is longer.
FURTHEST = timedelta(days=400)


def labels(order: Sequence[str], codes: Collection[str]) -> Rows:
    """(id, code, name, short_name, language) of agencies by their codes."""
    return agencies.labels(order).where(Agency.code.in_(codes))


def rule_labels(plan_id: UUID) -> Rows:
    """(code, language, label) of the plan's reporting rules, those of newer versions last."""
    return (
        select(models.ReportingRule.code, models.ReportingRuleLabel.language, models.ReportingRuleLabel.label)
        .join(models.ReportingRuleLabel, models.ReportingRuleLabel.rule_id == models.ReportingRule.id)
        .where(models.ReportingRule.plan_id == plan_id)
        .order_by(models.ReportingRule.code, models.ReportingRule.number)
    )


def evidence_of(revisions: Collection[UUID]) -> Rows:
    """(revision_id, document_id, eid, note) that revisions of reports point at."""
    one = models.Evidence
    return (
        select(one.revision_id, one.document_id, one.eid, one.note)
        .where(one.revision_id.in_(revisions))
        .order_by(one.revision_id, one.position)
    )


def evidence_of_statements(plan_id: UUID, numbers: Collection[str], as_of: date, known_at: datetime) -> Rows:
    """(task's number, document_id, eid, evidence) that statements on tasks point at."""
    said = models.TaskStatement
    return (
        select(models.Task.number, said.document_id, said.eid, said.evidence)
        .join(models.Task, models.Task.id == said.task_id)
        .where(models.Task.plan_id == plan_id, models.Task.number.in_(numbers), said.document_id.is_not(None))
        .where(said.on <= as_of, said.recorded_at <= known_at)
        .order_by(said.on, said.recorded_at)
    )


def tasks_moved(plan_id: UUID, first: date, second: date, known_at: datetime) -> Rows:
    """(serial, number, moved) of a plan's tasks: whether a step of a report was taken after the first day and by the second, or more time
    could have ended between them: its day may move to the next working day.
    """
    task, stands, more = models.Task, models.ReportStanding, models.Extension
    # A report stands anew from the day of each of its steps on.
    stepped = select(stands.task_serial).where(
        ~stands.public, stands.since > first, stands.since <= second, stands.known_since <= known_at
    )
    ended = select(more.task_id).where(more.recorded_at <= known_at, more.new_due >= first - FURTHEST, more.new_due < second)
    return select(task.serial, task.number, or_(task.serial.in_(stepped), task.id.in_(ended))).where(task.plan_id == plan_id)


def tasks_numbered(plan_id: UUID) -> Rows:
    """(serial, number, false) of a plan's tasks, where it is not asked whether anything moved."""
    task = models.Task
    return select(task.serial, task.number, false()).where(task.plan_id == plan_id)


def tasks_among(serials: Collection[int]) -> Rows:
    """(serial, number) of these tasks, in the plan's order."""
    task = models.Task
    wanted = task.serial == any_(cast(list(serials), ARRAY(IntegerType)))
    return select(task.serial, task.number).where(wanted).order_by(task.position, task.number)


def titles_of(order: Sequence[str], documents: Collection[UUID]) -> Rows:
    """(document_id, title, language) of published documents, in the first language of ``order`` that each is published in."""
    place = func.array_position(cast(list(order), ARRAY(Text)), Translation.language)
    return (
        select(Translation.document_id, Revision.title, Translation.language)
        .ext(distinct_on(Translation.document_id))
        .join(Revision, Revision.id == Translation.published_id)
        .join(Document, Document.id == Translation.document_id)
        .where(Translation.document_id.in_(documents), Document.withdrawn_at.is_(None), Document.published_at.is_not(None))
        .order_by(Translation.document_id, place.asc().nulls_last(), Translation.language)
    )


def indicator_titles(plan_id: UUID) -> Rows:
    """(code, source, printed, language, title) of the plan's indicators; the last two null for one without a title."""
    one, title = models.Indicator, models.IndicatorTitle
    return (
        select(one.code, one.source, one.printed, title.language, title.title)
        .outerjoin(title, title.indicator_id == one.id)
        .where(one.plan_id == plan_id)
    )


def _text(value: str | None = None) -> Any:
    return cast(null() if value is None else literal(value), Text)


def _entry(kind: str, recorded: Any, **columns: Any) -> tuple[Any, ...]:
    types: dict[str, Any] = {"agency_id": Uuid, "number": IntegerType, "on": DateType}
    names = ("task", "period", "agency_id", "code", "state", "number", "on", "reason")
    return (
        recorded.recorded_at.label("at"),
        recorded.id.label("id"),
        _text(kind).label("kind"),
        recorded.recorded_by.label("by"),
        *(cast(columns.get(name, null()), types.get(name, Text)).label(name) for name in names),
    )


def recorded(plan_id: UUID, *, everything: bool, agency: str | None, task: str | None) -> Subquery:
    """What was recorded of a plan: (at, id, kind, by, task, period, agency_id, code, state, number, on, reason).

    Without ``everything`` only acceptances are shown of reports and no extensions, but all of those of ``agency``.
    """
    tasks = models.Task
    parts: list[Any] = []

    def of_task(model: Any, kind: str, **columns: Any) -> Any:
        statement = (
            select(*_entry(kind, model, task=tasks.number, **columns))
            .join(tasks, tasks.id == model.task_id)
            .where(tasks.plan_id == plan_id)
        )
        return statement if task is None else statement.where(tasks.number == task)

    version, said, step, report = models.TaskVersion, models.TaskStatement, models.ReportStep, models.Report
    parts.append(of_task(version, "task", number=version.number, reason=version.reason))
    parts.append(of_task(said, "statement", state=said.state, on=said.on, reason=said.evidence))
    steps = (
        select(
            *_entry(
                "report",
                step,
                task=tasks.number,
                period=report.period,
                agency_id=report.agency_id,
                state=step.state,
                number=step.edition,
                on=step.on,
                reason=step.reasons,
            )
        )
        .join(report, report.id == step.report_id)
        .join(tasks, tasks.id == report.task_id)
        .join(Agency, Agency.id == report.agency_id)
        .where(tasks.plan_id == plan_id)
    )
    granted = models.Extension
    more_time = of_task(
        granted, "extension", period=granted.period, agency_id=granted.owed_as_id, on=granted.new_due, reason=granted.reason
    ).join(Agency, Agency.id == granted.owed_as_id)
    if not everything:
        own = Agency.code == agency
        steps = steps.where(or_(step.state == "accepted", own))
        more_time = more_time.where(own)
    if task is not None:
        steps = steps.where(tasks.number == task)
    parts += [steps, more_time]
    if task is None:
        parts += _without_task(plan_id)
    return union_all(*parts).subquery("recorded")


def changes(of: Subquery, since: datetime | None, until: datetime, after: Sequence[Any] | None, limit: int) -> Rows:
    """What was recorded, the latest first, and one more when there is a next page. ``after`` is (at, id)."""
    statement: Rows = select(of).where(*_between(of, since, until))
    if after is not None:
        statement = statement.where(tuple_(of.c.at, of.c.id) < tuple_(datetime.fromisoformat(after[0]), UUID(after[1])))
    return statement.order_by(of.c.at.desc(), of.c.id.desc()).limit(limit + 1)


def count_changes(of: Subquery, since: datetime | None, until: datetime) -> Select[int]:
    """How many there are."""
    return select(func.count()).select_from(of).where(*_between(of, since, until))


def _between(of: Subquery, since: datetime | None, until: datetime) -> list[ColumnElement[bool]]:
    return [of.c.at <= until] if since is None else [of.c.at <= until, of.c.at >= since]


def _without_task(plan_id: UUID) -> list[Any]:
    indicator, version, measured, rule = models.Indicator, models.IndicatorVersion, models.Measurement, models.ReportingRule
    return [
        select(*_entry("indicator", version, code=indicator.code, number=version.number, reason=version.reason))
        .join(indicator, indicator.id == version.indicator_id)
        .where(indicator.plan_id == plan_id),
        select(
            *_entry(
                "measurement",
                measured,
                code=indicator.code,
                period=measured.period,
                agency_id=measured.agency_id,
                on=measured.on,
                reason=measured.source,
            )
        )
        .join(indicator, indicator.id == measured.indicator_id)
        .where(indicator.plan_id == plan_id),
        select(*_entry("rule", rule, code=rule.code, number=rule.number, reason=rule.reason)).where(rule.plan_id == plan_id),
    ]
