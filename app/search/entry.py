"""One passage in one language, as engines keep it. Plain values, nothing of a vendor."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage of a published document, or of a task of a plan or an accepted report, which stand here as documents do: its head (position 0: title, summary, body) or one of its provisions.

    What is told of the document (kind, topics, agencies, number, dates) is repeated in each of its entries, so that any of
    them can be filtered and found by it. A document is put into an index as a whole: all its entries, or none.
    """

    document: UUID
    language: str
    #: Place in the document and language, from 0. The same passage may stand at another place in another language.
    position: int
    #: eId of the provision, to open the document at; None for the document's own texts.
    eid: str | None
    #: eIds of everything that the passage holds, its own first; a text cut in pieces has its eId in each of them.
    eids: tuple[str, ...]
    kind: str
    slug: str | None
    title: str
    #: Official number as printed.
    number: str | None
    #: Keys under which numbers and symbols of the document are looked up; see core.text.numbers.
    number_keys: tuple[str, ...]
    #: Other names it is searched by: citation forms, symbols, agreements.
    aliases: tuple[str, ...]
    year: int | None
    #: Days that are told of the document: issued, in force. Days in its text are found there.
    days: tuple[date, ...]
    published_at: datetime
    #: Codes; a topic of the second level brings its parent along.
    topics: tuple[str, ...]
    agencies: tuple[str, ...]
    #: Every language the document is published in.
    languages: tuple[str, ...]
    #: Whether the kind can be in force at all; first day in force, and first day no longer in force.
    has_force: bool
    force_from: date | None
    force_until: date | None
    label: str | None
    #: Headings of the provision and of those inside it, its own first.
    headings: tuple[str, ...]
    #: Names of the topics whose principal reference the provision is: "Freedom of expression" for article 19 of the UDHR.
    subjects: tuple[str, ...]
    text: str


def digest(entry: Entry) -> str:
    """What an entry says, in sixteen letters: another one when anything of it differs."""
    told = "\x1f".join(repr(getattr(entry, field.name)) for field in fields(entry))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
