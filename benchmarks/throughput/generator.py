"""A load generator: so many kept connections, each asking the next thing as soon as it is answered.

What it can ask at most stands beside the figures: it is measured on a responder that does nothing. Below half of that it is the
service that is measured; close to it, the generator.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlsplit

import httptools
import uvloop

from benchmarks.errors import Unmeasurable
from benchmarks.measures import percentile

CONNECTIONS = 16
#: Seconds for which one line is asked at most, however slow it is.
LONGEST = 90.0
#: Seconds after which an answer comes no more.
UNANSWERED = 30.0
#: Share of the time that passes before anything is counted.
_WARMING = 0.1


@dataclass(slots=True)
class Taken:
    """What came of asking. ``milliseconds`` are those of answers 200; ``seconds`` is what counting took."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    errors: int = 0
    hits: int = 0
    bytes: int = 0

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float | None:
        return percentile(self.milliseconds, share)


def requests(address: str, paths: Sequence[str], coding: str = "identity") -> list[bytes]:
    """The requests for paths, as they go over the wire."""
    host = urlsplit(address).netloc
    return [f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {coding}\r\n\r\n".encode() for path in paths]


def ask(address: str, asked: Sequence[bytes], *, connections: int = CONNECTIONS, seconds: float, all_once: bool = False) -> Taken:
    """Ask for ``seconds``, each request in turn and from the beginning again; with ``all_once`` for longer, until each was asked."""
    load = _Load(asked, seconds, len(asked) if all_once else 0)
    parts = urlsplit(address)
    uvloop.run(load.run(str(parts.hostname), int(parts.port or 80), connections))
    return load.taken


class _Load:
    def __init__(self, asked: Sequence[bytes], seconds: float, at_least: int) -> None:
        self.asked = asked
        self.at_least = at_least
        self.seconds = seconds
        self.next = 0
        self.taken = Taken()

    async def run(self, host: str, port: int, connections: int) -> None:
        loop = asyncio.get_running_loop()
        self.begun = time.perf_counter()
        self.counted_from = self.begun + self.seconds * _WARMING
        lines = [_Line(self) for _ in range(connections)]
        for line in lines:
            await loop.create_connection(lambda line=line: line, host, port)  # type: ignore[misc]
        try:
            await asyncio.wait_for(asyncio.gather(*(line.ended for line in lines)), LONGEST + UNANSWERED)
        except TimeoutError:
            raise Unmeasurable(f"A request was not answered within {UNANSWERED:g} seconds.") from None
        self.taken.seconds = time.perf_counter() - self.counted_from

    def following(self, now: float) -> bytes | None:
        """The next request; None when there was enough."""
        over = now - self.begun
        if over > LONGEST or (over > self.seconds and self.next >= self.at_least):
            return None
        request = self.asked[self.next % len(self.asked)]
        self.next += 1
        return request


class _Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, load: _Load) -> None:
        self.load = load
        self.ended = asyncio.get_running_loop().create_future()
        self.hit = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own kind is none by descent
        self._ask()

    def _ask(self) -> None:
        self.asked_at = time.perf_counter()
        request = self.load.following(self.asked_at)
        if request is None:
            self._end()
            return
        self.parser = httptools.HttpResponseParser(self)
        self.hit = False
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.load.taken.bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError:
            self._end(failed=True)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name == b"cache-status":
            self.hit = value.endswith(b"hit")

    def on_message_complete(self) -> None:
        now = time.perf_counter()
        taken = self.load.taken
        if self.parser.get_status_code() != 200:
            taken.errors += 1
        elif now > self.load.counted_from:
            taken.milliseconds.append((now - self.asked_at) * 1_000)
            taken.hits += self.hit
        self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        self._end(failed=not self.ended.done())

    def _end(self, *, failed: bool = False) -> None:
        self.load.taken.errors += failed
        if not self.ended.done():
            self.ended.set_result(None)
        self.transport.close()
