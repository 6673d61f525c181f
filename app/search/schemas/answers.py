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


class OtherWords(Searched):
    """Other words that were looked for as well: a synonym or an abbreviation, the same in another language, or keys decoded."""

    text: Short
    reason: Literal["synonym", "abbreviation", "translation", "keyboard"]
    language: Word | None


class QueryRead(Searched):
    """The query as it was understood. ``numbers``: official numbers in it, properly written; ``language``: the one it shows, if any."""

    text: Short
    language: Word | None
    numbers: list[Short] = Field(max_length=10)
    dates: list[Word] = Field(
        max_length=10, description="Days and months in it, as 2018-10-25 or 2018-10, however they were written"
    )
    provisions: list[Word] = Field(max_length=10, description="Provisions it names, as eIds: `art_14__para_2`")
    is_question: bool = Field(description="Whether it was read as a question, for which the nearest passages are found")
    other_words: list[OtherWords] = Field(max_length=100)
    did_you_mean: Short | None = Field(description="The query with the marks, or from the keys, that were most likely meant")


class SearchedDocument(Searched):
    """The document of a hit, or the task of a plan or the accepted report that was found; ``permalink`` is where it stands.

    ``language`` is the one the title is in, ``languages`` are all it can be read in.
    """

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


Score = Annotated[float, Field(ge=-1e6, le=1e6)]


class ScorePart(Searched):
    name: Word
    value: Score


class HitExplanation(Searched):
    """Why a hit stands where it does: first by ``band``, then by ``score``, to which the parts add up."""

    band: Word
    score: Score
    parts: list[ScorePart] = Field(max_length=20)


class WordRead(Searched):
    """A word of the query: its key, the form with marks that was typed or most likely meant, and whether it tells next to nothing."""

    key: Word
    form: Word | None
    common: bool


class QueryExplanation(Searched):
    words: list[WordRead] = Field(max_length=200)
    engine: Word


#: "words": everything asked, as it was typed. "other_marks": with other marks, or in other words. "translation": by the glossary,
#: in another language. "nearest": not everything that was asked.
Matched = Literal["words", "other_marks", "translation", "nearest"]


class SearchHit(Searched):
    """A document, by the passage of it that answers best. ``more_passages`` of it were found in the same language, at least;
    `searchPassages` shows them.
    """

    matched: Matched
    document: SearchedDocument
    language: Word
    title_html: Html
    passage: SearchedPassage
    snippet_html: Html
    more_passages: Count
    explanation: HitExplanation | None = Field(description="For staff who asked for it by `explain=true`")


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

    ``total_as_typed`` of them have the marks, or the capitals, that were typed; null when none were typed.
    ``matching`` is ``some`` when no document has everything that was asked and the nearest are shown instead.
    ``degraded`` is true when a spare engine answers.
    """

    query: QueryRead
    total: Count
    total_exact: bool
    total_as_typed: Count | None
    matching: Literal["all", "some"]
    hits: list[SearchHit] = Field(max_length=100)
    facets: SearchFacets
    degraded: bool
    explanation: QueryExplanation | None = Field(description="For staff who asked for it by `explain=true`")


class PassageHit(Searched):
    """A passage of a document, as it answers the query."""

    matched: Matched
    language: Word
    title_html: Html
    passage: SearchedPassage
    snippet_html: Html
    explanation: HitExplanation | None


class PassageList(Searched):
    """Passages of one document, best first. ``total`` counts them, up to 200; when ``total_exact`` is false there are more."""

    query: QueryRead
    document: UUID
    total: Count
    total_exact: bool
    matching: Literal["all", "some"]
    hits: list[PassageHit] = Field(max_length=100)


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
