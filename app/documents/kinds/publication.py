"""A publication: film, print, e-book, website, or a press digest (điểm báo), which cites published press and nothing else."""

from typing import Annotated, Literal

from pydantic import Field

from app.core.errors import N_
from app.documents.kinds.base import FACET, Fields, Kind, Line, Link
from app.web.fields import Day


class Citation(Fields):
    """An item of published press: its title, the outlet and the day. Never a private person's post."""

    title: Line
    outlet: Line
    published_on: Day
    url: Link | None = None


class PublicationFields(Fields):
    """``licence`` tells under which terms it may be used; ``citations`` are for press digests."""

    medium: Literal["film", "print", "ebook", "website", "press_digest"]
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    publisher: Line | None = None
    link: Link | None = None
    licence: Line | None = None
    citations: Annotated[list[Citation], Field(max_length=500)] = []


class PublicationLanguageFields(Fields):
    """A publication declares nothing per language beyond title, summary and body."""


KIND = Kind(
    name="publication",
    label=N_("Publication"),
    model_name="Publication",
    neutral=PublicationFields,
    per_language=PublicationLanguageFields,
    json_ld="CreativeWork",
    years=("year",),
    uses={"medium": FACET},
)
