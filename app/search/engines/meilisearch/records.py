"""An entry as Meilisearch keeps it, and what is read back of it."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from app.core.text.tokens import Token
from app.search import texts
from app.search.engines.base import Found, Standing
from app.search.engines.meilisearch import words
from app.search.entry import Entry, digest
from app.search.understanding import is_acronym

Record = dict[str, Any]

#: Of all documents one in so many, for estimates.
SAMPLES = 16
#: What is read of a passage that is to be ranked; of one that is to be counted too, beside that; and of one that is to be shown.
RANKED = ("id", "document", "place", "language", "position", "published_at", "keys", "sequence", "pieces")
COUNTED = ("kind", "topics", "agencies", "year")
SHOWN = (
    *("id", "document", "language", "languages", "kind", "slug", "title", "number", "year", "published_at", "has_force"),
    *("force_from", "force_until", "eid", "eids", "label", "heading", "text", "position", "place"),
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def records(entries: Sequence[Entry]) -> list[Record]:
    """Records of entries, which are all there is of their documents."""
    of_document = Counter(entry.document for entry in entries)
    pieces = Counter((entry.document, entry.language) for entry in entries)
    return [record(entry, pieces[entry.document, entry.language], alone=of_document[entry.document] == 1) for entry in entries]


def record(entry: Entry, pieces: int, *, alone: bool) -> Record:
    """Everything an entry is found by, narrowed by and shown with.

    ``pieces``: entries of its document in its language; ``alone``: it is all there is of its document.
    """
    read = texts.texts(entry)
    head = entry.position == 0
    return {
        "id": id_of(entry.document, entry.language, entry.position),
        "document": str(entry.document),
        "place": place(entry.document, entry.language),
        "digest": digest(entry),
        "language": entry.language,
        "languages": list(entry.languages),
        "position": entry.position,
        "pieces": pieces,
        "alone": alone,
        "head": head,
        "first": head and entry.language == entry.languages[0],
        "sample": sample(entry.document),
        "kind": entry.kind,
        "topics": list(entry.topics),
        "agencies": list(entry.agencies),
        "year": entry.year,
        "published_at": (entry.published_at - _EPOCH) // timedelta(microseconds=1),
        "has_force": entry.has_force,
        "force_from": _day(entry.force_from),
        "force_until": _day(entry.force_until),
        "slug": entry.slug,
        "title": entry.title,
        "number": entry.number,
        "eid": entry.eid,
        "eids": list(entry.eids),
        "label": entry.label,
        "heading": entry.headings[0] if entry.headings else None,
        "text": entry.text,
        "sequence": read.sequence,
        "keys": sorted(set(_keys(entry, read))),
        "numbers": [words.number(key) for key in entry.number_keys] if head else [],
        "name": _written(read.names, marked=False),
        "name_x": _written(read.names, marked=True),
        "other": _written(read.others, marked=False),
        "other_x": _written(read.others, marked=True),
        "body": _written([read.body], marked=False),
        "body_x": _written([read.body], marked=True),
    }


def id_of(document: UUID, language: str, position: int) -> str:
    """The id of an entry, which says whose it is."""
    return f"{document}-{language}-{position}"


def document_of(id: str) -> UUID:
    """The document of the entry that has this id."""
    return UUID(id[:36])


def place(document: UUID, language: str) -> str:
    """A document in a language."""
    return f"{document}_{language}"


def sample(document: UUID) -> int:
    """The sixteenth of all documents that a document belongs to."""
    return zlib.crc32(document.bytes) % SAMPLES


def key(kind: str, value: str) -> str:
    """What is looked up whole, of one kind: ``#`` own number, ``=`` number named, ``&`` whole name, ``$`` subject, ``@`` provision,
    ``%`` day or month, ``^`` acronym in capitals. In figures, so that no value can be anything but a value."""
    return f"{kind}{hashlib.blake2b(value.encode(), digest_size=8).hexdigest()}"


def found(read: Record, eid: str | None, as_marked: bool, translated: bool, more: int, standing: Standing | None) -> Found:
    """A passage as it is shown, from what was read of it."""
    return Found(
        document=UUID(read["document"]),
        language=str(read["language"]),
        languages=tuple(read["languages"]),
        kind=str(read["kind"]),
        slug=read["slug"],
        title=str(read["title"]),
        number=read["number"],
        year=read["year"],
        published_at=moment(read["published_at"]),
        has_force=bool(read["has_force"]),
        force_from=_date(read["force_from"]),
        force_until=_date(read["force_until"]),
        eid=eid,
        label=read["label"],
        heading=read["heading"],
        text=str(read["text"]),
        as_marked=as_marked,
        translated=translated,
        more=more,
        standing=standing,
    )


def moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def _day(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None


def _date(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal is not None else None


def _keys(entry: Entry, read: texts.Texts) -> Iterator[str]:
    if entry.position == 0:
        yield from (key("#", number) for number in entry.number_keys)
    yield from (key("&", name) for name in texts.wholes(entry))
    yield from (key("$", name) for name in texts.subjects(entry))
    yield from (key("@", eid) for eid in entry.eids)
    yield from (key("%", day) for day in texts.days(entry))
    for tokens in (*read.others, *read.names, read.body):
        for token in tokens:
            if token.script == "official":
                yield key("=", token.folded)
            elif is_acronym(token):
                yield key("^", token.marked)


def _written(lines: Iterable[Sequence[Token]], *, marked: bool) -> str:
    """Texts as words; a full stop where a phrase must not run on. Characters of Han follow once each, to be found alone."""
    written: list[str] = []
    alone: dict[str, None] = {}
    for tokens in lines:
        for place, token in enumerate(tokens):
            if token.script == "official":
                continue
            if written and (place == 0 or not token.joined):
                written.append(".")
            written.append(words.as_written(token) if marked else words.folded(token.folded))
            if token.script == "han" and not marked:
                alone |= dict.fromkeys(token.folded)
            elif marked and is_acronym(token):
                alone[token.marked.lower()] = None
    ends = [words.capitals(one) if marked else words.folded(one) for one in alone]
    return " ".join((*written, *(part for end in ends for part in (".", end))))
