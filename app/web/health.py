"""Whether the service lives, whether it can answer, and what it is."""

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app import __version__
from app.core.db import is_alive
from app.core.errors import Unavailable
from app.web.problem import responses

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """``status`` is always "ok": what is not ok is a problem with status 503."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    status: str = Field(max_length=10)


class Version(BaseModel):
    """The running version, and the languages content may be shown in, the default one first."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    name: str = Field(max_length=40)
    version: str = Field(max_length=40)
    languages: list[Annotated[str, Field(max_length=35)]] = Field(max_length=50)


@router.get("/health/live", operation_id="getLiveness", summary="Whether the process answers")
def live(response: Response) -> Health:
    response.headers["Cache-Control"] = "no-store"
    return Health(status="ok")


@router.get(
    "/health/ready", operation_id="getReadiness", summary="Whether the database can be reached", responses=responses(Unavailable)
)
def ready(request: Request, response: Response) -> Health:
    response.headers["Cache-Control"] = "no-store"
    if not is_alive(request.app.state.engine):
        raise Unavailable
    return Health(status="ok")


@router.get("/version", operation_id="getVersion", summary="Version and languages of this service")
def version(request: Request) -> Version:
    settings = request.app.state.settings
    languages = dict.fromkeys((settings.default_language, *settings.offered))
    return Version(name="nhanquyen", version=__version__, languages=list(languages))
