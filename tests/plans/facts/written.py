"""Plans written straight into the tables from drawn facts: nothing checks them, so that the oddest history comes about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.agencies.models import Agency, Membership, Succession
from app.core.ids import uuid7
from app.plans import models
from app.plans.rules.facts import Facts
from app.plans.rules.periods import DayOfYear, ReportingRule, WorkingDaysAfter, period_named
from app.plans.rules.registry import Registry
from tests.plans.rules import given as rules

NAMES = (*rules.BODIES, "e", "f", "other", "listed", "unlisted")
IN_PRINT = datetime(2018, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Version:
    """A later version of a task: who leads, whether it is withdrawn, and when that was recorded."""

    task: str
    leads: tuple[str, ...]
    withdrawn: bool
    recorded_at: datetime


_leads = st.lists(st.sampled_from(("a", "b", "c", "listed", "unlisted")), min_size=1, max_size=3, unique=True).map(tuple)
versions = st.lists(st.builds(Version, rules.numbers, _leads, st.booleans(), rules.instants), max_size=3)
restrictions = st.lists(st.none() | st.sets(rules.numbers, min_size=1), min_size=3, max_size=3)
holidays = st.sets(st.dates(date(2018, 12, 1), date(2019, 3, 31)), max_size=20)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything that a plan is written from. ``only`` are the tasks of each rule, ``off`` the holidays."""

    facts: Facts
    registry: Registry
    asked: Sequence[ReportingRule]
    only: Sequence[set[str] | None]
    later: Sequence[Version]
    off: set[date]


plans = st.builds(Drawn, rules.facts, rules.registries, rules.rules, restrictions, versions, holidays)


def a_written_plan(session: Session, drawn: Drawn) -> models.Plan:
    """The small plan of ``tests.plans.rules.given`` with everything that was drawn; of 2019 alone holidays are loaded."""
    agencies = _agencies(session, drawn.registry)
    recorded = {"recorded_at": IN_PRINT, "recorded_by": "test"}
    plan = models.Plan(
        code="drawn",
        number="1",
        language="vi",
        printed_title="KẾ HOẠCH",
        issuer_id=agencies["other"],
        first_year=rules.PLAN.first_year,
        last_year=rules.PLAN.last_year,
        source="Drawn",
        created_at=IN_PRINT,
        created_by="test",
        changed_at=IN_PRINT,
    )
    session.add(plan)
    session.flush()
    groups = {key: models.Group(plan_id=plan.id, key=key, position=int(key), printed=key) for key in ("1", "2")}
    tasks = {
        one.number: models.Task(plan_id=plan.id, number=one.number, position=place, created_at=IN_PRINT, changed_at=IN_PRINT)
        for place, one in enumerate(rules.TASKS)
    }
    session.add_all((*groups.values(), *tasks.values()))
    session.flush()
    numbers = dict.fromkeys(tasks, 0)
    printed = {one.number: one for one in rules.TASKS}
    first = [Version(one.number, one.leads, False, IN_PRINT) for one in rules.TASKS]
    for version in (*first, *sorted(drawn.later, key=lambda one: one.recorded_at)):
        numbers[version.task] += 1
        task = printed[version.task]
        row = models.TaskVersion(
            id=uuid7(),
            task_id=tasks[version.task].id,
            number=numbers[version.task],
            group_id=groups[task.group].id,
            printed="Nhiệm vụ",
            timeframe_printed=task.timeframe.printed,
            timeframe_kind=task.timeframe.kind,
            first_year=task.timeframe.first,
            last_year=task.timeframe.last,
            leads_printed="",
            withdrawn=version.withdrawn,
            recorded_at=version.recorded_at,
            recorded_by="test",
        )
        session.add(row)
        session.flush()
        session.add_all(
            models.Assignment(version_id=row.id, agency_id=agencies[code], role="lead", position=place, printed=code)
            for place, code in enumerate(version.leads)
        )
    _calendar(session, plan, tasks, drawn.asked, drawn.only, drawn.off, recorded)
    _facts(session, tasks, agencies, drawn.facts)
    session.flush()
    return plan


