"""Topics as they come in and as they go out."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.web.fields import NOTHING_TO_CHANGE, Code, LanguageTag, RowRevision, given, line, prose
from app.web.locale import NameLanguage

Instrument = Literal["UDHR", "ICCPR", "ICESCR", "SDG"]
Word = Annotated[str, Field(max_length=120)]
Label = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=2000)]
Position = Annotated[int, Field(ge=0, le=10_000, strict=True)]


class _Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewTopicName(_Incoming):
    """A topic's name in one language, and what it covers."""

    language: LanguageTag
    name: Annotated[str, line(300)]
    description: Annotated[str, prose(2000, min_length=1)] | SkipJsonSchema[None] = None


class NewTopicMapping(_Incoming):
    """An article of an instrument (``UDHR`` ``19``) or a target of the SDGs (``SDG`` ``16.10``)."""

    instrument: Instrument
    reference: Annotated[str, StringConstraints(max_length=20, pattern=r"^[0-9]{1,3}(?:\.[0-9a-z]{1,3}){0,3}$")]


Names = Annotated[list[NewTopicName], Field(min_length=1, max_length=20)]
Mappings = Annotated[list[NewTopicMapping], Field(max_length=100)]


class NewTopic(_Incoming):
    """A topic. Without a ``parent`` it is of the first level; ``position`` orders it among its neighbours."""

    code: Code
    names: Names
    parent: Code | None = None
    position: Position = 0
    mappings: Mappings = []


class TopicChange(_Incoming):
    """What is left out stays; a list that is given replaces the present one whole; a parent of null moves to the first level."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    names: Annotated[Names | SkipJsonSchema[None], AfterValidator(given)] = None
    parent: Code | None = None
    position: Annotated[Position | SkipJsonSchema[None], AfterValidator(given)] = None
    mappings: Annotated[Mappings | SkipJsonSchema[None], AfterValidator(given)] = None

    @model_validator(mode="after")
    def _something(self) -> "TopicChange":
        if not self.model_fields_set:
            raise NOTHING_TO_CHANGE()
        return self


class _Outgoing(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class TopicMappingView(_Outgoing):
    """An article of an instrument, or a target of the SDGs."""

    instrument: Instrument
    reference: Word


class TopicNameView(_Outgoing):
    """A topic's name in one language, and what it covers."""

    language: Word
    name: Label
    description: Text | None


class TopicSummary(_Outgoing):
    """A topic. Name and description are in the language that ``language.served`` tells."""

    code: Word
    revision: RowRevision
    position: int = Field(ge=0, le=10_000)
    name: Label
    description: Text | None
    language: NameLanguage
    mappings: list[TopicMappingView] = Field(max_length=100)


class TopicBranch(TopicSummary):
    """A topic of the first level with those under it, in their order."""

    children: list[TopicSummary] = Field(max_length=1000)


class TopicTree(_Outgoing):
    """All topics, in their order."""

    items: list[TopicBranch] = Field(max_length=1000)


class TopicView(TopicBranch):
    """A topic with its names in every language, and where it stands. ``parent`` is null on the first level."""

    names: list[TopicNameView] = Field(max_length=20)
    parent: TopicSummary | None
