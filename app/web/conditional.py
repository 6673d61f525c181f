"""Conditional GET (RFC 9110, 13): a weak tag over what was answered, and 304 when the reader has it already.

A request with a key keeps the strong tag of a resource that can be changed (its row revision, for If-Match) and is always answered
in full: that tag says nothing of labels, legal state or language. What the public reads is tagged by its bytes.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web import etag


class Conditional:
    """Tag successful answers to GET, and answer 304 to a reader whose copy is the same."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        start: Message | None = None
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                if message["status"] != 200:
                    await send(message)
                    return
                start = message
                return
            if start is None:
                await send(message)
                return
            chunks.append(message.get("body", b""))
            if message.get("more_body", False):
                return
            await self.finish(start, b"".join(chunks), asked, send)

        await self.app(scope, receive, collect)

    async def finish(self, start: Message, body: bytes, asked: Headers, send: Send) -> None:
        """Send what was collected, or 304 in its place."""
        headers = MutableHeaders(raw=start["headers"])
        keyed = "authorization" in asked
        headers.add_vary_header("Authorization")
        if keyed:
            headers.setdefault("Cache-Control", "private, no-store")
        else:
            headers.setdefault("Cache-Control", "public, no-cache")
            headers["ETag"] = etag.weak(body, headers.get("Content-Language", "").encode())
        if not keyed and etag.matches(asked.get("If-None-Match", ""), headers["ETag"]):
            kept = [(name, value) for name, value in start["headers"] if name not in (b"content-length", b"content-type")]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        await send(start)
        await send({"type": "http.response.body", "body": body})
