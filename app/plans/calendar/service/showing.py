"""Obligations put into views."""

from collections.abc import Mapping

from app.plans.calendar.schemas.obligations import (
    CalendarObligation,
    CalendarOwner,
    CalendarStanding,
    ExtensionMark,
    OwedPeriod,
    SuccessionStep,
)
from app.plans.rules.obligations import Obligation
from app.plans.rules.owners import Owner
from app.plans.rules.status import ObligationState
from app.plans.structure.schemas.outgoing import AgencyLabel

Named = Mapping[str, AgencyLabel]


def shown(told: ObligationState, named: Named, *, seen: bool, reasons: bool) -> CalendarObligation:
    """One obligation. Unless ``seen``, how it stands stays untold; without ``reasons``, why it was extended."""
    one = told.obligation
    return CalendarObligation(
        task=one.task,
        group=one.group,
        period=OwedPeriod(code=one.period.code, first=one.period.first, last=one.period.last),
        owed_as=named[one.obliged.name],
        membership="known" if one.obliged.body else "unknown",
        owners=[_owner(owner, named) for owner in one.owners],
        due=one.due,
        regular_due=one.regular_due,
        missing_years=list(one.missing_years),
        rule=one.rule,
        source=one.source,
        extension=_extension(one, reasons),
        after_period=one.after_period,
        standing=_standing(told, named) if seen else None,
    )


def _owner(one: Owner, named: Named) -> CalendarOwner:
    return CalendarOwner(
        agency=None if one.agency is None else named[one.agency],
        by=one.by,
        printed=named[one.printed],
        group=None if one.group is None else named[one.group],
        chain=[
            SuccessionStep(agency=named[step.agency], successor=named[step.successor], on=step.on, manner=step.manner)
            for step in one.chain
        ],
        certain=one.certain,
    )


def _extension(one: Obligation, reasons: bool) -> ExtensionMark | None:
    if one.extension is None:
        return None
    granted = one.extension
    return ExtensionMark(new_due=granted.new_due, reason=granted.reason if reasons else None, recorded_at=granted.recorded_at)


def _standing(told: ObligationState, named: Named) -> CalendarStanding:
    return CalendarStanding(
        state=told.state,
        late=told.late,
        reason=told.reason,
        days_late=told.days_late,
        since=told.since,
        submitted_on=told.submitted_on,
        reporter=None if told.reporter is None else named[told.reporter],
        revision=told.revision,
    )
