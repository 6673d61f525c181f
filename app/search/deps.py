"""What search routes need of a request: the engine, the query as it was read, and links to the pages before and after."""

from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic.json_schema import SkipJsonSchema

from app.core import clock, language
from app.search import policy
from app.search import query as asking
from app.search.choosing import Answering
from app.search.engines.base import Finding
from app.search.kinds import FoundKind
from app.search.knowledge import Memory
from app.search.names import Names
from app.search.query import DEEPEST_OFFSET, FACETS, FacetName, Filters, TypedQuery
from app.search.schemas.answers import PassageList, SearchResult
from app.search.understanding import typed, understand
from app.search.understanding.knowledge import Knowledge
from app.web.fields import Day
from app.web.locale import CurrentReader, Reader, settings_of
from app.web.paging import DEFAULT_SIZE, LARGEST_SIZE
from app.web.session import CurrentActor, DbSession

Result = TypeVar("Result", SearchResult, PassageList)
LONGEST_QUERY = 500
Code = Annotated[str, Query(min_length=1, max_length=120)]
Tag = Annotated[str, Query(min_length=2, max_length=35)]
Year = Annotated[int, Query(ge=1000, le=9999)]
Languages = Annotated[
    list[Tag],
    Query(
        alias="language",
        max_length=10,
        description="Only what exists in these languages (BCP 47), shown in them. Not `lang`, which is the language of labels.",
    ),
]


def engine(request: Request, response: Response, session: DbSession) -> Finding:
    """The engine that answers this request. What a spare answers is not to be kept by anybody."""
    answering: Answering = request.app.state.answering
    return answering.engine(session, lambda: response.headers.update({"Cache-Control": "no-store"}))


CurrentEngine = Annotated[Finding, Depends(engine)]


def filters(
    request: Request,
    language_: Languages = [],  # noqa: B006
    kind: Annotated[list[FoundKind], Query(max_length=10, description="Only these kinds")] = [],  # noqa: B006
    topic: Annotated[
        list[Code], Query(max_length=20, description="Only these topics, by code; one of the first level includes those under it")
    ] = [],  # noqa: B006
    agency: Annotated[list[Code], Query(max_length=20, description="Only these agencies, by code, in any role")] = [],  # noqa: B006
    year: Annotated[list[Year], Query(max_length=50, description="Only these years")] = [],  # noqa: B006
    year_from: Annotated[Year | SkipJsonSchema[None], Query(description="Only from this year on")] = None,
    year_to: Annotated[Year | SkipJsonSchema[None], Query(description="Only up to this year")] = None,
    in_force: Annotated[
        bool | SkipJsonSchema[None], Query(description="Only legal texts that are, or are not, in force on the day `on`")
    ] = None,
    on: Annotated[Day | SkipJsonSchema[None], Query(description="The day for `in_force`; today when left out")] = None,
) -> Filters:
    """What the search is narrowed to: one of the values given of each parameter."""
    settings = settings_of(request)
    return Filters(
        on=on or clock.today(settings.timezone),
        languages=tuple(language.require(tag, settings.offered) for tag in language_),
        kinds=tuple(kind),
        topics=tuple(topic),
        agencies=tuple(agency),
        years=tuple(year),
        year_from=year_from,
        year_to=year_to,
        in_force=in_force,
    )


def preferred(request: Request, reader: Reader, shown: str | None) -> tuple[str, ...]:
    """Languages in the order of preference: the reader's, when they stated one, else the one that the query shows, then the rest."""
    stated = "lang" in request.query_params or "accept-language" in request.headers
    first = (reader.language, shown) if stated else (shown, reader.language)
    return tuple(dict.fromkeys(tag for tag in (*first, *reader.order) if tag is not None))


def knowledge(request: Request, session: DbSession) -> Knowledge:
    """What this process knows for reading queries."""
    memory: Memory = request.app.state.search_memory
    return memory.read(session)


CurrentKnowledge = Annotated[Knowledge, Depends(knowledge)]


async def names(request: Request) -> Names:
    """What this process knows topics and agencies to be called."""
    memory: Memory = request.app.state.search_memory
    return memory.names


CurrentNames = Annotated[Names, Depends(names)]


def query(
    request: Request,
    reader: CurrentReader,
    knowledge: CurrentKnowledge,
    filters: Annotated[Filters, Depends(filters)],
    q: Annotated[
        str,
        Query(
            max_length=LONGEST_QUERY,
            description="What to look for, with marks or without; in quotation marks what must stand together. Empty: everything, "
            "newest first.",
            examples=["quyền con người"],
        ),
    ] = "",
    limit: Annotated[int, Query(ge=1, le=LARGEST_SIZE)] = DEFAULT_SIZE,
    offset: Annotated[int, Query(ge=0, le=DEEPEST_OFFSET)] = 0,
    facets: Annotated[list[FacetName], Query(max_length=10, description="What to count by")] = list(FACETS),  # noqa: B006
) -> asking.Query:
    """The query of this request."""
    understanding = understand(q, knowledge)
    languages = preferred(request, reader, understanding.language)
    return asking.Query(understanding, filters, languages, offset, limit, frozenset(facets))


CurrentQuery = Annotated[asking.Query, Depends(query)]


def explanation(
    actor: CurrentActor,
    explain: Annotated[
        bool, Query(description="Staff: tell how the query was read, and why each hit stands where it does")
    ] = False,
) -> bool:
    """Whether the answer explains itself, which it does for staff alone."""
    if explain:
        policy.check_explain(actor)
    return explain


Explain = Annotated[bool, Depends(explanation)]


def typed_query(
    request: Request,
    reader: CurrentReader,
    q: Annotated[str, Query(max_length=LONGEST_QUERY, description="What has been typed so far", examples=["quyền c"])] = "",
    language_: Languages = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> TypedQuery:
    """What is being typed in this request."""
    only = tuple(language.require(tag, settings_of(request).offered) for tag in language_)
    return TypedQuery(typed(q), preferred(request, reader, understand(q).language), only, limit)


CurrentTypedQuery = Annotated[TypedQuery, Depends(typed_query)]


def linked(request: Request, response: Response, query: asking.Query, result: Result) -> Result:
    """``result``, with Link headers (RFC 8288) to the pages before and after it, as far as pages go."""
    links = []
    if query.offset > 0:
        links.append((max(query.offset - query.limit, 0), "prev"))
    following = query.offset + query.limit
    if following < result.total and following <= DEEPEST_OFFSET:
        links.append((following, "next"))
    if links:
        pages = (f'<{request.url.include_query_params(offset=offset)}>; rel="{name}"' for offset, name in links)
        response.headers["Link"] = ", ".join(pages)
    return result
