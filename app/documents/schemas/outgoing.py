"""What goes out: every field is always there, null where nothing is known; other rooms' things by code and label."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.web.fields import LARGEST, Count, RowRevision
from app.web.paging import Page

Text = Annotated[str, Field(max_length=600_000)]
Short = Annotated[str, Field(max_length=2000)]
Word = Annotated[str, Field(max_length=120)]
EIdText = Annotated[str, Field(max_length=200)]
Year = Annotated[int, Field(ge=0, le=9999)]
RevisionNumber = Annotated[int, Field(ge=1, le=LARGEST)]
ForceState = Literal["unknown", "not_yet_in_force", "in_force", "expired", "repealed", "replaced"]
Status = Literal["draft", "in_review", "published", "withdrawn"]


class Outgoing(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class LanguageServed(Outgoing):
    """In which language this was asked for and is served; ``stale``: its source was changed since it was translated."""

    requested: Word
    served: Word
    fallback: bool
    stale: bool


class TranslationLink(Outgoing):
    """A language in which the document exists. ``status`` is the working revision's; the public sees published ones only."""

    language: Word
    title: Short
    slug: Short | None
    status: Status
    published: bool
    stale: bool


class LabelledTopic(Outgoing):
    code: Word
    label: Short


class LabelledAgency(Outgoing):
    code: Word
    label: Short
    role: Word


class ExternalIdentifierView(Outgoing):
    scheme: Word
    value: Short


class ProvenanceView(Outgoing):
    source: Short
    publisher: Short | None
    url: Short | None
    licence: Short | None
    note: Short | None


class VerificationView(Outgoing):
    """What staff have not verified says so: ``verified`` is false, and ``note`` tells why."""

    verified: bool
    note: Short | None
    by: Short | None
    at: datetime | None


class ForceCause(Outgoing):
    """A document that amended, repealed or replaced this one, and the day."""

    document: UUID
    title: Short
    type: Word
    on: date | None


class Force(Outgoing):
    """Whether a text is in force on the day ``on``, derived from its dates and from what was done to it."""

    on: date
    state: ForceState
    since: date | None
    until: date | None
    ended_by: list[ForceCause] = Field(max_length=50)
    amended_by: list[ForceCause] = Field(max_length=200)


class ProvisionHeading(Outgoing):
    """A provision without its text, for a table of contents."""

    eid: EIdText
    kind: Word
    number: Word | None
    label: Short
    heading: Short | None
    parent: EIdText | None


class DocumentFace(Outgoing):
    """What every kind shows. Texts are in the language that ``language.served`` names."""

    id: UUID
    permalink: Short
    revision: RowRevision
    source_language: Word
    language: LanguageServed
    languages: list[TranslationLink] = Field(max_length=50)
    title: Short
    summary: Annotated[str, Field(max_length=5000)]
    body_html: Text
    body_markdown: Text | None = Field(description="The source of the body; for staff only")
    slug: Short | None
    status: Status
    translation_revision: RevisionNumber
    number: Short | None
    year: Year | None
    topics: list[LabelledTopic] = Field(max_length=20)
    agencies: list[LabelledAgency] = Field(max_length=50)
    external_ids: list[ExternalIdentifierView] = Field(max_length=20)
    provenance: ProvenanceView
    verification: VerificationView
    outline: list[ProvisionHeading] = Field(max_length=3000)
    published_at: datetime | None
    changed_at: datetime


class DocumentSummary(Outgoing):
    """A document in a list."""

    id: UUID
    kind: Word
    permalink: Short
    revision: RowRevision
    language: LanguageServed
    title: Short
    summary: Annotated[str, Field(max_length=5000)]
    slug: Short | None
    status: Status
    number: Short | None
    year: Year | None
    topics: list[LabelledTopic] = Field(max_length=20)
    agencies: list[LabelledAgency] = Field(max_length=50)
    force: ForceState | None = Field(description="For legal texts: the state on the day asked about; null for other kinds")
    verified: bool
    published_at: datetime | None
    changed_at: datetime


class DocumentPage(Page[DocumentSummary]):
    """A page of documents."""


class ProvisionText(Outgoing):
    """A provision in the language that stands beside."""

    label: Short
    heading: Short | None
    text: Text


class ProvisionView(Outgoing):
    """A provision with its text; ``beside`` is the same eId in the second language, null when it has none or none was asked for."""

    eid: EIdText
    kind: Word
    number: Word | None
    label: Short
    heading: Short | None
    text: Text
    parent: EIdText | None
    beside: ProvisionText | None


class ProvisionsView(Outgoing):
    """The provisions of a document, in order."""

    document: UUID
    title: Short
    language: LanguageServed
    beside: Word | None
    items: list[ProvisionView] = Field(max_length=3000)


class OneProvisionView(Outgoing):
    """One provision with what it stands in (``context``, outermost first) and what stands in it (``children``)."""

    document: UUID
    title: Short
    language: LanguageServed
    beside: Word | None
    provision: ProvisionView
    context: list[ProvisionHeading] = Field(max_length=20)
    children: list[ProvisionView] = Field(max_length=3000)


class RelationView(Outgoing):
    """A relation as seen from one document: ``direction`` is outgoing when this document acts on ``document``."""

    id: UUID
    type: Word
    direction: Literal["outgoing", "incoming"]
    document: UUID
    kind: Word
    title: Short
    number: Short | None
    language: LanguageServed
    on: date | None
    note: Short | None


class RelationsView(Outgoing):
    items: list[RelationView] = Field(max_length=1000)


class RelatedDocument(Outgoing):
    """A document near this one: by relation, then by shared topics."""

    document: UUID
    kind: Word
    title: Short
    slug: Short | None
    language: LanguageServed
    relations: Count
    shared_topics: Count


class RelatedView(Outgoing):
    items: list[RelatedDocument] = Field(max_length=50)


class RevisionSummary(Outgoing):
    """One saved state of a translation."""

    number: RevisionNumber
    title: Short
    author: Short
    reason: Short | None
    created_at: datetime
    made_from: Short | None = Field(description="Language and number of the revision it was translated from: `vi/3`")
    published: bool
    working: bool


class RevisionList(Outgoing):
    items: list[RevisionSummary] = Field(max_length=1000)


class RevisionView(RevisionSummary):
    """A revision with its texts."""

    summary: Annotated[str, Field(max_length=5000)]
    body_markdown: Text
    language_fields: dict[str, object]
    provisions: list[ProvisionView] = Field(max_length=3000)


class Change(Outgoing):
    """A run of text that is the same in both revisions, or stands in one only."""

    op: Literal["equal", "insert", "delete"]
    text: Text


class FieldComparison(Outgoing):
    """What changed in one field: ``title``, ``summary``, ``body``, ``fields.…`` or ``provisions.EID``."""

    field: Short
    changes: list[Change] = Field(max_length=100_000)


class RevisionComparison(Outgoing):
    """Two revisions of a translation: the fields that differ, in reading order."""

    language: Word
    from_revision: RevisionNumber
    to_revision: RevisionNumber
    fields: list[FieldComparison] = Field(max_length=10_000)
