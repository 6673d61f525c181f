"""Writing records as files."""

import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.documents.models import Document, Translation
from app.transfer.errors import TransferError
from app.transfer.exporting.agencies import agencies
from app.transfer.exporting.documents import documents
from app.transfer.exporting.plans import plans
from app.transfer.exporting.terms import terms
from app.transfer.exporting.topics import topics
from app.transfer.reading import AGENCIES, DOCUMENTS, PLANS, TERMS, TOPICS
from app.transfer.records import Record


@dataclass(frozen=True, slots=True)
class Exported:
    """How many were written, and how many translations and documents were left out because readers do not see them."""

    agencies: int
    topics: int
    terms: int
    documents: int
    translations: int
    plans: int
    documents_left_out: int
    translations_left_out: int


def export(session: Session, folder: Path) -> Exported:
    """Write what is published to ``folder``, which must be new or empty. The session should see one moment (repeatable read)."""
    check_new(folder)
    (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    bodies = agencies(session)
    subjects = topics(session)
    words = terms(session)
    write(folder / AGENCIES, bodies.values())
    write(folder / TOPICS, subjects.values())
    write(folder / TERMS, words.values())
    written = translations = 0
    with ExitStack() as files:
        by_kind: dict[str, TextIO] = {}
        for _, record in documents(session):
            if record.kind not in by_kind:
                by_kind[record.kind] = files.enter_context(_file(folder / DOCUMENTS / f"{record.kind}.jsonl"))
            by_kind[record.kind].write(_line(record))
            written += 1
            translations += len(record.translations)
    found = plans(session)
    if found:
        (folder / PLANS).mkdir()
    for code, plan in found.items():
        write(folder / PLANS / f"{code}.jsonl", [plan])
    return Exported(
        agencies=len(bodies),
        topics=len(subjects),
        terms=len(words),
        documents=written,
        translations=translations,
        plans=len(found),
        documents_left_out=(session.scalar(select(func.count()).select_from(Document)) or 0) - written,
        translations_left_out=(session.scalar(select(func.count()).select_from(Translation)) or 0) - translations,
    )


def check_new(folder: Path) -> None:
    """TransferError unless ``folder`` is not there, or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise TransferError(f"{folder} is not an empty folder. Name a new one, so that nothing old stays among the files.")


def write(path: Path, records: Iterable[Record]) -> int:
    """A line for each record; how many there were."""
    count = 0
    with _file(path) as file:
        for record in records:
            count += 1
            file.write(_line(record))
    return count


def _file(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")


def _line(record: Record) -> str:
    return json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=False) + "\n"
