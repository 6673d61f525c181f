"""What comes in: new documents, new translations, and changes. Extras are refused, everything is bounded, texts become NFC."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from app.core.errors import N_
from app.core.mistakes import mistake
from app.core.text.unicode import clean
from app.web.fields import NOTHING_TO_CHANGE, Code, Day, LanguageTag, given

AgencyRole = Literal["issuer", "responsible", "subject"]
RelationType = Literal["amends", "repeals", "replaces", "implements", "cites", "translates"]
ProvisionKind = Literal["preamble", "part", "chapter", "section", "article", "paragraph", "point", "annex", "item", "closing"]


EID_TWICE = mistake("eid_twice", N_("The eId {eid} occurs twice."))
PARENT_MISSING = mistake("parent_missing", N_("The provision {eid} names a parent that does not stand before it."))


Title = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=True), AfterValidator(clean)]
Summary = Annotated[str, StringConstraints(max_length=5000, strip_whitespace=True), AfterValidator(clean)]
Body = Annotated[str, StringConstraints(max_length=500_000), AfterValidator(clean)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True), AfterValidator(clean)]
Note = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True), AfterValidator(clean)]
Link = Annotated[str, StringConstraints(max_length=2000, pattern=r"^https?://[^\s<>\"]+$")]
EId = Annotated[str, StringConstraints(max_length=200, pattern=r"^[A-Za-z0-9]+(_{1,2}[A-Za-z0-9.\-]+)*$")]
NewSlug = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\s/?#%\\]+$"), AfterValidator(clean)]


class Incoming(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AgencyReference(Incoming):
    """An agency by its code, and what it is to the document."""

    code: Code
    role: AgencyRole


class ExternalIdentifier(Incoming):
    """An identifier given by somebody else: scheme ``un-symbol``, value ``A/RES/217(III)``."""

    scheme: Code
    value: Short


class Provenance(Incoming):
    """Where the content is known from. ``source`` names a public record or a text; ``licence`` says how it may be used."""

    source: Note
    publisher: Short | SkipJsonSchema[None] = None
    url: Link | SkipJsonSchema[None] = None
    licence: Short | SkipJsonSchema[None] = None
    note: Note | SkipJsonSchema[None] = None


class Verification(Incoming):
    """Whether somebody compared the content with its source, and how; or why nobody could."""

    verified: StrictBool
    note: Note | SkipJsonSchema[None] = None


class NewProvision(Incoming):
    """A chapter, article or clause. ``eid`` is Akoma Ntoso's (``art_14__para_2``); ``parent`` the eId of what encloses it."""

    eid: EId
    kind: ProvisionKind
    number: Annotated[str, StringConstraints(max_length=40)] | SkipJsonSchema[None] = None
    label: Annotated[str, StringConstraints(max_length=200), AfterValidator(clean)]
    heading: Annotated[str, StringConstraints(max_length=1000), AfterValidator(clean)] | SkipJsonSchema[None] = None
    text: Annotated[str, StringConstraints(max_length=60_000), AfterValidator(clean)] = ""
    parent: EId | SkipJsonSchema[None] = None


def check_provisions(provisions: list[NewProvision]) -> list[NewProvision]:
    """eIds are unique, and a parent stands before its children."""
    seen: set[str] = set()
    for provision in provisions:
        if provision.eid in seen:
            raise EID_TWICE(eid=provision.eid)
        if provision.parent is not None and provision.parent not in seen:
            raise PARENT_MISSING(eid=provision.eid)
        seen.add(provision.eid)
    return provisions


Provisions = Annotated[list[NewProvision], Field(max_length=3000), AfterValidator(check_provisions)]


class MadeFrom(Incoming):
    """The revision that a translation was made from: the published one of ``language``, unless ``revision`` names another."""

    language: LanguageTag
    revision: Annotated[int, Field(ge=1, le=1_000_000)] | SkipJsonSchema[None] = None


class NewTranslation(Incoming):
    """A document's texts in one language. ``body`` is Markdown; ``slug`` is made from the title when it is not given."""

    language: LanguageTag
    title: Title
    summary: Summary = ""
    body: Body = ""
    slug: NewSlug | SkipJsonSchema[None] = None
    provisions: Provisions = []
    made_from: MadeFrom | SkipJsonSchema[None] = None
    reason: Note | SkipJsonSchema[None] = None


class NewDocument(Incoming):
    """A document with its first translation, in the language it was written in."""

    topics: Annotated[list[Code], Field(max_length=20)] = []
    agencies: Annotated[list[AgencyReference], Field(max_length=50)] = []
    external_ids: Annotated[list[ExternalIdentifier], Field(max_length=20)] = []
    provenance: Provenance
    verification: Verification = Verification(verified=False)


class TranslationChange(Incoming):
    """A new working revision: what is left out stays as it is in the present one. ``reason`` is kept with the revision."""

    title: Annotated[Title | SkipJsonSchema[None], AfterValidator(given)] = None
    summary: Annotated[Summary | SkipJsonSchema[None], AfterValidator(given)] = None
    body: Annotated[Body | SkipJsonSchema[None], AfterValidator(given)] = None
    slug: Annotated[NewSlug | SkipJsonSchema[None], AfterValidator(given)] = None
    provisions: Annotated[Provisions | SkipJsonSchema[None], AfterValidator(given)] = None
    made_from: Annotated[MadeFrom | SkipJsonSchema[None], AfterValidator(given)] = None
    reason: Note | SkipJsonSchema[None] = None


class DocumentChange(Incoming):
    """What is left out stays; a list or object that is given replaces the present one whole."""

    topics: Annotated[Annotated[list[Code], Field(max_length=20)] | SkipJsonSchema[None], AfterValidator(given)] = None
    agencies: Annotated[Annotated[list[AgencyReference], Field(max_length=50)] | SkipJsonSchema[None], AfterValidator(given)] = (
        None
    )
    external_ids: Annotated[
        Annotated[list[ExternalIdentifier], Field(max_length=20)] | SkipJsonSchema[None], AfterValidator(given)
    ] = None
    provenance: Annotated[Provenance | SkipJsonSchema[None], AfterValidator(given)] = None
    verification: Annotated[Verification | SkipJsonSchema[None], AfterValidator(given)] = None

    @model_validator(mode="after")
    def _something(self) -> "DocumentChange":
        if not self.model_fields_set - {"kind"}:
            raise NOTHING_TO_CHANGE()
        return self


class NewRelation(Incoming):
    """What this document does to ``target``. ``on`` is the day it takes effect, for what amends, repeals or replaces."""

    type: RelationType
    target: UUID
    on: Day | SkipJsonSchema[None] = None
    note: Note | SkipJsonSchema[None] = None


class Withdrawal(Incoming):
    """Why something is withdrawn; readers of its address are told."""

    reason: Note
