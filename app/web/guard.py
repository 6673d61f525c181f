"""Guards in front of routing (plain ASGI): what no endpoint must ever see is refused here.

Bodies over the limit, JSON that other parsers read differently (NaN, duplicate names, huge numbers), NUL and lone surrogates
(PostgreSQL stores neither), paths and queries that are not UTF-8. HEAD is answered as GET without a body.
"""

import json
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.errors import N_, Refusal, Words
from app.web.problem import MalformedRequest, answer

DEEPEST = 60
LONGEST_NUMBER = 40
LONGEST_QUERY = 8192


class TooLarge(Refusal):
    status = 413
    code = "too-large"
    title = N_("The request body is too large: at most {limit} bytes are taken.")


class UnsupportedEncoding(Refusal):
    status = 415
    code = "unsupported-encoding"
    title = N_("Compressed request bodies are not taken.")


class MalformedJson(Refusal):
    status = 400
    code = "malformed-json"
    title = N_("The body is not JSON that can be read without doubt: {reason}.")


class _Unreadable(ValueError):
    pass


def _constant(name: str) -> float:
    raise _Unreadable(N_("numbers must be finite"))


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise _Unreadable(N_("a number is too long"))
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits) if len(digits) <= LONGEST_NUMBER else float("inf")
    if value in (float("inf"), float("-inf")):
        raise _Unreadable(N_("a number is too long"))
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Unreadable(N_("a name occurs twice in an object"))
    return found


def _check_texts(value: Any) -> None:
    """Refuse NUL and lone surrogates in any text, and nesting beyond DEEPEST; iterative, so that no input can exhaust the stack."""
    rest: list[tuple[Any, int]] = [(value, 0)]
    while rest:
        one, depth = rest.pop()
        if depth > DEEPEST:
            raise _Unreadable(N_("it is nested too deeply"))
        if isinstance(one, str):
            if "\x00" in one:
                raise _Unreadable(N_("a text contains the character NUL"))
            try:
                one.encode("utf-8")
            except UnicodeEncodeError:
                raise _Unreadable(N_("a text contains half of a surrogate pair")) from None
        elif isinstance(one, dict):
            rest.extend((name, depth + 1) for name in one)
            rest.extend((item, depth + 1) for item in one.values())
        elif isinstance(one, list):
            rest.extend((item, depth + 1) for item in one)


def check_json(body: bytes) -> None:
    """MalformedJson unless ``body`` is JSON that every parser reads the same way."""
    try:
        text = body.decode("utf-8")
        _check_texts(
            json.loads(text, parse_constant=_constant, parse_int=_integer, parse_float=_float, object_pairs_hook=_object)
        )
    except _Unreadable as error:
        raise MalformedJson(reason=Words(error)) from None
    except UnicodeDecodeError:
        raise MalformedJson(reason=Words(N_("it is not UTF-8"))) from None
    except RecursionError:
        raise MalformedJson(reason=Words(N_("it is nested too deeply"))) from None
    except ValueError:
        raise MalformedJson(reason=Words(N_("its syntax is wrong"))) from None


def readable(raw: bytes) -> bool:
    """Whether percent-encoded ``raw`` stands for UTF-8 text without NUL."""
    decoded = unquote_to_bytes(raw)
    if b"\x00" in decoded:
        return False
    try:
        decoded.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class Guard:
    """Refuse unreadable requests with a problem, and read bodies up to ``limit`` bytes."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            if not readable(scope.get("raw_path") or b"") or not readable(scope["query_string"]):
                raise MalformedRequest
            if len(scope["query_string"]) > LONGEST_QUERY:
                raise MalformedRequest
            if scope["method"] not in ("GET", "HEAD", "OPTIONS"):
                receive = replay(await self.body(scope, receive))
        except Refusal as refusal:
            await answer(Request(scope), refusal)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def body(self, scope: Scope, receive: Receive) -> bytes:
        """The whole body, checked when it is JSON."""
        headers = {
            name: value for name, value in scope["headers"] if name in (b"content-length", b"content-type", b"content-encoding")
        }
        if headers.get(b"content-encoding", b"identity").strip().lower() not in (b"", b"identity"):
            raise UnsupportedEncoding
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > self.limit:
            raise TooLarge(limit=self.limit)
        chunks = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            chunks += message.get("body", b"")
            if len(chunks) > self.limit:
                raise TooLarge(limit=self.limit)
            if not message.get("more_body", False):
                break
        body = bytes(chunks)
        kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
        if body and (kind == b"application/json" or kind.endswith(b"+json")):
            check_json(body)
        return body


def replay(body: bytes) -> Receive:
    """A ``receive`` that hands out ``body`` once, then says that the client is gone."""
    sent = False

    async def receive() -> Message:
        nonlocal sent
        if sent:
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


class Head:
    """Answer HEAD as GET, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, bodiless)
