"""Requests made from the API's own description and then spoiled, one way or several, by a seeded hand."""

import json
import random
from typing import Any
from urllib.parse import quote, quote_from_bytes

from tests.hostile.asgi import RawRequest

NASTY_TEXTS = (
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "𝕳" * 50,
    "quyền" * 4000,
    "'; drop table document; --",
    "%00",
    "../../etc/passwd",
    "\u202eoverturned",
    "{{7*7}}",
    "${jndi:x}",
    "\r\nSet-Cookie: a=b",
    "-1",
    "1e309",
    "NaN",
    "0x10",
    "٣",
    "99999999999999999999999999",
    "2018-02-30",
    "0000-00-00",
    "true",
    "null",
    "[]",
    "zh_TW.UTF-8",
    "vi;q=2",
    "*",
    "00000000-0000-0000-0000-000000000000",
    "\\",
    '"',
    "a" * 9000,
)
NASTY_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2**31,
    2**63,
    10**400,
    1.5,
    [],
    {},
    [[]],
    [None] * 200,
    {"$ref": "#"},
    {"": ""},
    *NASTY_TEXTS,
)
NASTY_BODIES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b"NaN",
    b'"\\ud800"',
    b'{"kind": NaN}',
    b'{"kind": Infinity}',
    b'{"kind": 1' + b"0" * 5000 + b"}",
    b'{"kind":"article","kind":"article"}',
    b'{"kind": "\\u0000"}',
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    b"[" * 100_000,
    b'{"a":' * 5000,
    b"kind=article",
    b"--boundary--",
)
NASTY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"if-match", b'W/"1"'),
    (b"if-match", b"\xff\xfe"),
    (b"if-match", b'"' + b"9" * 300 + b'"'),
    (b"if-none-match", b"*" * 500),
    (b"accept-language", b"\xff;q=x,,,*;q=0"),
    (b"accept-language", b"zh" * 3000),
    (b"authorization", b"Bearer"),
    (b"authorization", b"Bearer nq_0000000000_" + b"0" * 43),
    (b"authorization", b"Basic \xff\xff"),
    (b"content-type", b"text/plain"),
    (b"content-type", b"application/json; charset=utf-16"),
    (b"content-type", b"\xff/\xff"),
    (b"content-encoding", b"gzip"),
    (b"content-length", b"-5"),
    (b"content-length", b"99999999999999999999"),
    (b"accept", b"application/xml"),
    (b"range", b"bytes=0-1"),
    (b"x-forwarded-for", b"\x00"),
    (b"idempotency-key", b"\xff" * 300),
    (b"origin", b"null"),
)


class Maker:
    """Makes requests from an OpenAPI document. ``ids`` are values known to exist, by parameter name."""

    def __init__(self, document: dict[str, Any], ids: dict[str, list[str]], seed: int) -> None:
        self.document = document
        self.ids = ids
        self.random = random.Random(seed)
        self.operations = [
            (path, method, operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
            if method in ("get", "post", "patch", "put", "delete")
        ]

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def value(self, schema: dict[str, Any], depth: int = 0) -> Any:
        """A value that more or less fits ``schema``."""
        schema = self.resolve(schema)
        for union in ("oneOf", "anyOf", "allOf"):
            if union in schema:
                return self.value(self.random.choice(schema[union]), depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        kind = schema.get("type", "string")
        if kind == "object":
            required = set(schema.get("required", ()))
            return {
                name: self.value(inner, depth + 1)
                for name, inner in schema.get("properties", {}).items()
                if name in required or (depth < 4 and self.random.random() < 0.4)
            }
        if kind == "array":
            return [self.value(schema.get("items", {}), depth + 1) for _ in range(self.random.randint(0, 2 if depth < 4 else 0))]
        if kind == "integer":
            return self.random.choice((0, 1, 2, 7, 1948, 2018))
        if kind == "number":
            return self.random.choice((0, 1.5, 100))
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "null":
            return None
        if schema.get("format") == "uuid":
            return self.random.choice(self.ids["id"])
        if schema.get("format") == "date":
            return self.random.choice(("2018-10-25", "1948-12-10"))
        return self.random.choice(
            ("vi", "en", "quyền con người", "art_1", "article", "a-code", "https://example.org/a", "3432/KH-UBND")
        )

    def spoil(self, value: Any) -> Any:
        """``value`` with something in it replaced, left out, added or repeated."""
        if isinstance(value, dict) and value and self.random.random() < 0.85:
            name = self.random.choice(list(value))
            changed = dict(value)
            match self.random.randrange(4):
                case 0:
                    changed.pop(name)
                case 1:
                    changed[self.random.choice(("extra", "", "id", "revision", "__proto__"))] = self.random.choice(NASTY_VALUES)
                case _:
                    changed[name] = self.spoil(value[name])
            return changed
        if isinstance(value, list) and value and self.random.random() < 0.6:
            return [*value[:-1], self.spoil(value[-1])] * self.random.choice((1, 1, 40))
        return self.random.choice(NASTY_VALUES)

    def request(self) -> RawRequest:
        """A request with between none and four things wrong with it."""
        path, method, operation = self.random.choice(self.operations)
        query: list[tuple[bytes, bytes]] = []
        headers = [(b"accept-language", self.random.choice((b"vi", b"en", b"zh", b"zh-TW, en;q=0.5", b"")))]
        for parameter in operation.get("parameters", ()):
            parameter = self.resolve(parameter)
            schema = parameter["schema"]
            text = str(self.random.choice(self.ids[parameter["name"]]) if parameter["name"] in self.ids else self.value(schema))
            if self.random.random() < 0.12:
                text = self.random.choice(NASTY_TEXTS)
            raw = self.encode(text)
            if parameter["in"] == "path":
                path = path.replace("{%s}" % parameter["name"], raw.decode())
            elif parameter["in"] == "header" and self.random.random() < 0.9:
                headers.append(
                    (
                        parameter["name"].lower().encode(),
                        self.random.choice((b'"1"', b'"2"', text.encode("utf-8", "replace")[:300])),
                    )
                )
            elif parameter["in"] == "query" and (parameter.get("required") or self.random.random() < 0.35):
                query.append((parameter["name"].encode(), raw))
        if self.random.random() < 0.05:
            query.append(
                (self.random.choice((b"lang", b"cursor", b"unknown", b"on")), self.encode(self.random.choice(NASTY_TEXTS)))
            )
        if self.random.random() < 0.1:
            headers.append(self.random.choice(NASTY_HEADERS))
        if self.random.random() < 0.03:
            method = self.random.choice(("HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "PATCH"))
        return RawRequest(
            method.upper(),
            path.encode(),
            b"&".join(name + b"=" + value for name, value in query),
            headers,
            self.body(operation, headers),
        )

    def encode(self, text: str) -> bytes:
        """``text`` percent-encoded; now and then as bytes that are no UTF-8, or not encoded at all."""
        if self.random.random() < 0.01:
            return quote_from_bytes(self.random.randbytes(6)).encode()
        return quote(text.encode("utf-8", "surrogatepass"), safe="").encode()

    def body(self, operation: dict[str, Any], headers: list[tuple[bytes, bytes]]) -> bytes:
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            return b"" if self.random.random() < 0.97 else b"{}"
        headers.append((b"content-type", b"application/json"))
        if self.random.random() < 0.1:
            return self.random.choice(NASTY_BODIES)
        value = self.value(next(iter(content.values()))["schema"])
        for _ in range(self.random.choice((0, 1, 1, 2, 3))):
            value = self.spoil(value)
        return json.dumps(value, ensure_ascii=self.random.random() < 0.5).encode("utf-8", "surrogatepass")
