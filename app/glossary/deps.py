"""What routes on the glossary need of a request: the filters, and the answer's headers."""

from datetime import datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Path, Query, Request, Response
from pydantic.json_schema import SkipJsonSchema

from app.core import language
from app.glossary.queries import Filters
from app.glossary.schemas import Domain, TermView
from app.web import etag
from app.web.fields import Day
from app.web.locale import settings_of

TermCode = Annotated[str, Path(max_length=120, description="The term's code", examples=["human-rights"])]
Expected = Annotated[int, Depends(etag.expected_revision)]


def filters(
    request: Request,
    q: Annotated[
        str | SkipJsonSchema[None],
        Query(
            max_length=200,
            description="Words, or their beginnings, of one of the forms, with or without marks",
            examples=["nhan quyen"],
        ),
    ] = None,
    language_: Annotated[
        str | SkipJsonSchema[None],
        Query(
            alias="language",
            max_length=35,
            description="Only terms that have forms in this language (BCP 47); `q` is then looked for in these. "
            "Not `lang`, which is the language that names are shown in.",
        ),
    ] = None,
    domain: Annotated[Domain | SkipJsonSchema[None], Query(description="Only terms of this domain")] = None,
    updated_since: Annotated[Day | SkipJsonSchema[None], Query(description="Only terms changed on this day or later")] = None,
) -> Filters:
    """What the list is narrowed to."""
    settings = settings_of(request)
    tag = None if language_ is None else language.require(language_, settings.offered)
    since = None if updated_since is None else datetime.combine(updated_since, time.min, ZoneInfo(settings.timezone))
    return Filters(q=q, language=tag, domain=domain, since=since)


CurrentFilters = Annotated[Filters, Depends(filters)]


def told(response: Response, view: TermView) -> TermView:
    """``view`` with its headers: the language its name is served in, and its revision as a strong tag."""
    response.headers["Content-Language"] = view.language.served
    response.headers["ETag"] = etag.strong(view.revision)
    return view
