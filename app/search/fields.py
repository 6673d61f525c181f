"""What of a kind's own fields is searched: texts that somebody wrote, not codes, dates and addresses. Read off the declaration."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from app.documents.kinds import Kind

#: Characters up to which a text is a name.
_LONGEST_NAME = 120


def names(kind: Kind, fields: Mapping[str, Any], language_fields: Mapping[str, Any]) -> list[str]:
    """Short texts that a document is called by (agreement, signer, place, citation form), its number not among them."""
    neutral = ((name, text, fields) for name, text in _texts(kind.neutral, fields) if name != kind.number)
    spoken = ((name, text, language_fields) for name, text in _texts(kind.per_language, language_fields))
    return [text for name, text, where in (*neutral, *spoken) if isinstance(where.get(name), str) and len(text) <= _LONGEST_NAME]


def texts(kind: Kind, fields: Mapping[str, Any], language_fields: Mapping[str, Any]) -> list[str]:
    """Texts of the per-language fields, then those inside lists of the neutral ones (citations, sources)."""
    listed = [text for name, text in _texts(kind.neutral, fields) if not isinstance(fields.get(name), str)]
    return [text for _, text in _texts(kind.per_language, language_fields)] + listed


def _texts(model: type[BaseModel], fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in _written(model):
        for text in _strings(model.model_fields[name].annotation, fields.get(name)):
            yield name, text


@cache
def _written(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(name for name, field in model.model_fields.items() if _is_text(field.annotation, field.metadata))


def _is_text(annotation: Any, constraints: Sequence[Any] = ()) -> bool:
    """Whether a field can hold text in words: not a few fixed ones, nor what a whole pattern makes a code or an address."""
    if any((getattr(constraint, "pattern", None) or "").startswith("^") for constraint in constraints):
        return False
    origin = get_origin(annotation)
    if origin is Literal:
        return False
    if origin is Annotated:
        inner, *further = get_args(annotation)
        return _is_text(inner, further)
    if origin in (Union, UnionType, list):
        return any(map(_is_text, get_args(annotation)))
    if origin is dict:
        return _is_text(get_args(annotation)[1])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_written(annotation))
    return annotation is str


def _strings(annotation: Any, value: Any) -> Iterator[str]:
    """The texts in a value, which is JSON of the annotated type."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _strings(_inner(annotation), one)
    elif isinstance(value, dict):
        model = _inner(annotation)
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (text for _, text in _texts(model, value))
        else:
            yield from (text for one in value.values() for text in _strings(model, one))


def _inner(annotation: Any) -> Any:
    """The type of the members of a list or of the values of a mapping; the annotation itself otherwise."""
    origin = get_origin(annotation)
    if origin in (Annotated, Union, UnionType):
        return _inner(next(one for one in get_args(annotation) if one is not type(None)))
    if origin is list:
        return _inner(get_args(annotation)[0])
    if origin is dict:
        return get_args(annotation)[1]
    return annotation
