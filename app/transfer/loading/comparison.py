"""A document's record divided into what services take, and compared part by part."""

from typing import Any

from pydantic import BaseModel

from app.documents.schemas.incoming import MadeFrom, Verification
from app.transfer.records import DocumentRecord, TranslationRecord


def neutral(record: DocumentRecord) -> dict[str, Any]:
    """What is the same in every language, by the names that the documents' service has for it. Lists without an order are sorted."""
    agencies = {(one.role, one.code): one for one in record.agencies}
    identifiers = {(one.scheme, one.value): one for one in record.external_ids}
    return {
        "fields": record.fields,
        "provenance": record.provenance,
        "verification": Verification(verified=record.verified, note=record.verification_note),
        "topics": sorted(set(record.topics)),
        "agencies": [agencies[key] for key in sorted(agencies)],
        "external_ids": [identifiers[key] for key in sorted(identifiers)],
    }


def texts(translation: TranslationRecord) -> dict[str, Any]:
    """What makes a revision. ``made_from`` is named only where there is one: the service takes no null for it."""
    told = {
        "title": translation.title,
        "summary": translation.summary,
        "body": translation.body,
        "provisions": translation.provisions,
        "language_fields": translation.fields,
    }
    return told if translation.made_from is None else {**told, "made_from": MadeFrom(language=translation.made_from)}


def differing(before: DocumentRecord, after: DocumentRecord) -> dict[str, Any]:
    """The neutral parts of ``after`` that ``before`` has otherwise."""
    had = plain(neutral(before))
    return {name: part for name, part in neutral(after).items() if plain(part) != had[name]}


def same_texts(before: TranslationRecord, after: TranslationRecord) -> bool:
    """Whether two translations say the same. A record that does not say what it was made from agrees with any."""
    had, wanted = plain(texts(before)), plain(texts(after))
    return all(had.get(name) == part for name, part in wanted.items())


def plain(value: Any) -> Any:
    """``value`` as JSON has it, so that models are compared by what they say."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value
