"""In which language a reader is answered: ``lang`` first, then Accept-Language, then the service's own language."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from app.core import language
from app.core.config import Settings


@dataclass(frozen=True, slots=True)
class Reader:
    """``language`` is what was asked for, ``order`` what is tried in turn, ``interface`` the catalogue that speaks to the reader."""

    language: str
    order: tuple[str, ...]
    interface: str


def settings_of(request: Request) -> Settings:
    """The settings the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


AppSettings = Annotated[Settings, Depends(settings_of)]


def spoken(settings: Settings, accept_language: str) -> str:
    """The content language for an Accept-Language header; the service's own for an empty one."""
    return language.negotiate(accept_language, settings.offered, settings.default_language)


def negotiated(request: Request, asked: str | None) -> str:
    """The content language for this request; ``asked`` must be one that is offered."""
    settings = settings_of(request)
    if asked is not None:
        return language.require(asked, settings.offered)
    return spoken(settings, request.headers.get("accept-language", ""))


def interface_of(request: Request) -> str:
    """The interface catalogue for this request, whatever else is wrong with it: problems are told in it."""
    try:
        return language.interface(negotiated(request, request.query_params.get("lang")))
    except language.UnknownLanguage:
        return language.interface(negotiated(request, None))


async def reader(
    request: Request,
    response: Response,
    lang: Annotated[
        str | SkipJsonSchema[None],
        Query(
            max_length=35,
            description="Language to show texts in (BCP 47); before Accept-Language. A text that does not exist in it is shown in "
            "the nearest language, and the answer says so.",
            examples=["vi"],
        ),
    ] = None,
) -> Reader:
    """Dependency: the reader of this request. The answer says that it varies by Accept-Language."""
    settings = settings_of(request)
    tag = negotiated(request, lang)
    response.headers["Vary"] = "Accept-Language"
    response.headers["Content-Language"] = tag
    return Reader(tag, language.order(tag, settings.offered, settings.default_language), language.interface(tag))


CurrentReader = Annotated[Reader, Depends(reader)]


class NameLanguage(BaseModel):
    """In which language names were asked for, and in which they are served because that is what there is."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    requested: str = Field(max_length=35)
    served: str = Field(max_length=35)
    fallback: bool


def served(order: tuple[str, ...], language: str) -> NameLanguage:
    """What is told about a text in ``language`` that was chosen by ``order``."""
    return NameLanguage(requested=order[0], served=language, fallback=language != order[0])
