"""Keeping the index: entries in and out, awaited; a new index made beside the old one and put in its place in one step."""

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import structlog
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from app.search.engines.base import Held, SearchUnavailable, Size
from app.search.engines.meilisearch import keys, records
from app.search.engines.meilisearch.settings import SETTINGS, uid_of
from app.search.engines.meilisearch.ways import is_in
from app.search.entry import Entry

log = structlog.get_logger()

#: The entry that tells of the index itself: it has no words, no document and no head, so that no search finds it.
META = "meta"
#: Seconds that a request may take, and that a task may; one that is cut off is done again.
_REQUEST, _TASK = 15, 600.0
#: Bytes of entries sent in one task, and tasks that may wait to be done while the next is made ready.
_CHUNK = 16 * 1024 * 1024
_AHEAD = 3
_PAGE = 1_000
_IDS = 100


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which index it is, and up to which batch it was fed."""

    build: str
    position: int


class Keeper:
    """Feeds the index of one version of the program under the name ``index``, with a key that may do so."""

    def __init__(self, url: str, key: str, index: str) -> None:
        self.admin = Client(url, key, timeout=_REQUEST)
        self.family = index
        self.uid = uid_of(index)
        #: Set by whoever wants to wait no longer.
        self.stop = threading.Event()
        #: Written into the index together with the next entries that are put or dropped.
        self.stamp: Stamp | None = None

    def put(self, entries: Sequence[Entry]) -> None:
        with translated():
            made = records.records(entries)
            gone = self._ids({entry.document for entry in entries}) - {record["id"] for record in made}
            self._settle([self._send(self.uid, [*made, *self._stamped()]), *self._delete(gone)])

    def drop(self, documents: Sequence[UUID]) -> None:
        with translated():
            gone = self._ids(set(documents))
            stamped = self._stamped()
            self._settle([*([self._send(self.uid, stamped)] if stamped else []), *self._delete(gone)])

    def rebuild(self, batches: Iterable[Sequence[Entry]], stamp: Stamp | None = None) -> Size:
        """Into a new index, which takes the old one's place when it is whole. What others of ours are left is removed."""
        stamp = stamp or Stamp(uuid4().hex, 0)
        made = f"{self.uid}-{stamp.build[:8]}"
        with translated():
            # Tasks are done in their order; only how many wait is looked after.
            waiting = [self._create(made), self.admin.index(made).update_settings(dict(SETTINGS)).task_uid]
            entries, documents = 0, set[UUID]()
            for chunk, whose in _chunks(batches):
                entries += len(chunk)
                documents |= whose
                waiting.append(self._send(made, chunk))
                while len(waiting) > _AHEAD:
                    self._settle([waiting.pop(0)])
            self._settle([*waiting, self._send(made, [_meta(stamp)])])
            self._replace(made)
            keys.ensure(self.admin, self.family)
            return Size(entries, len(documents))

    def read_stamp(self) -> Stamp | None:
        """What stands in the index; None when there is none that is whole."""
        with translated():
            try:
                read = vars(self.admin.index(self.uid).get_document(META))
                return Stamp(str(read["build"]), int(read["position"]))
            except MeilisearchApiError as error:
                if error.code in ("index_not_found", "document_not_found"):
                    return None
                raise

    def size(self) -> Size:
        with translated():
            index = self.admin.index(self.uid)
            try:
                one_each = index.search("", {"filter": "first = true", "page": 1, "hitsPerPage": 0})
                return Size(max(index.get_stats().number_of_documents - 1, 0), int(one_each["totalHits"]))
            except MeilisearchApiError as error:
                if error.code == "index_not_found":
                    return Size(0, 0)
                raise

    def held(self) -> Iterator[Held]:
        """Everything that the index holds; nothing when there is none."""
        wanted = {"fields": ["document", "language", "position", "digest", "id"], "limit": _PAGE}
        offset = 0
        while True:
            with translated():
                try:
                    page = self.admin.index(self.uid).get_documents({**wanted, "offset": offset}).results
                except MeilisearchApiError as error:
                    if error.code == "index_not_found":
                        return
                    raise
            for one in page:
                read = vars(one)
                if read["id"] != META:
                    yield Held(UUID(read["document"]), read["language"], int(read["position"]), read["digest"])
            if len(page) < _PAGE:
                return
            offset += _PAGE

    def answers(self) -> bool:
        """Whether the server is there at all."""
        return self.admin.is_healthy()

    def search_key(self) -> str:
        """The key with which the index can be searched and nothing else be done; it is made when there is none."""
        with translated():
            return keys.ensure(self.admin, self.family)

    def bytes(self) -> int:
        """What the server's indexes take on its disk, ours and others."""
        with translated():
            return int(self.admin.get_all_stats()["usedDatabaseSize"])

    def remove(self) -> None:
        """Remove every index of the service, and the key to search in them."""
        with translated():
            ours = [uid for uid in self._indexes() if uid.startswith(f"{self.family}-")]
            for uid in ours:
                self.admin.delete_index(uid)
            keys.remove(self.admin, self.family)

    def _ids(self, documents: set[UUID]) -> set[str]:
        """Ids of what the index holds of documents."""
        found: set[str] = set()
        listed = [str(document) for document in documents]
        index = self.admin.index(self.uid)
        for start in range(0, len(listed), _IDS):
            only = is_in("document", listed[start : start + _IDS])
            offset = 0
            while page := index.get_documents({"filter": only, "fields": ["id"], "limit": _PAGE, "offset": offset}).results:
                found |= {str(vars(one)["id"]) for one in page}
                offset += _PAGE
        return found

    def _stamped(self) -> list[dict[str, Any]]:
        return [_meta(self.stamp)] if self.stamp else []

    def _send(self, uid: str, made: Sequence[dict[str, Any]]) -> int:
        body = "\n".join(json.dumps(record, ensure_ascii=False) for record in made).encode()
        return self.admin.index(uid).add_documents_raw(body, "id", "application/x-ndjson").task_uid

    def _delete(self, ids: set[str]) -> list[int]:
        listed = sorted(ids)
        parts = [listed[start : start + _PAGE] for start in range(0, len(listed), _PAGE)]
        return [self.admin.index(self.uid).delete_documents(filter=is_in("id", part)).task_uid for part in parts]

    def _create(self, uid: str) -> int:
        return self.admin.create_index(uid, {"primaryKey": "id"}).task_uid

    def _replace(self, made: str) -> None:
        """Let the new index answer to the name, in one step, and remove every other of ours."""
        swap: list[Any] = [{"indexes": [made, self.uid], "rename": self.uid not in self._indexes()}]
        self._settle([self.admin.swap_indexes(swap).task_uid])
        others = [uid for uid in self._indexes() if uid != self.uid and uid.startswith(f"{self.family}-")]
        for uid in others:
            self.admin.delete_index(uid)

    def _indexes(self) -> list[str]:
        return [index.uid for index in self.admin.get_indexes({"limit": _PAGE})["results"]]

    def _settle(self, tasks: Iterable[int]) -> None:
        """Wait until tasks are done. One that failed, or was cancelled, is a failure of the whole."""
        until = monotonic() + _TASK
        for task in tasks:
            pause = 0.005
            while (state := self.admin.get_task(task)).status in ("enqueued", "processing"):
                if monotonic() > until:
                    raise MeilisearchError(f"task {task} is not done in {_TASK:.0f} seconds")
                if self.stop.wait(pause):
                    raise MeilisearchError("nobody waits any longer")
                pause = min(pause * 1.5, 0.25)
            if state.status != "succeeded":
                raise MeilisearchError(f"task {task} {state.status}: {state.error}")


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the client says, or fails to hear (OSError), into our own refusal. Its words are logged and never shown."""
    try:
        yield
    except (MeilisearchError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        log.warning(
            "search.engine_failed", engine="meilisearch", what="keeping", error=type(error).__name__, said=str(error)[:300]
        )
        raise SearchUnavailable from error


def _meta(stamp: Stamp) -> dict[str, Any]:
    return {"id": META, "build": stamp.build, "position": stamp.position}


def _chunks(batches: Iterable[Sequence[Entry]]) -> Iterator[tuple[list[dict[str, Any]], set[UUID]]]:
    """Records in parts that are worth a task, with the documents they are of."""
    chunk: list[dict[str, Any]] = []
    whose: set[UUID] = set()
    size = 0
    for batch in batches:
        made = records.records(batch)
        chunk += made
        whose |= {entry.document for entry in batch}
        size += sum(len(record["text"]) * 8 + 500 for record in made)
        if size > _CHUNK:
            yield chunk, whose
            chunk, whose, size = [], set(), 0
    if chunk:
        yield chunk, whose
