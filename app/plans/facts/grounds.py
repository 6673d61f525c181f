"""Everything that a plan's figures are computed from but reports, as it was known at an instant: for any day that is asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.plans import models
from app.plans.facts.alike import NEW_DUES, SHAPES
from app.plans.facts.planning import as_rule, rule_versions
from app.plans.facts.registry import holidays, registry
from app.plans.facts.versions import in_print
from app.plans.rules.periods import ReportingRule
from app.plans.rules.registry import Registry
from app.plans.rules.structure import Plan
from app.plans.rules.workdays import Holidays


@dataclass(frozen=True, slots=True)
class Grounds:
    """``alike`` are rows of ``alike.SHAPES``, ``ids`` those of agencies by their codes, ``new_dues`` days until which time was given."""

    plan: Plan
    known_at: datetime
    rules: tuple[ReportingRule, ...]
    registry: Registry
    holidays: Holidays
    alike: Sequence[Any]
    ids: dict[str, str]
    new_dues: tuple[date, ...]


def grounds(session: Session, plan: models.Plan, known_at: datetime) -> Grounds:
    """Read it. Nine statements."""
    rows = rule_versions(session, plan, known_at)
    bound = {"plan": plan.id, "in_print": in_print(plan, known_at), "rules": [one.id for one in rows if one.tasks]}
    return Grounds(
        Plan(plan.code, plan.first_year, plan.last_year),
        known_at,
        tuple(as_rule(one) for one in rows),
        registry(session),
        holidays(session, known_at),
        session.execute(SHAPES, bound).all(),
        {code: str(id) for code, id in session.execute(select(Agency.code, Agency.id))},
        tuple(session.scalars(NEW_DUES, {"plan": plan.id, "known_at": known_at})),
    )
