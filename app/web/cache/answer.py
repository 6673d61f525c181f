"""A finished answer of what the public reads: its bytes, once for each coding, its headers, and the tag that stands for it.

The weak tag is made of the bytes before any coding and of the language, so that it is the same in every process, before and after
a restart, and a reader whose copy is the same gets 304 from whichever he reaches. The strong tag of a resource that can be changed
is its row revision; a request with a key gets that one, and is never answered from here.
"""

from collections.abc import Iterable, Sequence

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message, Send

from app.web import etag
from app.web.cache.codings import IDENTITY, Choice, compress

RawHeaders = list[tuple[bytes, bytes]]

#: Bytes below which compressing saves no packet.
WORTH_CODING = 860
#: Bytes above which compressing is left to a thread, so that others are answered meanwhile.
LONG = 65_536
#: What Python itself takes for an answer, its headers and its place in the store, roughly.
OVERHEAD = 2_000
#: What the key of the store tells apart; an answer that varies by more than these is not kept.
TOLD_APART = frozenset({"accept-language", "accept-encoding", "authorization"})

_NOT_IN_304 = (b"content-length", b"content-type", b"content-encoding")
_TEXTS = ("json", "xml", "javascript")


class Answer:
    """Status 200 and a whole body. ``control`` is the Cache-Control that the route itself set, if it did."""

    __slots__ = ("bodies", "body", "coded", "control", "headers", "keepable", "tag")

    def __init__(self, raw: Iterable[tuple[bytes, bytes]], body: bytes, surrogates: Sequence[str] = ()) -> None:
        headers = MutableHeaders(raw=[pair for pair in raw if pair[0].lower() != b"content-length"])
        self.body = body
        self.bodies: dict[str, bytes] = {}
        self.coded = "content-encoding" not in headers and _is_text(headers.get("content-type", ""))
        self.tag = etag.weak(body, headers.get("content-language", "").encode())
        self.control = headers.get("cache-control")
        self.keepable = _keepable(headers)
        del headers["etag"]
        del headers["cache-control"]
        headers.add_vary_header("Authorization")
        if self.coded:
            headers.add_vary_header("Accept-Encoding")
        if surrogates:
            own = headers.get("surrogate-key", "").split()
            headers["Surrogate-Key"] = " ".join(dict.fromkeys((*surrogates, *own)))
        headers["ETag"] = self.tag
        self.headers: RawHeaders = list(headers.raw)

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        names = sum(len(name) + len(value) for name, value in self.headers)
        return OVERHEAD + names + len(self.body) + sum(map(len, self.bodies.values()))

    def coding(self, choice: Choice) -> str:
        """The coding in which it goes to a reader with this choice."""
        worth = len(self.body) >= WORTH_CODING or not choice.plain
        return choice.coding if self.coded and worth else IDENTITY

    async def encoded(self, coding: str) -> bytes:
        """The body in a coding, compressed the first time it is asked for."""
        if coding == IDENTITY:
            return self.body
        if coding not in self.bodies:
            long = len(self.body) > LONG
            made = await to_thread.run_sync(compress, coding, self.body) if long else compress(coding, self.body)
            self.bodies.setdefault(coding, made)
        return self.bodies[coding]

    async def send(self, send: Send, coding: str, if_none_match: str | None, extra: RawHeaders) -> None:
        """Send it, or 304 when the reader has it. ``extra`` are headers of this moment."""
        if if_none_match is not None and etag.matches(if_none_match, self.tag):
            kept = [pair for pair in self.headers if pair[0] not in _NOT_IN_304]
            await send({"type": "http.response.start", "status": 304, "headers": kept + extra})
            await send({"type": "http.response.body", "body": b""})
            return
        body = await self.encoded(coding)
        headers = [*self.headers, (b"content-length", b"%d" % len(body)), *extra]
        if coding != IDENTITY:
            headers.append((b"content-encoding", coding.encode()))
        start: Message = {"type": "http.response.start", "status": 200, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _is_text(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind.endswith(_TEXTS)


def _keepable(headers: Headers) -> bool:
    """Whether an answer may be given to others: nothing in it says otherwise, and it varies by nothing that is not told apart."""
    control = {part.partition("=")[0].strip().lower() for part in headers.get("cache-control", "").split(",")}
    varied = {name.strip().lower() for line in headers.getlist("vary") for name in line.split(",")} - {""}
    forbidden = control & {"no-store", "private", "no-cache"}
    return not forbidden and "set-cookie" not in headers and varied <= TOLD_APART
