"""Plans to test with, as plain functions: what was recorded when is said aloud, and nothing is committed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core import clock
from app.core.actor import SYSTEM
from app.plans import models
from app.plans.structure import service
from app.plans.structure.schemas.incoming import NewGroup, NewPlan, NewStatement, NewTask
from app.plans.structure.schemas.setting import IndicatorSet, RuleSet
from tests.builders import LANGUAGES, an_agency

Step = tuple[str, date]


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    """An instant of that day."""
    return datetime(year, month, day, 9, tzinfo=UTC)


START, LATER = at(2018), at(2020)


@contextmanager
def recorded(when: datetime | None) -> Iterator[None]:
    """What is done inside was recorded at ``when`` (None: now)."""
    if when is None:
        yield
        return
    with clock.frozen(when):
        yield


def a_plan(
    session: Session,
    code: str = "a-plan",
    years: tuple[int, int | None] = (2018, 2020),
    when: datetime | None = START,
    **more: Any,
) -> models.Plan:
    """A plan with one group of tasks, "1"; its issuer is made with it."""
    an_agency(session, "issuer", if_missing=True)
    wanted = {
        "code": code,
        "number": "1/KH",
        "language": "vi",
        "printed_title": "KẾ HOẠCH",
        "issuer": "issuer",
        "first_year": years[0],
        "last_year": years[1],
        "source": "Made for a test",
    }
    with recorded(when):
        plan = service.create(session, SYSTEM, NewPlan.model_validate({**wanted, **more}), LANGUAGES)
        service.add_group(session, SYSTEM, code, NewGroup(key="1", printed="Nhóm một"), LANGUAGES)
    return plan


def new_task(number: str = "1.1", leads: Sequence[str] = ("lead",), time: str = "Hằng năm", **more: Any) -> dict[str, Any]:
    """The body of a new task."""
    return {
        "number": number,
        "group": "1",
        "printed": f"Nhiệm vụ {number}",
        "timeframe_printed": time,
        "leads_printed": ", ".join(leads),
        "assignments": [{"agency": code, "role": "lead", "printed": code} for code in leads],
        **more,
    }


def a_task(
    session: Session,
    number: str = "1.1",
    leads: Sequence[str] = ("lead",),
    time: str = "Hằng năm",
    *,
    plan: str = "a-plan",
    when: datetime | None = START,
    **more: Any,
) -> models.Task:
    """A task led by agencies that are made when they are not there."""
    for code in leads:
        an_agency(session, code, if_missing=True)
    with recorded(when):
        return service.add_task(session, SYSTEM, plan, NewTask.model_validate(new_task(number, leads, time, **more)), LANGUAGES)


def a_rule(
    session: Session, plan: models.Plan, code: str = "yearly", *, when: datetime | None = START, **more: Any
) -> models.ReportingRule:
    """A yearly rule of an administrator, due on 15 January."""
    wanted: dict[str, Any] = {
        "code": code,
        "source": "administrator",
        "frequency": "yearly",
        "due": {"month": 1, "day": 15},
        "labels": [{"language": "vi", "label": "Báo cáo hằng năm"}],
        **more,
    }
    with recorded(when):
        return service.set_rule(session, SYSTEM, plan, RuleSet.model_validate(wanted), LANGUAGES)


def a_statement(
    session: Session, number: str, state: str, on: date, *, plan: str = "a-plan", when: datetime | None = None, **more: Any
) -> models.TaskStatement:
    """Somebody stated how a task stands; recorded on that day unless told otherwise."""
    wanted = NewStatement.model_validate({"state": state, "on": on, **more})
    with recorded(when or at(on.year, on.month, on.day)):
        return service.state_task(session, SYSTEM, plan, number, wanted, on)


def a_report(
    session: Session,
    task: models.Task,
    period: str,
    agency: str,
    *steps: Step,
    edition: int = 1,
    when: datetime | None = None,
    evidence: Sequence[UUID] = (),
    narrative: str = "Đã làm.",
) -> models.Report:
    """A report with steps, each recorded on its own day or all at ``when``; a further edition when it is there already."""
    agency_id = an_agency(session, agency, if_missing=True).id
    first, _, last = period.partition("-")
    report = session.scalar(
        select(models.Report).where(
            models.Report.task_id == task.id, models.Report.period == period, models.Report.agency_id == agency_id
        )
    )
    made = when or at(*steps[0][1].timetuple()[:3])
    if report is None:
        report = models.Report(
            task_id=task.id,
            period=period,
            period_first=date(int(first), 1, 1),
            period_last=date(int(last or first), 12, 31),
            agency_id=agency_id,
            language="vi",
            revision=1,
            created_at=made,
            created_by="test",
            changed_at=made,
        )
        session.add(report)
        session.flush()
    number = session.scalar(select(func.count()).where(models.ReportStep.report_id == report.id)) or 0
    revision = models.ReportRevision(
        report_id=report.id, number=number + 1, edition=edition, recorded_at=made, recorded_by="test"
    )
    session.add(revision)
    session.flush()
    session.add(
        models.ReportText(
            revision_id=revision.id, language="vi", number=1, narrative=narrative, recorded_at=made, recorded_by="test"
        )
    )
    for place, document in enumerate(evidence):
        session.add(models.Evidence(revision_id=revision.id, position=place, document_id=document))
    for place, (state, on) in enumerate(steps, start=number + 1):
        session.add(
            models.ReportStep(
                report_id=report.id,
                number=place,
                edition=edition,
                revision_id=revision.id,
                state=state,
                on=on,
                reasons="Thiếu số liệu" if state == "returned" else None,
                snapshot={} if state == "accepted" else None,
                recorded_at=when or at(on.year, on.month, on.day),
                recorded_by="test",
            )
        )
    session.flush()
    return report


def an_extension(
    session: Session, task: models.Task, period: str, owed_as: str, new_due: date, *, when: datetime = LATER
) -> models.Extension:
    """More time, because of a storm."""
    code = session.scalars(select(Agency).where(Agency.code == owed_as)).one()
    extension = models.Extension(
        task_id=task.id,
        period=period,
        owed_as_id=code.id,
        new_due=new_due,
        reason="Bão lũ",
        granted_by="issuer",
        recorded_at=when,
        recorded_by="test",
    )
    session.add(extension)
    session.flush()
    return extension


def an_indicator(session: Session, plan: models.Plan, *, when: datetime = START, **more: Any) -> models.Indicator:
    """All of them trained and all of them equipped."""
    condition = {"unit": "percent", "combine": "ratio", "direction": "increase", "target": "100"}
    wanted: dict[str, Any] = {
        "code": "officials",
        "source": "plan",
        "printed": "100% cán bộ được tập huấn và trang bị tài liệu",
        "conditions": [{"code": "trained", **condition}, {"code": "equipped", **condition}],
        **more,
    }
    with recorded(when):
        return service.set_indicator(session, SYSTEM, plan, IndicatorSet.model_validate(wanted), LANGUAGES)


def a_measurement(
    session: Session,
    indicator: models.Indicator,
    condition: str,
    agency: str,
    part: int,
    whole: int,
    *,
    on: date = date(2019, 12, 31),
    when: datetime = LATER,
) -> models.Measurement:
    """``part`` of ``whole`` at the end of a year."""
    one = models.Measurement(
        indicator_id=indicator.id,
        condition=condition,
        period=str(on.year),
        agency_id=an_agency(session, agency, if_missing=True).id,
        on=on,
        unit="percent",
        source="Báo cáo",
        numerator=part,
        denominator=whole,
        recorded_at=when,
        recorded_by="test",
    )
    session.add(one)
    session.flush()
    return one
