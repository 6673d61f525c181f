"""What routes on documents need of a request: the view (languages, day, drafts), filters, and the answer's headers."""

from dataclasses import replace
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from pydantic.json_schema import SkipJsonSchema

from app.core import clock, language
from app.documents.kinds import KINDS
from app.documents.queries import Filters, View
from app.documents.schemas.outgoing import LanguageServed
from app.documents.service.reading import parse_filters
from app.web import etag
from app.web.fields import Day
from app.web.locale import CurrentReader, settings_of

Viewed = TypeVar("Viewed")
KindName = Literal["article", "legal_text", "fta_commitment", "achievement", "publication"]
Status = Literal["draft", "in_review", "published", "withdrawn"]
Sort = Literal["newest", "oldest", "title", "year"]

DocumentId = Annotated[UUID, Path(description="The document's id")]
LanguageTag = Annotated[str, Path(min_length=2, max_length=35, description="Language of the translation (BCP 47)")]
RevisionNumber = Annotated[int, Path(ge=1, le=1_000_000)]
ProvisionEId = Annotated[str, Path(min_length=1, max_length=200, description="Akoma Ntoso eId, such as art_25")]
Expected = Annotated[int, Depends(etag.expected_revision)]


async def view(
    request: Request,
    reader: CurrentReader,
    on: Annotated[
        Day | SkipJsonSchema[None], Query(description="The day on which legal texts are asked about; today when left out")
    ] = None,
    drafts: Annotated[bool, Query(description="Show working revisions instead of published ones; for staff")] = False,
) -> View:
    """Languages in the reader's order, the day asked about, and whether drafts show."""
    return View(reader.order, on or clock.today(settings_of(request).timezone), drafts)


CurrentView = Annotated[View, Depends(view)]


async def beside(
    request: Request,
    beside: Annotated[
        str | SkipJsonSchema[None], Query(max_length=35, description="A second language (BCP 47), shown side by side")
    ] = None,
) -> str | None:
    """A second language, which must be one that is offered."""
    return None if beside is None else language.require(beside, settings_of(request).offered)


Beside = Annotated[str | None, Depends(beside)]


async def filters(
    request: Request,
    kind: Annotated[KindName | SkipJsonSchema[None], Query(description="Only this kind")] = None,
    topic: Annotated[
        str | SkipJsonSchema[None],
        Query(max_length=120, description="Code of a topic; one of the first level includes those under it"),
    ] = None,
    agency: Annotated[str | SkipJsonSchema[None], Query(max_length=120, description="Code of an agency, in any role")] = None,
    year: Annotated[int | SkipJsonSchema[None], Query(ge=1000, le=9999)] = None,
    language_: Annotated[
        str | SkipJsonSchema[None],
        Query(alias="language", max_length=35, description="Only what exists in this language, shown in it"),
    ] = None,
    status: Annotated[Status | SkipJsonSchema[None], Query(description="State in the workflow; for staff")] = None,
    in_force: Annotated[
        bool | SkipJsonSchema[None], Query(description="Only legal texts that are, or are not, in force on the day `on`")
    ] = None,
    verified: Annotated[bool | SkipJsonSchema[None], Query(description="Only what staff have, or have not, verified")] = None,
    field: Annotated[
        list[Annotated[str, Query(max_length=200)]],
        Query(max_length=5, description="A kind's own field and value, as `agreement:CPTPP`", examples=["agreement:CPTPP"]),
    ] = [],  # noqa: B006
) -> Filters:
    """What a list is narrowed to."""
    return Filters(
        kind=kind,
        topic=topic,
        agency=agency,
        year=year,
        language=None if language_ is None else language.require(language_, settings_of(request).offered),
        status=status,
        in_force=in_force,
        verified=verified,
        fields=parse_filters(field),
    )


CurrentFilters = Annotated[Filters, Depends(filters)]


def told(response: Response, view: Viewed) -> Viewed:
    """``view`` with its headers: the language it is served in, and the row revision as a strong tag when it has one."""
    served = getattr(view, "language", None)
    if isinstance(served, LanguageServed):
        response.headers["Content-Language"] = served.served
    revision = getattr(view, "revision", None)
    if isinstance(revision, int):
        response.headers["ETag"] = etag.strong(revision)
    keys = {"document": getattr(view, "document", None) or getattr(view, "id", None), "kind": getattr(view, "kind", None)}
    response.headers["Surrogate-Key"] = " ".join(f"{name}-{value}" for name, value in keys.items() if value)
    return view


def in_language_of(request: Request, view: View, slug_language: str) -> View:
    """A slug is in a language: it is served in that one, unless ``lang`` asks for another."""
    if "lang" in request.query_params:
        return view
    return replace(view, order=tuple(dict.fromkeys((slug_language, *view.order))))


assert set(KindName.__args__) == set(KINDS), "the kinds of the query parameter are those that are declared"  # type: ignore[attr-defined]
