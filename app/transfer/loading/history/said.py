"""What was stated, granted, closed and measured, recorded again by the services that record it."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.agencies.models import Agency
from app.plans.calendar import service as calendar
from app.plans.calendar.schemas.days import NewExtension
from app.plans.facts import periods
from app.plans.indicators import service as indicators
from app.plans.indicators.errors import IndicatorNotFound, MeasuredOutsidePeriod
from app.plans.indicators.schemas.incoming import NewMeasured, NewMeasurement
from app.plans.models import Measurement, Report, ReportRevision, ReportStep
from app.plans.structure import service as structure
from app.plans.structure.errors import UnknownAgency
from app.plans.structure.schemas.incoming import NewStatement
from app.transfer.loading.history.scene import Scene, who
from app.transfer.loading.outcome import Unloadable
from app.transfer.records.history import ClosingRecord, Counted, ExtensionRecord, FromReport, MeasurementRecord, StatementRecord


def statement(scene: Scene, one: StatementRecord) -> None:
    """Somebody stated how a task stands."""
    new = NewStatement.model_construct(
        state=one.state, on=one.on, evidence=one.evidence, document=scene.document(one.document), eid=one.eid
    )
    structure.state_task(scene.session, who(one), scene.code, one.task, new, scene.today())


def extension(scene: Scene, one: ExtensionRecord) -> None:
    """More time was granted."""
    told = {name: getattr(one, name) for name in ("task", "period", "owed_as", "new_due", "reason", "granted_by")}
    new = NewExtension.model_construct(**told, document=scene.document(one.document))
    calendar.extend(scene.session, who(one), scene.offered, scene.code, new, scene.today())


def closing(scene: Scene, one: ClosingRecord) -> None:
    """A period was closed, or opened again."""
    decide = calendar.close_period if one.closed else calendar.reopen_period
    decide(scene.session, who(one), scene.code, one.period, one.reason)


def counted(one: Counted) -> dict[str, Any]:
    """Numbers as they come in: written out."""
    return {name: written(getattr(one, name)) for name in ("value", "numerator", "denominator")}


def written(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def measurement(scene: Scene, one: MeasurementRecord) -> None:
    """A figure was recorded, by itself or with the report that was accepted."""
    if one.report is None:
        plain = {name: getattr(one, name) for name in ("condition", "unit", "period", "source", "agency", "on")}
        new = NewMeasurement.model_construct(**plain, **counted(one))
        indicators.measure(scene.session, who(one), scene.offered, scene.code, one.indicator, new, scene.today())
        return
    _accepted(scene, one, one.report)


def _accepted(scene: Scene, one: MeasurementRecord, came: FromReport) -> None:
    """The figure of an accepted revision: of the report's own agency and period, and one that fits its indicator."""
    session = scene.session
    found = session.execute(
        select(ReportRevision.id, Report.period, Agency.code, Agency.id.label("agency_id"))
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Agency, Agency.id == Report.agency_id)
        .join(ReportStep, ReportStep.revision_id == ReportRevision.id)
        .where(Report.id == came.id, ReportRevision.number == came.revision, ReportStep.state == "accepted")
    ).one_or_none()
    if found is None:
        raise Unloadable("report", f"There is no revision {came.revision} of a report {came.id} that was accepted before.")
    if (found.period, found.code) != (one.period, one.agency):
        raise Unloadable("report", f"The report is on {found.period} and by {found.code}.")
    period = periods.named(one.period)
    if not period.first <= one.on <= period.last:
        raise MeasuredOutsidePeriod(on=one.on, period=period.code, pointer="/on")
    measured = indicators.to_measure(session, scene.plan.id, {one.indicator}).get(one.indicator)
    if measured is None:
        raise IndicatorNotFound(indicator=one.indicator)
    row, version = measured
    given = NewMeasured.model_construct(condition=one.condition, unit=one.unit, **counted(one))
    fits = indicators.check_figure(one.indicator, version, given)
    session.add(
        Measurement(
            indicator_id=row.id,
            condition=fits.condition,
            period=period.code,
            agency_id=found.agency_id,
            on=one.on,
            unit=fits.unit,
            source=one.source,
            value=fits.value,
            numerator=fits.numerator,
            denominator=fits.denominator,
            report_revision_id=found.id,
            recorded_at=one.recorded_at,
            recorded_by=one.recorded_by,
        )
    )
    session.flush()


def body(scene: Scene, code: str) -> Agency:
    """The agency with this code; UnknownAgency."""
    found = scene.session.scalar(select(Agency).where(Agency.code == code))
    if found is None:
        raise UnknownAgency(agency=code, pointer="/agency")
    return found
