"""What routes on indicators need of a request."""

from typing import Annotated

from fastapi import Depends, Path, Query, Response
from pydantic.json_schema import SkipJsonSchema

from app.core.actor import Actor, Role
from app.plans.indicators.schemas.outgoing import IndicatorView
from app.web import etag
from app.web.locale import AppSettings
from app.web.session import someone

IndicatorPath = Annotated[str, Path(max_length=120, description="The indicator's code")]
Expected = Annotated[int, Depends(etag.expected_revision)]
Measurer = Annotated[Actor, Depends(someone(Role.reporter, Role.plan_manager))]
PeriodQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=20, description="Only this period, by its code")]
AgencyQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=120, description="Only figures of this agency")]


def missing_published(settings: AppSettings) -> bool:
    """Whether everybody is told which agencies have given no figure."""
    return settings.publish_lateness


MissingPublished = Annotated[bool, Depends(missing_published)]


def told(response: Response, one: IndicatorView) -> IndicatorView:
    """``one`` with its revision as a strong tag."""
    response.headers["ETag"] = etag.strong(one.revision)
    return one
