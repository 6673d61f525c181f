"""Terms as they come in and as they go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.web.fields import NOTHING_TO_CHANGE, Code, LanguageTag, RowRevision, given, line, prose
from app.web.locale import NameLanguage
from app.web.paging import Page

Domain = Literal["human_rights", "administration", "labour", "trade", "development"]
FormKind = Literal["preferred", "synonym", "abbreviation", "variant"]
Link = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s<>\"]+$")]
Word = Annotated[str, Field(max_length=120)]
FormText = Annotated[str, Field(max_length=200)]
Short = Annotated[str, Field(max_length=500)]
Text = Annotated[str, Field(max_length=2000)]
#: Forms of one term, in all languages.
MOST_FORMS = 100


class _Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewTermForm(_Incoming):
    """One way to say the term. Each language has exactly one form that is ``preferred``.

    A ``synonym`` says the same in other words; an ``abbreviation`` stands for another form; a ``variant`` is another spelling.
    """

    language: LanguageTag
    text: Annotated[str, line(200)]
    kind: FormKind


class NewTermDefinition(_Incoming):
    """What the term means, in our words. ``source`` is what it goes by, when that is not the term's own."""

    language: LanguageTag
    text: Annotated[str, prose(2000, min_length=1)]
    source: Annotated[str, line(500)] | SkipJsonSchema[None] = None


class NewTermSource(_Incoming):
    """The public text that the term is taken from, and where in it."""

    title: Annotated[str, line(500)]
    reference: Annotated[str, line(200)] | SkipJsonSchema[None] = None
    url: Link | SkipJsonSchema[None] = None


Forms = Annotated[list[NewTermForm], Field(min_length=1, max_length=MOST_FORMS)]
Definitions = Annotated[list[NewTermDefinition], Field(max_length=20)]
Note = Annotated[str, prose(2000, min_length=1)]


class NewTerm(_Incoming):
    """A term. Forms of one language stay in the order in which they are given."""

    code: Code
    domain: Domain
    forms: Forms
    source: NewTermSource
    definitions: Definitions = []
    verified: StrictBool = False
    note: Note | SkipJsonSchema[None] = None


class TermChange(_Incoming):
    """What is left out stays; a list that is given replaces the present one whole; a note of null is taken away."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    domain: Annotated[Domain | SkipJsonSchema[None], AfterValidator(given)] = None
    forms: Annotated[Forms | SkipJsonSchema[None], AfterValidator(given)] = None
    source: Annotated[NewTermSource | SkipJsonSchema[None], AfterValidator(given)] = None
    definitions: Annotated[Definitions | SkipJsonSchema[None], AfterValidator(given)] = None
    verified: Annotated[StrictBool | SkipJsonSchema[None], AfterValidator(given)] = None
    note: Note | None = None

    @model_validator(mode="after")
    def _something(self) -> "TermChange":
        if not self.model_fields_set:
            raise NOTHING_TO_CHANGE()
        return self


class _Outgoing(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class TermDefinitionView(_Outgoing):
    """What a term means, in one language. ``source`` is null when it goes by the term's own source."""

    language: Word
    text: Text
    source: Short | None


class TermFormsView(_Outgoing):
    """What a term is called in one language."""

    language: Word
    preferred: FormText
    synonyms: list[FormText] = Field(max_length=MOST_FORMS)
    abbreviations: list[FormText] = Field(max_length=MOST_FORMS)
    variants: list[FormText] = Field(max_length=MOST_FORMS)


class TermSourceView(_Outgoing):
    """The public text that a term is taken from, and where in it."""

    title: Short
    reference: FormText | None
    url: Text | None


class TermSummary(_Outgoing):
    """A term in a list. Its name and abbreviations are in the language that ``language.served`` tells.

    The definition is in the nearest language that has one, and says which.
    """

    id: UUID
    code: Word
    domain: Domain
    revision: RowRevision
    name: FormText
    abbreviations: list[FormText] = Field(max_length=MOST_FORMS)
    language: NameLanguage
    definition: TermDefinitionView | None
    verified: bool
    updated_at: datetime


class TermView(TermSummary):
    """A term with its forms and definitions in every language, and where it is taken from."""

    forms: list[TermFormsView] = Field(max_length=MOST_FORMS)
    definitions: list[TermDefinitionView] = Field(max_length=20)
    source: TermSourceView
    note: Text | None


class TermPage(Page[TermSummary]):
    """A page of terms."""
