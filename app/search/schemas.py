"""What searches answer. Every field is always there; texts ending in ``_html`` are escaped, with ``<mark>`` around what was found."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.web.fields import Count

Word = Annotated[str, Field(max_length=120)]
Short = Annotated[str, Field(max_length=2000)]
Html = Annotated[str, Field(max_length=20_000)]


class Searched(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class QueryRead(Searched):
    """The query as it was understood. ``numbers``: official numbers in it, properly written; ``language``: the one it shows, if any."""

    text: Short
    language: Word | None
    numbers: list[Short] = Field(max_length=10)


class SearchedDocument(Searched):
    """The document of a hit. ``language`` is the one the title is in, ``languages`` are all it can be read in."""

    id: UUID
    permalink: Short
    kind: Word
    slug: Short | None
    language: Word
    languages: list[Word] = Field(max_length=50)
    title: Short
    number: Short | None
    year: Annotated[int, Field(ge=0, le=9999)] | None
    in_force: bool | None = Field(
        description="Whether a legal text is in force on the day asked about; null for other kinds, and where its first day is not known"
    )
    published_at: datetime


class SearchedPassage(Searched):
    """Where in the document it was found: a provision, or its own texts when all are null."""

    eid: Annotated[str, Field(max_length=200)] | None
    label: Short | None
    heading: Short | None
    heading_html: Html | None


class SearchHit(Searched):
    """A document, by the passage of it that answers best. ``more_passages`` of it were found in the same language, at least."""

    document: SearchedDocument
    language: Word
    title_html: Html
    passage: SearchedPassage
    snippet_html: Html
    more_passages: Count


class FacetValue(Searched):
    """How many of the documents found have a value. ``label`` is in the reader's language."""

    value: Word
    label: Short
    count: Count


class SearchFacets(Searched):
    """Counts by facet, the most frequent values first (years newest first). Empty when a facet was not asked for."""

    kind: list[FacetValue] = Field(max_length=100)
    language: list[FacetValue] = Field(max_length=100)
    topic: list[FacetValue] = Field(max_length=100)
    agency: list[FacetValue] = Field(max_length=100)
    year: list[FacetValue] = Field(max_length=100)


class SearchResult(Searched):
    """A page of hits. ``total`` counts documents; when ``total_exact`` is false, it and the facets are estimates.

    ``matching`` is ``some`` when no document has everything that was asked and the nearest are shown instead.
    ``degraded`` is true when a spare engine answers.
    """

    query: QueryRead
    total: Count
    total_exact: bool
    matching: Literal["all", "some"]
    hits: list[SearchHit] = Field(max_length=100)
    facets: SearchFacets
    degraded: bool


class SearchSuggestion(Searched):
    """A title, or a number with its title, that begins as typed."""

    document: UUID
    permalink: Short
    kind: Word
    slug: Short | None
    language: Word
    title: Short
    title_html: Html
    number: Short | None


class SuggestionList(Searched):
    suggestions: list[SearchSuggestion] = Field(max_length=20)
