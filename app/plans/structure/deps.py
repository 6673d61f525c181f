"""What routes on the structure of plans need of a request."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query, Request, Response
from pydantic.json_schema import SkipJsonSchema

from app.core import clock
from app.core.actor import Actor, Role
from app.plans.structure.queries import TaskFilters, View
from app.plans.structure.schemas.fields import Role as AssignedRole
from app.plans.structure.schemas.outgoing import GroupView, PlanView, TaskView
from app.web import etag
from app.web.locale import CurrentReader, settings_of
from app.web.session import someone

PlanCode = Annotated[str, Path(max_length=120, description="The plan's code", examples=["3432-kh-ubnd"])]
GroupKey = Annotated[str, Path(max_length=120, description="The group's mark in the list of tasks", examples=["2"])]
TaskNumber = Annotated[str, Path(max_length=120, description="The task's number as printed", examples=["1.4"])]
Expected = Annotated[int, Depends(etag.expected_revision)]
PlanManager = Annotated[Actor, Depends(someone(Role.plan_manager))]


def view(reader: CurrentReader) -> View:
    """Languages in the reader's order."""
    return View(reader.order)


CurrentView = Annotated[View, Depends(view)]


def filters(
    group: Annotated[str | SkipJsonSchema[None], Query(max_length=20, description="Only tasks of this group")] = None,
    agency: Annotated[
        str | SkipJsonSchema[None], Query(max_length=120, description="Only tasks in which this agency or class has a role")
    ] = None,
    role: Annotated[AssignedRole | SkipJsonSchema[None], Query(description="The role that the agency has")] = None,
    year: Annotated[
        int | SkipJsonSchema[None], Query(ge=1900, le=2200, description="Only tasks whose time holds this year")
    ] = None,
) -> TaskFilters:
    """What the list of tasks is narrowed to."""
    return TaskFilters(group, agency, role, year)


CurrentFilters = Annotated[TaskFilters, Depends(filters)]


def today(request: Request) -> date:
    """The present day where the service is."""
    return clock.today(settings_of(request).timezone)


Today = Annotated[date, Depends(today)]


def plan_told(response: Response, one: PlanView) -> PlanView:
    """``one`` with its headers: the language its title is served in, and its revision as a strong tag."""
    response.headers["Content-Language"] = one.title.language.served
    response.headers["ETag"] = etag.strong(one.revision)
    return one


def group_told(response: Response, one: GroupView) -> GroupView:
    """The same for a group."""
    response.headers["Content-Language"] = one.title.language.served
    response.headers["ETag"] = etag.strong(one.revision)
    return one


def task_told(response: Response, one: TaskView) -> TaskView:
    """The same for a task."""
    response.headers["Content-Language"] = one.title.language.served
    response.headers["ETag"] = etag.strong(one.revision)
    return one
