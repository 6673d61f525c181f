"""Bringing a corpus into a database: each id one published article, with one translation a language.

The rows are those that creating, submitting and publishing through app.documents.service would leave, written in bulk: a thousand
at a time instead of thirty statements each. Left out is what search never reads: audit records, and announcements in the outbox,
since the whole index is made afterwards.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, delete, insert, text
from sqlalchemy.orm import Session

from app.core import clock
from app.core.db import unit_of_work
from app.core.ids import uuid7
from app.core.text.markdown import MarkdownTooHeavy, render
from app.core.text.slugs import slugify
from app.core.text.vietnamese import sort_key
from app.documents.kinds import KINDS
from app.documents.models import Document, DocumentAgency, DocumentTopic, Revision, Slug, Translation
from app.outbox.models import OutboxEntry
from app.search import indexing
from benchmarks.corpus import Passage
from benchmarks.engines import Measured
from benchmarks.errors import Unmeasurable
from benchmarks.prose import as_markdown, titled

KIND = "article"
BATCH = 1_000
AUTHOR = "benchmark"


@dataclass(frozen=True, slots=True)
class Filing:
    """What a document is filed under, for facets to count."""

    topics: tuple[UUID, ...] = ()
    agencies: tuple[UUID, ...] = ()
    year: int | None = None


@dataclass(slots=True)
class Loaded:
    """What stands in the database. ``ids`` are corpus ids by document."""

    ids: dict[UUID, str] = field(default_factory=dict)
    passages: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Indexed:
    """``passages`` are entries of the index, of ``bytes`` on the disk."""

    passages: int
    seconds: float
    bytes: int


class Loader:
    """Loads one corpus, language after language."""

    def __init__(self, database: Engine, filings: Mapping[str, Filing] | None = None) -> None:
        self._database = database
        self._filings = filings or {}
        self._documents: dict[str, UUID] = {}
        self._slugs: dict[str, int] = {}
        self.loaded = Loaded()

    def load(self, language: str, passages: Iterable[Passage]) -> None:
        """Keep the passages, which are all in ``language``, as published translations."""
        begun = time.perf_counter()
        rest = iter(passages)
        while batch := list(islice(rest, BATCH)):
            with unit_of_work(self._database) as session:
                self._keep(session, language, batch)
            self.loaded.passages += len(batch)
        self.loaded.seconds += time.perf_counter() - begun

    def _keep(self, session: Session, language: str, batch: list[Passage]) -> None:
        new = [passage for passage in batch if passage.id not in self._documents]
        if documents := [self._document(passage, language) for passage in new]:
            session.execute(insert(Document), documents)
            self._file(session, new)
        rows = [_rows(self._documents[passage.id], passage) for passage in batch]
        session.execute(insert(Translation), [translation for translation, _ in rows])
        session.execute(insert(Revision), [revision for _, revision in rows])
        session.execute(insert(Slug), list(self._addresses(batch)))

    def _document(self, passage: Passage, language: str) -> dict[str, Any]:
        id, now = uuid7(), clock.now()
        self._documents[passage.id] = id
        self.loaded.ids[id] = passage.id
        year = self._filings.get(passage.id, Filing()).year
        return {
            "id": id,
            "kind": KIND,
            "source_language": language,
            "fields": KINDS[KIND].neutral().model_dump(mode="json"),
            "year": year,
            "source": "A test set",
            "verified": False,
            # created, translated, submitted and published
            "revision": 3,
            "created_at": now,
            "created_by": AUTHOR,
            "changed_at": now,
            "published_at": now,
        }

    def _file(self, session: Session, passages: list[Passage]) -> None:
        filed = [(self._documents[one.id], self._filings[one.id]) for one in passages if one.id in self._filings]
        topics = [{"document_id": id, "topic_id": topic} for id, filing in filed for topic in filing.topics]
        agencies = [
            {"document_id": id, "agency_id": agency, "role": "issuer"} for id, filing in filed for agency in filing.agencies
        ]
        if topics:
            session.execute(insert(DocumentTopic), topics)
        if agencies:
            session.execute(insert(DocumentAgency), agencies)

    def _addresses(self, batch: list[Passage]) -> Iterator[dict[str, Any]]:
        """Slugs as app.documents.service.addresses gives them: a number is added to one that is taken."""
        for passage in batch:
            base = slugify(titled(passage), passage.language)
            slug, number = base, self._slugs.get(base, 0)
            while slug in self._slugs:
                number += 1
                slug = f"{base}-{number}"
            self._slugs[base] = max(number, 1)
            self._slugs.setdefault(slug, 1)
            yield {"slug": slug, "document_id": self._documents[passage.id], "language": passage.language, "current": True}


def _rows(document: UUID, passage: Passage) -> tuple[dict[str, Any], dict[str, Any]]:
    translation, revision, now = uuid7(), uuid7(), clock.now()
    title, body = titled(passage), as_markdown(passage.text)
    try:
        rendered = render(body)
    except MarkdownTooHeavy:
        raise Unmeasurable(f"The text of {passage.id!r} in {passage.language} is longer than the service takes.") from None
    return (
        {
            "id": translation,
            "document_id": document,
            "language": passage.language,
            "status": "published",
            "working_id": revision,
            "published_id": revision,
            "status_by": AUTHOR,
            "status_at": now,
            "published_at": now,
        },
        {
            "id": revision,
            "translation_id": translation,
            "number": 1,
            "title": title,
            "sort_key": sort_key(title),
            "summary": passage.summary,
            "body": body,
            "body_html": rendered.html,
            "body_text": rendered.text,
            "fields": KINDS[KIND].per_language().model_dump(mode="json"),
            "author": AUTHOR,
            "created_at": now,
        },
    )


def index(database: Engine, engine: Measured) -> Indexed:
    """Have the engine index everything that was loaded."""
    with unit_of_work(database) as session:
        *spares, measured = engine.fed(session)
        for spare in spares:
            indexing.rebuild(session, spare)
        begun = time.perf_counter()
        size = indexing.rebuild(session, measured)
        # All that was announced in loading is in the index: a worker that took a topic for changed would index all under it again.
        session.execute(delete(OutboxEntry))
    seconds = time.perf_counter() - begun
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # As autovacuum does a minute later, in the midst of what is measured.
        connection.execute(text("vacuum analyze search_passage"))
    with unit_of_work(database) as session:
        return Indexed(size.entries, seconds, engine.size(session))
