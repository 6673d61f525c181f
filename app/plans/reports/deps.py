"""What routes on reports need of a request."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path, Query, Response
from pydantic.json_schema import SkipJsonSchema

from app.core.actor import Actor, Role
from app.plans.reports.schemas.outgoing import AcceptedReportView, ReportState, ReportView
from app.plans.reports.service import ReportFilters
from app.web import etag
from app.web.session import someone

ReportId = Annotated[UUID, Path(description="The report's id")]
RevisionNumber = Annotated[int, Path(ge=1, le=1_000_000)]
TranslationTag = Annotated[str, Path(min_length=2, max_length=35, description="Language of the translation (BCP 47)")]
Edition = Annotated[
    int | SkipJsonSchema[None], Query(ge=1, le=1_000_000, description="The edition to show; the one accepted last when left out")
]
Expected = Annotated[int, Depends(etag.expected_revision)]
Writer = Annotated[Actor, Depends(someone(Role.reporter, Role.plan_manager))]

AgencyQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=120, description="Only reports of this agency")]
PeriodQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=20, description="Only this period, by its code")]
TaskQuery = Annotated[str | SkipJsonSchema[None], Query(max_length=20, description="Only this task, by its number")]


def filters(
    agency: AgencyQuery = None,
    period: PeriodQuery = None,
    task: TaskQuery = None,
    state: Annotated[ReportState | SkipJsonSchema[None], Query(description="State of the newest edition")] = None,
) -> ReportFilters:
    """What the list of reports is narrowed to."""
    return ReportFilters(agency, period, task, state)


def accepted_filters(agency: AgencyQuery = None, period: PeriodQuery = None, task: TaskQuery = None) -> ReportFilters:
    """What the list of accepted reports is narrowed to."""
    return ReportFilters(agency, period, task)


CurrentFilters = Annotated[ReportFilters, Depends(filters)]
AcceptedFilters = Annotated[ReportFilters, Depends(accepted_filters)]


def told(response: Response, one: ReportView) -> ReportView:
    """``one`` with its revision as a strong tag."""
    response.headers["ETag"] = etag.strong(one.revision)
    return one


def accepted_told(response: Response, one: AcceptedReportView) -> AcceptedReportView:
    """``one`` with the language its narrative is served in."""
    response.headers["Content-Language"] = one.served.served
    return one
