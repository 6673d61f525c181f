"""The pair of dates that an answer is computed for, as routes read it."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Query, Request
from pydantic.json_schema import SkipJsonSchema

from app.core import clock
from app.core.errors import Invalid, N_
from app.web.fields import Day
from app.web.locale import settings_of

FIRST, LAST = date(1945, 9, 2), date(2100, 12, 31)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+ -][0-9]{2}:?[0-9]{2})?)?", re.ASCII
)


class InstantUnreadable(Invalid):
    code = "instant-unreadable"
    title = N_("This must be a date such as 2020-12-31, or a date and time such as 2020-12-31T17:00:00+07:00.")


class DayOutOfBounds(Invalid):
    code = "day-out-of-bounds"
    title = N_("This must be a day from {first} to {last}.")


@dataclass(frozen=True, slots=True)
class Moment:
    """``as_of``: what was true on that local day. ``known_at``: what had been recorded by that instant."""

    as_of: date
    known_at: datetime


def instant(written: str, zone: str, pointer: str) -> datetime:
    """The instant that a parameter names, in UTC. A date alone is the end of that day; without an offset it is the zone's time."""
    found = _INSTANT.fullmatch(written.strip())
    try:
        if found is None:
            raise ValueError(written)
        if found[1] is None:
            told = datetime.combine(date.fromisoformat(found[0]), time.max)
        else:
            # A plus sign that was not encoded comes as a blank.
            told = datetime.fromisoformat(re.sub(r" (?=[0-9]{2}:?[0-9]{2}$)", "+", found[0]) if found[4] else found[0])
    except ValueError:
        raise InstantUnreadable(location="query", pointer=pointer) from None
    check_day(told.date(), pointer)
    return (told if told.tzinfo else told.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def check_day(day: date, pointer: str) -> date:
    """DayOutOfBounds for days so far away that nothing could be asked about them."""
    if not FIRST <= day <= LAST:
        raise DayOutOfBounds(first=FIRST, last=LAST, location="query", pointer=pointer)
    return day


def moment(
    request: Request,
    as_of: Annotated[
        Day | SkipJsonSchema[None], Query(description="The day that is asked about; today when left out", examples=["2020-12-31"])
    ] = None,
    known_at: Annotated[
        str | SkipJsonSchema[None],
        Query(
            max_length=40,
            description="Only what had been recorded by this instant; now when left out. A date alone is the end of that day, a time "
            "without a zone is the service's own.",
            examples=["2020-12-31T17:00:00+07:00"],
        ),
    ] = None,
) -> Moment:
    """Dependency: the two dates of this request."""
    zone = settings_of(request).timezone
    day = check_day(as_of or clock.today(zone), "as_of")
    return Moment(day, clock.now() if known_at is None else instant(known_at, zone, "known_at"))


CurrentMoment = Annotated[Moment, Depends(moment)]