def _agencies(session: Session, registry: Registry) -> dict[str, UUID]:
    ids = {code: uuid7() for code in NAMES}
    for code, id in ids.items():
        known = registry.by_code.get(code)
        enumerable = None if known is None else known.enumerable
        session.add(
            Agency(
                id=id,
                code=code,
                type="body" if enumerable is None else "class",
                enumerable=enumerable,
                valid_to=None if known is None else known.last,
                source="Drawn",
            )
        )
    session.flush()
    session.add_all(Membership(class_id=ids[one.class_code], member_id=ids[one.agency]) for one in registry.memberships)
    pairs = {(one.agency, one.successors[0]): one for one in registry.successions}
    session.add_all(
        Succession(predecessor_id=ids[before], successor_id=ids[after], on=one.on, manner=one.manner)
        for (before, after), one in pairs.items()
    )
    session.flush()
    return ids


def _calendar(
    session: Session,
    plan: models.Plan,
    tasks: dict[str, models.Task],
    asked: Sequence[ReportingRule],
    only: Sequence[set[str] | None],
    off: set[date],
    recorded: dict[str, object],
) -> None:
    for one, numbers in zip(asked, only, strict=False):
        due = one.due
        rule = models.ReportingRule(
            id=uuid7(),
            plan_id=plan.id,
            code=one.code,
            number=1,
            source=one.source,
            printed="Báo cáo" if one.source == "plan" else None,
            frequency=one.frequency,
            due_kind="day_of_year" if isinstance(due, DayOfYear) else "working_days_after",
            due_month=due.month if isinstance(due, DayOfYear) else None,
            due_day=due.day if isinstance(due, DayOfYear) else None,
            due_count=due.count if isinstance(due, WorkingDaysAfter) else None,
            shift=one.shift,
            valid_from=one.valid_from,
            after_period=one.after_period,
            **recorded,
        )
        session.add(rule)
        session.flush()
        session.add_all(models.ReportingRuleTask(rule_id=rule.id, task_id=tasks[number].id) for number in numbers or ())
    year = models.HolidayYear(id=uuid7(), year=2019, number=1, source="Drawn", **recorded)
    session.add(year)
    session.flush()
    session.add_all(models.Holiday(year_id=year.id, day=day) for day in off if day.year == 2019)


def _facts(session: Session, tasks: dict[str, models.Task], agencies: dict[str, UUID], facts: Facts) -> None:
    reports: dict[tuple[str, str, str], models.Report] = {}
    steps: dict[UUID, int] = {}
    for fact in facts.reports:
        key = (fact.task, fact.period, fact.agency)
        period = period_named(fact.period)
        assert period is not None
        if key not in reports:
            reports[key] = models.Report(
                id=uuid7(),
                task_id=tasks[fact.task].id,
                period=fact.period,
                period_first=period.first,
                period_last=period.last,
                agency_id=agencies[fact.agency],
                language="vi",
                created_at=IN_PRINT,
                created_by="test",
                changed_at=IN_PRINT,
            )
            session.add(reports[key])
            session.flush()
        report = reports[key]
        for step in fact.history:
            number = steps[report.id] = steps.get(report.id, 0) + 1
            revision = models.ReportRevision(
                id=uuid7(),
                report_id=report.id,
                number=number,
                edition=fact.revision,
                recorded_at=step.recorded_at,
                recorded_by="test",
            )
            session.add(revision)
            session.flush()
            session.add(
                models.ReportStep(
                    report_id=report.id,
                    number=number,
                    edition=fact.revision,
                    revision_id=revision.id,
                    state=step.state,
                    on=step.on,
                    reasons="Thiếu" if step.state == "returned" else None,
                    snapshot={} if step.state == "accepted" else None,
                    recorded_at=step.recorded_at,
                    recorded_by="test",
                )
            )
            session.flush()
    for said in facts.statements:
        session.add(
            models.TaskStatement(
                task_id=tasks[said.task].id, state=said.state, on=said.on, recorded_at=said.recorded_at, recorded_by="test"
            )
        )
    for more in facts.extensions:
        session.add(
            models.Extension(
                task_id=tasks[more.key.task].id,
                period=more.key.period,
                owed_as_id=agencies[more.key.owed_as],
                new_due=more.new_due,
                reason=more.reason,
                granted_by="test",
                recorded_at=more.recorded_at,
                recorded_by="test",
            )
        )
