"""What questions on how far plans have come need of a request: two dates, the reader, and what he may see."""

from dataclasses import replace
from datetime import datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Path, Query, Request
from pydantic.json_schema import SkipJsonSchema

from app.core import clock
from app.plans.facts.deps import check_day, instant
from app.plans.progress import policy
from app.plans.progress.service import Asked
from app.plans.progress.service.agency import Show
from app.plans.structure.queries import View
from app.web.fields import Day
from app.web.locale import CurrentReader, settings_of
from app.web.session import CurrentActor

PlanCode = Annotated[str, Path(max_length=120, description="The plan's code", examples=["3432-kh-ubnd"])]
AgencyCode = Annotated[str, Path(max_length=120, description="The agency's code", examples=["so-ngoai-vu-cao-bang"])]
AsOf = Annotated[
    Day | SkipJsonSchema[None], Query(description="The day that is asked about; today when left out", examples=["2020-12-31"])
]
KnownAt = Annotated[
    str | SkipJsonSchema[None],
    Query(
        max_length=40,
        description="Only what had been recorded by this instant; now when left out. A date alone is the end of that day, a time "
        "without a zone is the service's own.",
        examples=["2020-12-31T17:00:00+07:00"],
    ),
]


def asked(request: Request, reader: CurrentReader, who: CurrentActor, as_of: AsOf = None, known_at: KnownAt = None) -> Asked:
    """The pair of dates for this reader."""
    settings = settings_of(request)
    return Asked(
        check_day(as_of or clock.today(settings.timezone), "as_of"),
        clock.now() if known_at is None else instant(known_at, settings.timezone, "known_at"),
        View(reader.order),
        reader.interface,
        policy.sight(who, lateness_published=settings.publish_lateness),
    )


CurrentQuestion = Annotated[Asked, Depends(asked)]


def compared(
    request: Request,
    reader: CurrentReader,
    who: CurrentActor,
    first: Annotated[Day, Query(alias="from", description="The first day", examples=["2019-12-31"])],
    second: Annotated[Day | SkipJsonSchema[None], Query(alias="to", description="The second day; today when left out")] = None,
    known_at: KnownAt = None,
) -> tuple[Asked, Asked]:
    """Two days, as far as was known at one instant."""
    now = asked(request, reader, who, second, known_at)
    return replace(now, as_of=check_day(first, "from")), now


ComparedDays = Annotated[tuple[Asked, Asked], Depends(compared)]


def since(
    request: Request,
    since: Annotated[
        str | SkipJsonSchema[None], Query(max_length=40, description="Only what was recorded since this date, or date and time")
    ] = None,
) -> datetime | None:
    """The instant from which changes are asked for; a date alone is the beginning of that day."""
    zone = settings_of(request).timezone
    if since is None:
        return None
    told = instant(since, zone, "since")
    return told if len(since.strip()) > 10 else datetime.combine(told.astimezone(ZoneInfo(zone)).date(), time.min, ZoneInfo(zone))


Since = Annotated[datetime | None, Depends(since)]
OneTask = Annotated[str | SkipJsonSchema[None], Query(alias="task", max_length=20, description="Only this task, by its number")]
WhatToShow = Annotated[
    Show,
    Query(
        alias="show",
        description="Which obligations: all that are owed, those due, late, returned, accepted, or of which nothing is recorded "
        "(or shown to this reader)",
    ),
]
