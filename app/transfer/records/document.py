"""A line of documents/*.jsonl, one shape for each kind, made from the kinds' declarations."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, LiteralString, Self

from pydantic import (
    Field,
    StrictBool,
    StringConstraints,
    TypeAdapter,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from app.documents.kinds import KINDS, Kind
from app.documents.schemas.incoming import (
    AgencyReference,
    Body,
    ExternalIdentifier,
    NewSlug,
    Note,
    Provenance,
    Provisions,
    RelationType,
    Summary,
    Title,
)
from app.transfer.records.base import Record
from app.web.fields import Code, Day, LanguageTag


def wrong(type: str, message: LiteralString) -> Callable[..., PydanticCustomError]:
    """A mistake in a record. Operators are told in English: these words are not for the catalogues."""
    return lambda **facts: PydanticCustomError(type, message, facts)


LANGUAGE_TWICE = wrong("translation_twice", "The language {language} occurs twice.")
SOURCE_ABSENT = wrong("source_translation_absent", "There is no translation in the source language {language}.")
SOURCE_MADE_FROM = wrong("source_made_from", "The source language is not translated from another: made_from must be null.")
MADE_FROM_ABSENT = wrong("made_from_absent", "The translation into {language} is made from a language that is not here.")
MADE_FROM_CIRCLE = wrong("made_from_circle", "The translation into {language} is made from itself, directly or through others.")
KEY_AMONG_IDS = wrong("key_among_ids", "The scheme “key” is kept for the record's own key.")
RELATION_TWICE = wrong("relation_twice", "The relation {type} to {target} occurs twice.")
RELATION_TO_ITSELF = wrong("record_relates_to_itself", "A document cannot have a relation to itself.")

#: The scheme of external identifiers under which a document remembers the key of its record.
SCHEME = "key"

Key = Annotated[
    str,
    StringConstraints(min_length=1, max_length=120, pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$"),
]


class RelationRecord(Record):
    """What the document does to the one whose key is ``target``; ``on`` is the day it takes effect."""

    type: RelationType
    target: Key
    on: Day | None = None
    note: Note | None = None


class TranslationRecord(Record):
    """The document in one language. ``slug`` is made from the title when it is not given."""

    language: LanguageTag
    title: Title
    summary: Summary = ""
    body: Body = ""
    fields: Any = None
    made_from: LanguageTag | None = None
    slug: NewSlug | None = None
    provisions: Provisions = []


class DocumentRecord(Record):
    """A document with all its translations. ``key`` names it in the files and is kept with it."""

    key: Key
    kind: str
    source_language: LanguageTag
    topics: Annotated[list[Code], Field(max_length=20)] = []
    agencies: Annotated[list[AgencyReference], Field(max_length=50)] = []
    fields: Any = None
    provenance: Provenance
    verified: StrictBool
    verification_note: Note | None = None
    external_ids: Annotated[list[ExternalIdentifier], Field(max_length=19)] = []
    relations: Annotated[list[RelationRecord], Field(max_length=500)] = []
    translations: Annotated[list[TranslationRecord], Field(min_length=1, max_length=50)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        by_language: dict[str, TranslationRecord] = {}
        for one in self.translations:
            if one.language in by_language:
                raise LANGUAGE_TWICE(language=one.language)
            by_language[one.language] = one
        if self.source_language not in by_language:
            raise SOURCE_ABSENT(language=self.source_language)
        if by_language[self.source_language].made_from is not None:
            raise SOURCE_MADE_FROM()
        for one in self.translations:
            if one.made_from is not None and one.made_from not in by_language:
                raise MADE_FROM_ABSENT(language=one.language)
        self.in_order()
        if any(one.scheme == SCHEME for one in self.external_ids):
            raise KEY_AMONG_IDS()
        seen: set[tuple[str, str]] = set()
        for relation in self.relations:
            if relation.target == self.key:
                raise RELATION_TO_ITSELF()
            if (relation.type, relation.target) in seen:
                raise RELATION_TWICE(type=relation.type, target=relation.target)
            seen.add((relation.type, relation.target))
        return self

    def in_order(self) -> list[TranslationRecord]:
        """The translations such that each comes after the one it was made from, the source first."""
        done: list[TranslationRecord] = []
        there: set[str] = set()
        waiting = sorted(self.translations, key=lambda one: one.language != self.source_language)
        while waiting:
            ready = [one for one in waiting if one.made_from is None or one.made_from in there]
            if not ready:
                raise MADE_FROM_CIRCLE(language=waiting[0].language)
            done += ready
            there.update(one.language for one in ready)
            waiting = [one for one in waiting if one.language not in there]
        return done


def _build(kind: Kind) -> type[DocumentRecord]:
    texts: Any = kind.per_language
    needed = any(info.is_required() for info in kind.per_language.model_fields.values())
    translation: Any = create_model(
        f"{kind.model_name}TranslationRecord",
        __base__=TranslationRecord,
        fields=(texts, ... if needed else Field(default_factory=texts)),
    )
    own: dict[str, Any] = {
        "kind": (Literal[kind.name], ...),
        "fields": (kind.neutral, ...),
        "translations": (Annotated[list[translation], Field(min_length=1, max_length=50)], ...),
    }
    return create_model(f"{kind.model_name}Record", __base__=DocumentRecord, **own)


RECORDS: dict[str, type[DocumentRecord]] = {name: _build(kind) for name, kind in KINDS.items()}

if TYPE_CHECKING:
    DOCUMENT: TypeAdapter[DocumentRecord]
else:
    DOCUMENT = TypeAdapter(Annotated[reduce(or_, RECORDS.values()), Field(discriminator="kind")])
