"""What routes on the calendar need of a request."""

from typing import Annotated

from fastapi import Depends, Path, Query, Response
from pydantic.json_schema import SkipJsonSchema

from app.plans.calendar.schemas.days import HolidayYearNumber
from app.plans.calendar.schemas.rules import ReportingRuleView
from app.plans.calendar.service import Asked
from app.plans.facts.deps import CurrentMoment
from app.plans.facts.fields import PlanDay
from app.web import etag
from app.web.locale import AppSettings

RuleCode = Annotated[str, Path(max_length=120, description="The rule's code", examples=["yearly"])]
PeriodPath = Annotated[str, Path(max_length=20, description="The period's code", examples=["2019"])]
YearPath = Annotated[HolidayYearNumber, Path(description="The year, all of it")]
Expected = Annotated[int, Depends(etag.expected_revision)]
TaskQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=20, description="Only this task, by its number")]
PeriodQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=20, description="Only this period, by its code")]


def asked(
    moment: CurrentMoment,
    agency: Annotated[
        str | SkipJsonSchema[None],
        Query(max_length=120, description="Only what fell on this agency, or what it answers for on the day `as_of`"),
    ] = None,
    task: TaskQuery = None,
    first: Annotated[
        PlanDay | SkipJsonSchema[None], Query(alias="from", description="Only what is due on this day or later")
    ] = None,
    last: Annotated[
        PlanDay | SkipJsonSchema[None],
        Query(
            alias="to",
            description="Only what is due by this day; periods that will have begun by then are foreseen. When left out: every "
            "period that has begun by `as_of`",
        ),
    ] = None,
) -> Asked:
    """What is asked of the calendar."""
    return Asked(moment.as_of, moment.known_at, agency, task, first, last)


CurrentAsked = Annotated[Asked, Depends(asked)]


def lateness_published(settings: AppSettings) -> bool:
    """Whether how a named agency stands is public."""
    return settings.publish_lateness


LatenessPublished = Annotated[bool, Depends(lateness_published)]


def rule_told(response: Response, one: ReportingRuleView) -> ReportingRuleView:
    """``one`` with its version as a strong tag."""
    response.headers["ETag"] = etag.strong(one.revision)
    return one
