"""The pair of dates that an answer is computed for, as routes read it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic.json_schema import SkipJsonSchema

from app.core import clock
from app.plans.facts.fields import Instant, PlanDay
from app.web.locale import settings_of


@dataclass(frozen=True, slots=True)
class Moment:
    """``as_of``: what was true on that local day. ``known_at``: what had been recorded by that instant."""

    as_of: date
    known_at: datetime


def moment(
    request: Request,
    as_of: Annotated[
        PlanDay | SkipJsonSchema[None],
        Query(description="The day that is asked about, in the service's time zone; today when left out"),
    ] = None,
    known_at: Annotated[
        Instant | SkipJsonSchema[None],
        Query(description="Only what had been recorded by this instant; now when left out", examples=["2020-12-31T17:00:00Z"]),
    ] = None,
) -> Moment:
    """Dependency: the two dates of this request."""
    today = clock.today(settings_of(request).timezone)
    return Moment(as_of or today, clock.now() if known_at is None else known_at.astimezone(UTC))


CurrentMoment = Annotated[Moment, Depends(moment)]
