"""The way by which searches are asked: one pool of kept connections a process, each answer within a time, whatever comes.

A kept connection and `Accept-Encoding: identity`: a small compressed answer would wait 40 ms for a delayed acknowledgement.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from app.search.engines.base import SearchUnavailable

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

log = structlog.get_logger()

Answer = dict[str, Any]
Found = TypeVar("Found")

#: Bytes of the longest answer that is read: a page of the longest passages is a tenth of it.
LONGEST_ANSWER = 32 * 1024 * 1024
_CONNECTIONS = 32
_CHUNK = 256 * 1024


class Connection:
    """Asks one server with a key that may search and nothing else. Shared by threads; ``timeout`` is for one question, in seconds."""

    def __init__(self, url: str, key: str, timeout: float) -> None:
        # Where PostgreSQL searches alone, nobody waits for this at the start.
        from urllib3 import PoolManager

        self.timeout = timeout
        self._url = f"{url.rstrip('/')}/multi-search"
        self._http = PoolManager(
            maxsize=_CONNECTIONS,
            block=True,
            headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity", "Content-Type": "application/json"},
            # Asked once: who is not answered asks the spare, and not again.
            retries=False,
        )
        self._threads = ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="meilisearch")

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._http.clear()

    def asking(self) -> "Asking":
        """A question of one or more parts, all of which have to be answered within ``timeout`` from now."""
        return Asking(self._http, self._url, monotonic() + self.timeout, self._threads)


class Asking:
    """Asks the parts of one question. What is asked ``meanwhile`` is asked by one of ``threads``, or without them when it is wanted."""

    def __init__(self, http: "PoolManager", url: str, until: float, threads: Executor | None = None) -> None:
        self._http = http
        self._url = url
        self._until = until
        self._threads = threads

    def meanwhile(self, work: Callable[[], Found]) -> Callable[[], Found]:
        """Have the server work on something while the caller goes on. What is given back waits for it, and raises what it raised."""
        return work if self._threads is None else self._threads.submit(work).result

    def searches(self, queries: Sequence[Mapping[str, Any]]) -> list[Answer]:
        """The answers to several searches, in one request."""
        if not queries:
            return []
        answer = self._post({"queries": list(queries)})
        results = answer.get("results")
        if not isinstance(results, list) or len(results) != len(queries) or not all(isinstance(one, dict) for one in results):
            raise _unavailable("answer", "not the results that were asked for")
        return results

    def union(self, queries: Sequence[Mapping[str, Any]], federation: Mapping[str, Any]) -> Answer:
        """What several searches find together, each hit once."""
        return self._post({"queries": list(queries), "federation": dict(federation)})

    def _post(self, body: Mapping[str, Any]) -> Answer:
        from urllib3 import Timeout
        from urllib3.exceptions import HTTPError

        left = self._until - monotonic()
        if left <= 0:
            raise _unavailable("time", "no time is left")
        try:
            response = self._http.request(
                "POST",
                self._url,
                body=json.dumps(body).encode(),
                timeout=Timeout(total=left),
                pool_timeout=left,
                redirect=False,
                preload_content=False,
            )
            read = self._read(response)
        except HTTPError as error:
            raise _unavailable("connection", type(error).__name__) from error
        if response.status != 200:
            raise _unavailable("answer", f"status {response.status}", said=read[:300].decode("utf-8", "replace"))
        try:
            answer = json.loads(read)
        except ValueError as error:
            raise _unavailable("answer", "no JSON") from error
        if not isinstance(answer, dict):
            raise _unavailable("answer", "no object")
        return answer

    def _read(self, response: "BaseHTTPResponse") -> bytes:
        """The whole body, unless it takes too long, or too much."""
        chunks, length = [], 0
        while chunk := response.read1(_CHUNK, decode_content=False):
            chunks.append(chunk)
            length += len(chunk)
            if length > LONGEST_ANSWER or monotonic() > self._until:
                # With the rest of an answer in it a connection is none for others.
                response.close()
                raise _unavailable("answer", "too long")
        return b"".join(chunks)


def _unavailable(what: str, error: str, **said: str) -> SearchUnavailable:
    """Our own refusal for what happened, which is logged and never shown."""
    log.warning("search.engine_failed", engine="meilisearch", what=what, error=error, **said)
    return SearchUnavailable()
