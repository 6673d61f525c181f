"""What routes on files need of a request, and how a file is handed out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, Query, Request, Response, status
from pydantic.json_schema import SkipJsonSchema

from app.core.text.slugs import slugify
from app.plans.calendar.errors import RangeReversed
from app.plans.facts.fields import PlanDay
from app.plans.files.errors import FilesBusy
from app.plans.files.service import Letter, Made, Wanted
from app.plans.outputs.contents import Signer
from app.plans.progress.deps import AsOf, KnownAt, asked
from app.plans.structure.queries import View
from app.web import etag
from app.web.fields import line
from app.web.locale import CurrentReader, settings_of
from app.web.session import CurrentActor

#: How many reports that are owed a file may hold: about three seconds of work. The report on a year is narrowed by its year.
MOST_ROWS, MOST_IN_REPORT, MOST_EVENTS = 10_000, 5_000, 5_000
#: How many files a process makes at once. Making one is work for the processor: others wait their turn elsewhere.
PLACES = 2

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ICS = "text/calendar"

Year = Annotated[int, Query(ge=1900, le=2200, description="The year that is reported on", examples=[2019])]
OneYear = Annotated[
    int | SkipJsonSchema[None],
    Query(ge=1900, le=2200, alias="year", description="Only reports on periods that end in this year"),
]


def question(request: Request, reader: CurrentReader, who: CurrentActor, as_of: AsOf = None, known_at: KnownAt = None) -> Wanted:
    """The pair of dates for this reader. Without ``known_at`` it is the last instant at which something was recorded."""
    settings = settings_of(request)
    base = settings.public_url or str(request.base_url)
    return Wanted(asked(request, reader, who, as_of, known_at), settings.timezone, base.rstrip("/"), known_at is None, MOST_ROWS)


CurrentQuestion = Annotated[Wanted, Depends(question)]


def official(request: Request, wanted: CurrentQuestion) -> Wanted:
    """The same for what is written in Vietnamese, as of now where no instant is named."""
    order = ("vi", *(tag for tag in settings_of(request).offered if tag != "vi"))
    told = replace(wanted.asked, view=View(order), interface="vi")
    return replace(wanted, asked=told, latest=False, most=MOST_IN_REPORT)


OfficialQuestion = Annotated[Wanted, Depends(official)]

Words = Annotated[str | SkipJsonSchema[None], line(200)]


def letter(
    request: Request,
    office: Annotated[
        str | SkipJsonSchema[None],
        Query(
            max_length=120, description="Code of the agency that issues the report; else that of the settings, or the plan's own"
        ),
    ] = None,
    superior: Annotated[
        str | SkipJsonSchema[None], Query(max_length=120, description="Code of the agency that it stands under, printed above it")
    ] = None,
    symbol: Annotated[Words, Query(description="Its sign within the report's number", examples=["SNgV"])] = None,
    place: Annotated[Words, Query(description="Where it is signed", examples=["Cao Bằng"])] = None,
    number: Annotated[Words, Query(description="The report's number; a blank when left out")] = None,
    dated: Annotated[PlanDay | SkipJsonSchema[None], Query(description="The report's day; a blank when left out")] = None,
    authority: Annotated[
        Words, Query(description="Above the post, for who signs in another's place", examples=["KT. GIÁM ĐỐC"])
    ] = None,
    post: Annotated[Words, Query(description="The post of who signs", examples=["PHÓ GIÁM ĐỐC"])] = None,
    signer: Annotated[Words, Query(description="The name of who signs")] = None,
    recipient: Annotated[
        list[Annotated[str, line(200)]] | SkipJsonSchema[None], Query(max_length=20, description="Who receives it, line by line")
    ] = None,
) -> Letter:
    """What stands around the report. The settings' office comes with its own superior, sign and place."""
    given = Letter(office, superior, symbol, place, number, dated, Signer(post, signer, authority), tuple(recipient or ()))
    one = settings_of(request)
    return given.completed(one.report_office, one.report_superior, one.report_symbol, one.report_place)


CurrentLetter = Annotated[Letter, Depends(letter)]


@dataclass(frozen=True, slots=True)
class Range:
    """Due days, both included; None is left to the service."""

    first: date | None
    last: date | None


def between(
    first: Annotated[
        PlanDay | SkipJsonSchema[None], Query(alias="from", description="Only what is due on this day or later")
    ] = None,
    last: Annotated[
        PlanDay | SkipJsonSchema[None],
        Query(alias="to", description="Only what is due by this day; the end of next year when left out"),
    ] = None,
) -> Range:
    """The due days that are asked about."""
    if first is not None and last is not None and last < first:
        raise RangeReversed(pointer="to", location="query")
    return Range(first, last)


CurrentRange = Annotated[Range, Depends(between)]


def place(request: Request) -> Iterator[None]:
    """One of the places where files are made; FilesBusy when all are taken."""
    places = request.app.state.file_places
    if not places.acquire(blocking=False):
        raise FilesBusy
    try:
        yield
    finally:
        places.release()


Place = Depends(place, scope="function")


def handed(request: Request, made: Made, media: str) -> Response:
    """A file as an answer: to be saved under its name, with a tag.

    What the public gets is tagged, compared and kept in front of routing, like everything that it reads; who has a key has 304 from here.
    """
    headers = {"Content-Language": made.language, "Vary": "Accept-Language"}
    if "authorization" in request.headers:
        tag = etag.weak(made.body, made.language.encode())
        headers |= {"ETag": tag, "Cache-Control": "private, no-cache"}
        if etag.matches(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    headers["Content-Disposition"] = disposition(made.name)
    headers["X-Content-Type-Options"] = "nosniff"
    return Response(made.body, media_type=media, headers=headers)


def disposition(name: str) -> str:
    """RFC 6266: a name in ASCII for old programs, and the name itself (RFC 8187)."""
    clean = "".join("-" if letter in '/\\:*?"<>|' else letter for letter in name if letter.isprintable())
    stem, _, ending = clean.rpartition(".")
    return f"attachment; filename=\"{slugify(stem, 'vi')}.{ending}\"; filename*=UTF-8''{quote(clean, safe='')}"


def file_of(media: str, description: str) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's words for an answer that is a file."""
    return {200: {"description": description, "content": {media: {"schema": {"type": "string", "format": "binary"}}}}}
