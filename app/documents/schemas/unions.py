"""The unions of all kinds, discriminated by ``kind``, made from the kinds' declarations.

For each kind: ``New{Kind}``, ``{Kind}Change``, ``New{Kind}Translation``, ``{Kind}TranslationChange`` come in, ``{Kind}View`` goes
out. Names differ in and out, and fields that go out are classes of their own, so that no generated client sees ``X-Input``.
"""

from functools import reduce
from operator import or_
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, create_model
from pydantic.json_schema import SkipJsonSchema

from app.documents.kinds import KINDS, Fields, Kind
from app.documents.schemas.incoming import DocumentChange, NewDocument, NewTranslation, TranslationChange
from app.documents.schemas.outgoing import DocumentFace, Force
from app.web.fields import given


def _outgoing(fields: type[Fields], seen: dict[type[Fields], Any]) -> Any:
    """``fields`` as it goes out: a class named …View whose every field is there; nested declared models likewise."""
    if fields in seen:
        return seen[fields]
    replaced: dict[str, Any] = {}
    for name, info in fields.model_fields.items():
        annotation = info.annotation
        inner: tuple[Any, ...] = getattr(annotation, "__args__", ())
        if getattr(annotation, "__origin__", None) is list and isinstance(inner[0], type) and issubclass(inner[0], Fields):
            replaced[name] = (GenericAlias(list, (_outgoing(inner[0], seen),)), Field(max_length=500))
    config = ConfigDict(extra="ignore", json_schema_serialization_defaults_required=True)
    made = create_model(f"{fields.__name__}View", __base__=fields, __doc__=fields.__doc__, **replaced)
    made.model_config = {**made.model_config, **config}
    made.model_rebuild(force=True)
    seen[fields] = made
    return made


def _language_fields(kind: Kind) -> Any:
    """The field that holds a kind's per-language fields: required when one of them is."""
    needed = any(info.is_required() for info in kind.per_language.model_fields.values())
    return (kind.per_language, ... if needed else Field(default_factory=kind.per_language))


def _optional(fields: Any) -> Any:
    """A field of type ``fields`` that may be left out of a change."""
    absent: Any = SkipJsonSchema[None]  # type: ignore[misc]
    return (Annotated[fields | absent, AfterValidator(given)], None)


def _build(kind: Kind) -> dict[str, type[Any]]:
    name = kind.model_name
    literal = Literal[kind.name]  # type: ignore[name-defined]
    texts = _language_fields(kind)
    original = create_model(f"{name}Original", __base__=NewTranslation, __doc__=NewTranslation.__doc__, language_fields=texts)
    seen: dict[type[Fields], Any] = {}
    face: dict[str, Any] = {
        "kind": (literal, ...),
        "fields": (_outgoing(kind.neutral, seen), ...),
        "language_fields": (_outgoing(kind.per_language, seen), ...),
    }
    if kind.has_force:
        face["force"] = (Force, ...)
    return {
        "new": create_model(
            f"New{name}",
            __base__=NewDocument,
            __doc__=NewDocument.__doc__,
            kind=(literal, ...),
            fields=(kind.neutral, ...),
            original=(original, ...),
        ),
        "change": create_model(
            f"{name}Change",
            __base__=DocumentChange,
            __doc__=DocumentChange.__doc__,
            kind=(literal, ...),
            fields=_optional(kind.neutral),
        ),
        "translation": create_model(
            f"New{name}Translation",
            __base__=NewTranslation,
            __doc__=NewTranslation.__doc__,
            kind=(literal, ...),
            language_fields=texts,
        ),
        "translation_change": create_model(
            f"{name}TranslationChange",
            __base__=TranslationChange,
            __doc__=TranslationChange.__doc__,
            kind=(literal, ...),
            language_fields=_optional(kind.per_language),
        ),
        "view": create_model(f"{name}View", __base__=DocumentFace, __doc__=f"{kind.label}, as it is read.", **face),
    }


MODELS: dict[str, dict[str, type[Any]]] = {name: _build(kind) for name, kind in KINDS.items()}


def _union(part: str) -> Any:
    members: Any = reduce(or_, (models[part] for models in MODELS.values()))
    return Annotated[members, Field(discriminator="kind")]


if TYPE_CHECKING:

    class AnyNewDocument(NewDocument):
        kind: str
        fields: Any
        original: "AnyOriginal"

    class AnyOriginal(NewTranslation):
        language_fields: Any

    class AnyDocumentChange(DocumentChange):
        kind: str
        fields: Any

    class AnyNewTranslation(NewTranslation):
        kind: str
        language_fields: Any

    class AnyTranslationChange(TranslationChange):
        kind: str
        language_fields: Any

    class DocumentView(DocumentFace):
        kind: str
        fields: Any
        language_fields: Any
else:
    AnyNewDocument = _union("new")
    AnyDocumentChange = _union("change")
    AnyNewTranslation = _union("translation")
    AnyTranslationChange = _union("translation_change")
    DocumentView = _union("view")
