"""Indicators: new ones, and changes, which are new versions."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from app import audit, outbox
from app.core import clock, language
from app.core.actor import Actor
from app.plans.indicators import errors, policy, queries
from app.plans.indicators.schemas.incoming import IndicatorChange, NewCondition, NewIndicator
from app.plans.models import (
    Condition,
    ConditionLabel,
    ExpectedAgency,
    Indicator,
    IndicatorTitle,
    IndicatorVersion,
    Passage,
    Plan,
)
from app.plans.rules.measuring import PERCENT
from app.plans.structure import service as structure
from app.plans.structure.errors import UnknownPassage
from app.plans.structure.schemas.fields import NewTitle
from app.plans.structure.service.records import agency_ids, in_languages, notes_of, plan_to_change
from app.plans.structure.service.titles import set_titles
from app.web.etag import check_revision

TOPIC = "indicator"


def add_indicator(session: Session, actor: Actor, code: str, new: NewIndicator, offered: Sequence[str]) -> Indicator:
    """A new indicator, behind the others. One of the plan comes with its whole wording."""
    policy.check_write(actor)
    plan = plan_to_change(session, code, None)
    if (new.source == "plan") != (new.printed is not None):
        raise errors.WordingNeeded(pointer="/printed")
    last = session.scalar(queries.last_position(plan.id))
    indicator = Indicator(
        plan_id=plan.id,
        code=new.code,
        position=0 if last is None else last + 1,
        source=new.source,
        printed=new.printed,
        passage_id=_passage(session, plan, new.passage),
        notes=notes_of(new.notes, offered),
        titles=[],
        revision=1,
    )
    set_titles(indicator.titles, _title, new.titles, offered)
    try:
        with session.begin_nested():
            session.add(indicator)
            session.flush()
    except IntegrityError:
        raise errors.IndicatorCodeTaken(indicator=new.code) from None
    _version(session, actor, indicator, 1, new.conditions, _expected(session, new.expected), None, offered)
    _changed(session, actor, plan, indicator, "indicator.create")
    return indicator


def change_indicator(
    session: Session,
    actor: Actor,
    code: str,
    indicator: str,
    expected: int | None,
    wanted: IndicatorChange,
    offered: Sequence[str],
) -> Indicator:
    """Change an indicator made from the revision ``expected`` (None: whichever it has)."""
    policy.check_write(actor)
    plan = structure.find(session, code)
    row = session.scalar(
        select(Indicator)
        .where(Indicator.plan_id == plan.id, Indicator.code == indicator)
        .options(selectinload(Indicator.titles))
        .execution_options(populate_existing=True)
        .with_for_update(of=Indicator)
    )
    if row is None:
        raise errors.IndicatorNotFound(indicator=indicator[:80])
    if expected is not None:
        check_revision(expected, row.revision)
    given = wanted.model_fields_set
    if "passage" in given:
        row.passage_id = _passage(session, plan, wanted.passage)
    if wanted.titles is not None:
        set_titles(row.titles, _title, wanted.titles, offered)
    if wanted.notes is not None:
        row.notes = notes_of(wanted.notes, offered)
    if given & {"conditions", "expected"}:
        _next_version(session, actor, row, wanted, offered)
    row.revision += 1
    _changed(session, actor, plan, row, "indicator.change", fields=sorted(given))
    return row


def _next_version(session: Session, actor: Actor, row: Indicator, wanted: IndicatorChange, offered: Sequence[str]) -> None:
    if wanted.reason is None:
        raise errors.ReasonNeeded(pointer="/reason")
    before = session.scalars(queries.versions(row.id)).one()
    conditions = [_again(one) for one in before.conditions] if wanted.conditions is None else wanted.conditions
    structure.check_measured(session, row.id, conditions)
    if "expected" in wanted.model_fields_set:
        expected = _expected(session, wanted.expected)
    else:
        expected = [one.agency_id for one in before.expected] if before.expected_known else None
    _version(session, actor, row, before.number + 1, conditions, expected, wanted.reason, offered)


def _again(one: Condition) -> NewCondition:
    """A condition as it would come in."""
    labels = [
        {"language": row.language, "label": row.label, "numerator": row.numerator, "denominator": row.denominator}
        for row in one.labels
    ]
    numbers = {name: None if (n := getattr(one, name)) is None else f"{n:f}" for name in ("target", "baseline", "tolerance")}
    return NewCondition.model_validate(
        {"code": one.code, "unit": one.unit, "combine": one.combine, "direction": one.direction, "labels": labels, **numbers}
    )


def _version(
    session: Session,
    actor: Actor,
    indicator: Indicator,
    number: int,
    conditions: Sequence[NewCondition],
    expected: Sequence[UUID] | None,
    reason: str | None,
    offered: Sequence[str],
) -> None:
    _check(conditions)
    version = IndicatorVersion(
        indicator_id=indicator.id,
        number=number,
        expected_known=expected is not None,
        reason=reason,
        recorded_at=clock.now(),
        recorded_by=actor.name,
    )
    session.add(version)
    session.flush()
    session.add_all(ExpectedAgency(version_id=version.id, agency_id=one) for one in expected or ())
    for place, one in enumerate(conditions):
        in_languages(one.labels, offered, f"/conditions/{place}/labels")
        condition = Condition(
            version_id=version.id,
            code=one.code,
            position=place,
            unit=one.unit,
            combine=one.combine,
            direction=one.direction,
            target=Decimal(one.target),
            baseline=None if one.baseline is None else Decimal(one.baseline),
            tolerance=Decimal(one.tolerance),
        )
        session.add(condition)
        session.flush()
        session.add_all(
            ConditionLabel(
                condition_id=condition.id,
                language=language.require(row.language, offered),
                label=row.label,
                numerator=row.numerator,
                denominator=row.denominator,
            )
            for row in one.labels
        )
    session.flush()


def _check(conditions: Sequence[NewCondition]) -> None:
    seen: set[str] = set()
    for place, one in enumerate(conditions):
        pointer = f"/conditions/{place}"
        if one.code in seen:
            raise errors.ConditionTwice(condition=one.code, pointer=f"{pointer}/code")
        seen.add(one.code)
        if one.combine == "ratio" and one.unit != PERCENT:
            raise errors.RatioInPercent(pointer=f"{pointer}/unit")
        for name in ("target", "baseline"):
            number = getattr(one, name)
            if one.unit == PERCENT and number is not None and not 0 <= Decimal(number) <= 100:
                raise errors.TargetOutOfBounds(pointer=f"{pointer}/{name}")


def _expected(session: Session, codes: Sequence[str] | None) -> list[UUID] | None:
    if codes is None:
        return None
    ids = agency_ids(session, ((one, f"/expected/{place}") for place, one in enumerate(codes)))
    return [ids[one] for one in dict.fromkeys(codes)]


def _passage(session: Session, plan: Plan, eid: str | None) -> UUID | None:
    if eid is None:
        return None
    found = session.scalar(select(Passage.id).where(Passage.plan_id == plan.id, Passage.eid == eid))
    if found is None:
        raise UnknownPassage(eid=eid, pointer="/passage")
    return found


def _title(new: NewTitle, tag: str) -> IndicatorTitle:
    return IndicatorTitle(language=tag, title=new.title, official=new.official)


def _changed(session: Session, actor: Actor, plan: Plan, one: Indicator, action: str, **detail: object) -> None:
    session.flush()
    audit.record(session, actor, action, f"{plan.code}/{one.code}", revision=one.revision, **detail)
    outbox.announce(session, TOPIC, one.id)
