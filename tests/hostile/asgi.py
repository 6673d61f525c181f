"""Requests as bytes, straight into the application: no client library in between mends what is wrong with them."""

import asyncio
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Scope


@dataclass(slots=True)
class RawRequest:
    """A request before any reading: the path and query are raw, percent-encoded or not."""

    method: str
    path: bytes
    query: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class RawAnswer:
    status: int
    headers: dict[str, str]
    body: bytes


def send(app: ASGIApp, request: RawRequest) -> RawAnswer:
    """The application's answer. An exception that escapes it counts as 500, as a server would make of it."""
    from urllib.parse import unquote_to_bytes

    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote_to_bytes(request.path).decode("utf-8", "replace"),
        "raw_path": request.path,
        "root_path": "",
        "query_string": request.query,
        "headers": [(b"host", b"testserver"), *request.headers, (b"content-length", str(len(request.body)).encode())],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
    }
    sent: list[Message] = []
    waiting = [{"type": "http.request", "body": request.body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def collect(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        try:
            await app(scope, receive, collect)
        except Exception:
            if not sent:
                sent.append({"type": "http.response.start", "status": 500, "headers": []})

    asyncio.run(run())
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return RawAnswer(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:]))
