"""Agencies as they come in and as they go out."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.web.fields import NOTHING_TO_CHANGE, Code, Day, LanguageTag, RowRevision, given, line, prose
from app.web.locale import NameLanguage
from app.web.paging import Page

AgencyType = Literal["body", "class"]
Manner = Literal["merger", "renaming", "split", "transfer", "abolition"]
Word = Annotated[str, Field(max_length=120)]
Label = Annotated[str, Field(max_length=300)]
Text = Annotated[str, Field(max_length=2000)]


class _Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewAgencyName(_Incoming):
    """A name in one language, and how it is shortened in running text."""

    language: LanguageTag
    name: Annotated[str, line(300)]
    short_name: Annotated[str, line(120)] | SkipJsonSchema[None] = None


class NewAgencyNote(_Incoming):
    """A remark for readers, in one language."""

    language: LanguageTag
    text: Annotated[str, prose(2000, min_length=1)]


class NewSuccession(_Incoming):
    """The agency ``code`` passed its tasks on, on a day that may be unknown."""

    code: Code
    manner: Manner
    on: Day | None = None
    note: Annotated[str, prose(1000, min_length=1)] | SkipJsonSchema[None] = None


class NewMembership(_Incoming):
    """The agency ``code`` is a member from ``since`` to ``until``, both days included; null when open."""

    code: Code
    since: Day | None = None
    until: Day | None = None


Names = Annotated[list[NewAgencyName], Field(min_length=1, max_length=20)]
Notes = Annotated[list[NewAgencyNote], Field(max_length=20)]
Aliases = Annotated[list[Annotated[str, line(300)]], Field(max_length=50)]
Predecessors = Annotated[list[NewSuccession], Field(max_length=100)]
Members = Annotated[list[NewMembership], Field(max_length=1000)]
Source = Annotated[str, line(1000)]


class NewAgency(_Incoming):
    """A body, or a class of bodies, which says with ``enumerable`` whether its members can be listed."""

    code: Code
    type: AgencyType
    names: Names
    source: Source
    enumerable: StrictBool | SkipJsonSchema[None] = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    aliases: Aliases = []
    verified: StrictBool = False
    notes: Notes = []
    predecessors: Predecessors = []
    members: Members = []


class AgencyChange(_Incoming):
    """What is left out stays; a list that is given replaces the present one whole. A validity of null is open or unknown."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    names: Annotated[Names | SkipJsonSchema[None], AfterValidator(given)] = None
    source: Annotated[Source | SkipJsonSchema[None], AfterValidator(given)] = None
    enumerable: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    aliases: Annotated[Aliases | SkipJsonSchema[None], AfterValidator(given)] = None
    verified: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None
    notes: Annotated[Notes | SkipJsonSchema[None], AfterValidator(given)] = None
    predecessors: Annotated[Predecessors | SkipJsonSchema[None], AfterValidator(given)] = None
    members: Annotated[Members | SkipJsonSchema[None], AfterValidator(given)] = None

    @model_validator(mode="after")
    def _something(self) -> "AgencyChange":
        if not self.model_fields_set:
            raise NOTHING_TO_CHANGE()
        return self


class _Outgoing(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class AgencyNameView(_Outgoing):
    """A name in one language."""

    language: Word
    name: Label
    short_name: Label | None


class AgencyNoteView(_Outgoing):
    """A remark, in the language nearest to the reader's in which it exists."""

    language: Word
    text: Text


class SuccessionView(_Outgoing):
    """Another agency that this one took over from, or that took over from it; ``on`` is null when the day is not known."""

    code: Word
    label: Label
    language: Word
    manner: Manner
    on: date | None
    note: Text | None


class MembershipView(_Outgoing):
    """An agency and the days from which and to which it belongs; null when open or unknown."""

    code: Word
    label: Label
    language: Word
    since: date | None
    until: date | None


class MembersView(_Outgoing):
    """Who belongs to a class on a day. When ``known`` is false nobody can list them, and the empty list says nothing."""

    known: bool
    on: date
    statement: Text = Field(description="The same in words, in the reader's language")
    items: list[MembershipView] = Field(max_length=1000)


class AgencySummary(_Outgoing):
    """An agency in a list. The name is in the language that ``language.served`` tells."""

    code: Word
    type: AgencyType
    revision: RowRevision
    name: Label
    short_name: Label | None
    language: NameLanguage
    valid_from: date | None
    valid_to: date | None
    verified: bool


class AgencyView(AgencySummary):
    """An agency with everything that is known of it. ``members`` is null for a body; ``classes`` are those it belongs to on the day."""

    names: list[AgencyNameView] = Field(max_length=20)
    aliases: list[Label] = Field(max_length=50)
    enumerable: bool | None
    predecessors: list[SuccessionView] = Field(max_length=1000)
    successors: list[SuccessionView] = Field(max_length=1000)
    members: MembersView | None
    classes: list[MembershipView] = Field(max_length=1000)
    source: Text
    note: AgencyNoteView | None


class AgencyPage(Page[AgencySummary]):
    """A page of agencies."""
