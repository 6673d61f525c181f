"""What routes on agencies need of a request: the view, the filters, and the answer's headers."""

from typing import Annotated, Literal

from fastapi import Depends, Path, Query, Request, Response
from pydantic.json_schema import SkipJsonSchema

from app.agencies.queries import Filters, View
from app.agencies.schemas import AgencyView
from app.core import clock
from app.web import etag
from app.web.fields import Day
from app.web.locale import CurrentReader, settings_of

AgencyCode = Annotated[str, Path(max_length=120, description="The agency's code", examples=["so-tttt-cao-bang"])]
Expected = Annotated[int, Depends(etag.expected_revision)]


async def view(
    request: Request,
    reader: CurrentReader,
    on: Annotated[
        Day | SkipJsonSchema[None],
        Query(description="The day on which membership of classes is asked about; today when left out"),
    ] = None,
) -> View:
    """Languages in the reader's order, and the day asked about."""
    return View(reader.order, reader.interface, on or clock.today(settings_of(request).timezone))


CurrentView = Annotated[View, Depends(view)]


async def list_view(request: Request, reader: CurrentReader) -> View:
    """Languages in the reader's order; a list shows no members, so that it asks about no day."""
    return View(reader.order, reader.interface, clock.today(settings_of(request).timezone))


ListView = Annotated[View, Depends(list_view)]


async def filters(
    type: Annotated[
        Literal["body", "class"] | SkipJsonSchema[None], Query(description="Only bodies, or only classes of bodies")
    ] = None,
    on: Annotated[
        Day | SkipJsonSchema[None], Query(description="Only agencies that exist on this day; all of every time when left out")
    ] = None,
    q: Annotated[
        str | SkipJsonSchema[None],
        Query(max_length=200, description="Words of a name in any language, of an alias or of the code, with or without marks"),
    ] = None,
) -> Filters:
    """What the list is narrowed to."""
    return Filters(type=type, on=on, q=q)


CurrentFilters = Annotated[Filters, Depends(filters)]


def told(response: Response, view: AgencyView) -> AgencyView:
    """``view`` with its headers: the language its name is served in, and its revision as a strong tag."""
    response.headers["Content-Language"] = view.language.served
    response.headers["ETag"] = etag.strong(view.revision)
    return view
