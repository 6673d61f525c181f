"""Edits while others read: real changes by the service's own acts, each committed and announced."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Engine

from app.core.actor import SYSTEM
from app.core.db import unit_of_work
from app.documents import service as documents
from app.documents.schemas.unions import AnyDocumentChange

PER_SECOND = 10
_CHANGE: TypeAdapter[AnyDocumentChange] = TypeAdapter(AnyDocumentChange)


@contextmanager
def edited(database: Engine, ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    """While the block runs, PER_SECOND of the documents are changed each second; the list tells which were."""
    stop = threading.Event()
    done: list[UUID] = []

    def edit() -> None:
        chance = Random("edits")
        begun = time.monotonic()
        while not stop.wait(max(0.0, begun + (len(done) + 1) / PER_SECOND - time.monotonic())):
            id = chance.choice(ids)
            change = _CHANGE.validate_python({"kind": "article", "provenance": {"source": f"Edit {len(done)}"}})
            with unit_of_work(database) as session:
                documents.change(session, SYSTEM, id, None, change)
            done.append(id)

    thread = threading.Thread(target=edit, name="editor")
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()
