"""From documents, tasks and reports to entries: the present public state is read again, whatever the change was, and put into an engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.core.text import numbers
from app.core.text.tokens import LONGEST_KEY
from app.core.text.vietnamese import fold
from app.documents.kinds import KINDS
from app.search import planned, queries
from app.search.engines.base import Engine, Size
from app.search.entry import Entry
from app.search.fields import names, texts
from app.search.passages import Provided, cut, passages

#: Listeners are woken here when what searches find has changed.
CHANNEL = "nhanquyen_search"
#: Documents read and put in one go.
BATCH = 100
#: Lock of whoever feeds PostgreSQL's index.
FEEDER = 34_320_002


def concerned(session: Session, changes: Iterable[tuple[str, str]]) -> list[UUID]:
    """What announced changes, (topic, key) pairs of the outbox, concern: documents, tasks of plans and reports on them.

    Names of agencies and topics are read when they are shown; a task is found by the names of its agencies.
    """
    found: dict[UUID, None] = {}
    for topic, key in changes:
        if topic == "document":
            found[UUID(key)] = None
        elif topic == "topic":
            found.update(dict.fromkeys(session.scalars(queries.of_topic(key))))
            found.update(dict.fromkeys(session.scalars(queries.instruments())))
        else:
            found.update(dict.fromkeys(planned.concerned(session, topic, key)))
    return list(found)


def project(session: Session, *documents: UUID) -> list[Entry]:
    """The entries of documents, tasks and reports as they are public now, in the order given; none for what readers do not see."""
    published = session.execute(queries.published(documents)).all()
    around = _Around.read(session, documents, [row.revision for row in published])
    found: dict[UUID, list[Entry]] = {document: [] for document in documents}
    spoken: dict[UUID, tuple[str, ...]] = {}
    for row in published:
        spoken[row.id] = (*spoken.get(row.id, ()), row.language)
    for row in published:
        found[row.id] += _entries(_head(row, spoken[row.id], around), row, around)
    others = [id for id in documents if not found[id]]
    for entry in (*planned.tasks(session, others), *planned.reports(session, others)):
        found[entry.document].append(entry)
    return [entry for entries in found.values() for entry in entries]


def apply(session: Session, engine: Engine, *documents: UUID, size: int = BATCH) -> None:
    """Have ``engine`` hold the present state of documents, and of those whose force hangs on them."""
    concerned = list(dict.fromkeys((*documents, *session.scalars(queries.ended_by(documents)))))
    for start in range(0, len(concerned), size):
        batch = concerned[start : start + size]
        entries = project(session, *batch)
        present = {entry.document for entry in entries}
        if gone := [document for document in batch if document not in present]:
            engine.drop(gone)
        if entries:
            engine.put(entries)
    announce(session)


def lock(session: Session) -> None:
    """Wait until nobody else feeds PostgreSQL's index; the end of the transaction lets others."""
    session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": FEEDER})


def rebuild(session: Session, engine: Engine, watched: Callable[[Iterator[list[Entry]]], Iterator[list[Entry]]] = iter) -> Size:
    """Have ``engine`` hold everything that is published, and nothing else. Batches go through ``watched`` on their way."""
    size = engine.rebuild(watched(everything(session)))
    announce(session)
    return size


def announce(session: Session) -> None:
    """Say that searches are answered otherwise from now on. Listeners hear it when the transaction commits, and never before."""
    session.execute(select(func.pg_notify(CHANNEL, "")))


def everything(session: Session) -> Iterator[list[Entry]]:
    """The entries of everything that is public, in batches of whole documents: documents, oldest first, then tasks, then reports."""
    ids = [id for every in (queries.all_published, planned.all_tasks, planned.all_reports) for id in session.scalars(every())]
    for start in range(0, len(ids), BATCH):
        yield project(session, *ids[start : start + BATCH])
        session.expunge_all()


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read beside the texts of several documents."""

    provisions: dict[UUID, list[Provided]]
    topics: dict[UUID, list[str]]
    agencies: dict[UUID, list[str]]
    symbols: dict[UUID, list[str]]
    endings: dict[UUID, date]
    #: By document, eId and language.
    subjects: dict[tuple[UUID, str, str], list[str]]

    @classmethod
    def read(cls, session: Session, documents: Sequence[UUID], revisions: Sequence[UUID]) -> "_Around":
        around = cls({}, {}, {}, {}, {}, {})
        for provision in session.execute(queries.provisions(revisions)):
            around.provisions.setdefault(provision.revision_id, []).append(provision)
        for document, code, parent in session.execute(queries.topics(documents)):
            around.topics.setdefault(document, []).extend(filter(None, (code, parent)))
        for document, code in session.execute(queries.agencies(documents)):
            around.agencies.setdefault(document, []).append(code)
        for document, value in session.execute(queries.external_ids(documents)):
            around.symbols.setdefault(document, []).append(value)
        for document, day in session.execute(queries.endings(documents)):
            if day is not None:
                around.endings[document] = day
        for document, article, language, name in session.execute(queries.subjects(documents)):
            around.subjects.setdefault((document, f"art_{article}", language), []).append(name)
        return around


def _head(row: Any, languages: tuple[str, ...], around: _Around) -> Entry:
    """The head of a document without its text; its other entries differ in where they stand and what they say."""
    kind = KINDS[row.kind]
    symbols = around.symbols.get(row.id, [])
    official = [numbers.parse(symbol) for symbol in symbols]
    keys = [row.number_key, *(number.key for number in official if number), *map(fold, symbols)]
    ends = [around.endings.get(row.id), row.expires_on + timedelta(days=1) if row.expires_on else None]
    return Entry(
        document=row.id,
        language=row.language,
        position=0,
        eid=None,
        eids=(),
        kind=row.kind,
        slug=row.slug,
        title=row.title,
        number=row.number,
        number_keys=tuple(dict.fromkeys(key[:LONGEST_KEY] for key in keys if key)),
        aliases=(*symbols, *names(kind, row.fields, row.language_fields)),
        year=row.year,
        days=tuple(day for day in (row.issued_on, row.effective_on) if day is not None),
        published_at=row.published_at or row.created_at,
        topics=tuple(sorted(set(around.topics.get(row.id, [])))),
        agencies=tuple(sorted(set(around.agencies.get(row.id, [])))),
        languages=languages,
        has_force=kind.has_force,
        force_from=row.effective_on,
        force_until=min((day for day in ends if day is not None), default=None),
        label=None,
        headings=(),
        subjects=(),
        text="",
    )


def _entries(head: Entry, row: Any, around: _Around) -> Iterator[Entry]:
    """The document's own texts first, then its provisions."""
    own = [row.summary, row.body_text, *texts(KINDS[row.kind], row.fields, row.language_fields)]
    position = 0
    for piece in cut("\n\n".join(filter(None, own))) or [""]:
        yield replace(head, position=position, text=piece)
        position += 1
    for part in passages(around.provisions.get(row.revision, [])):
        subjects = tuple(sorted(around.subjects.get((row.id, part.eid, head.language), ())))
        place = replace(head, position=position, eid=part.eid, eids=part.eids, label=part.label, headings=part.headings)
        yield replace(place, subjects=subjects, text=part.text)
        position += 1
