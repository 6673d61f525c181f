"""The guard: what no endpoint must ever see is refused in front of them, as a problem and never as a 5xx."""

import json
from typing import Any

import pytest

from app.web.guard import DEEPEST, LONGEST_NUMBER, LONGEST_QUERY, MalformedJson, check_json
from tests.callers import Caller

URL = "/api/v1/topics"
JSON = {"Content-Type": "application/json", "Accept-Language": "en"}


def told(answer: Any) -> tuple[int, str]:
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (rb'{"code": "\ud800"}', "a text contains half of a surrogate pair"),
        (rb'{"\udc00": 1}', "a text contains half of a surrogate pair"),
        (rb'{"code": "\u0000"}', "a text contains the character NUL"),
        (rb'[{"a\u0000b": 1}]', "a text contains the character NUL"),
        (b'{"position": NaN}', "numbers must be finite"),
        (b'{"position": Infinity}', "numbers must be finite"),
        (b'{"position": -Infinity}', "numbers must be finite"),
        (b'{"position": 1e999}', "a number is too long"),
        (b'{"position": ' + b"9" * 400 + b"}", "a number is too long"),
        (b'{"position": 0.' + b"1" * 400 + b"}", "a number is too long"),
        (b'{"position": 1, "position": 2}', "a name occurs twice in an object"),
        (b'{"names": [{"name": "a", "name": "b"}]}', "a name occurs twice in an object"),
        (b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), "it is nested too deeply"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b'{"a":' * 100_000, "it is nested too deeply"),
        (b"\xff\xfe{}", "it is not UTF-8"),
        ('{"code": "é"}'.encode("latin-1"), "it is not UTF-8"),
        (b'{"code": "x"', "its syntax is wrong"),
        (b"{code: 1}", "its syntax is wrong"),
    ],
)
def test_json_that_parsers_read_differently_is_refused_with_the_reason(publisher: Caller, body: bytes, reason: str) -> None:
    answer = publisher.post(URL, content=body, headers=JSON)
    assert told(answer) == (400, "malformed-json")
    assert reason in answer.json()["title"]


def test_the_reason_too_is_in_the_readers_language(publisher: Caller) -> None:
    answer = publisher.post(URL, content=b'{"a": NaN}', headers={**JSON, "Accept-Language": "vi"})
    assert "finite" not in answer.json()["title"]


@pytest.mark.parametrize(
    "kind", ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"]
)
def test_json_is_known_by_its_type(publisher: Caller, kind: str) -> None:
    assert told(publisher.post(URL, content=b'{"a": NaN}', headers={"Content-Type": kind})) == (400, "malformed-json")


@pytest.mark.parametrize(
    "body",
    [
        b'{"code": "ok"}',
        rb'{"code": "\ud83d\ude00"}',
        '{"code": "Quyền sống 人权"}'.encode(),
        b"[" * DEEPEST + b"]" * DEEPEST,
        b'{"a": ' + b"9" * LONGEST_NUMBER + b"}",
        b"-0.5e-10",
        b'""',
    ],
)
def test_sound_json_passes(body: bytes) -> None:
    check_json(body)


def test_what_passes_is_what_the_endpoint_reads(publisher: Caller) -> None:
    body = {"code": "emoji", "names": [{"language": "vi", "name": "Quyền 😀 人权"}]}
    answer = publisher.post(URL, content=json.dumps(body).encode(), headers=JSON)
    assert answer.status_code == 201
    assert answer.json()["name"] == "Quyền 😀 人权"


def test_no_prefix_of_a_document_breaks_the_check() -> None:
    document = json.dumps({"a": [1, 2.5, "x😀", None, {"b": True}]}).encode()
    for end in range(len(document)):
        with pytest.raises(MalformedJson):
            check_json(document[:end])


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/topics/%00",
        "/api/v1/topics/a%00b",
        "/api/v1/topics/%ff",
        "/api/v1/topics/%c3%28",
        "/api/v1/topics/%ed%a0%80",
        "/%80",
    ],
)
def test_paths_that_are_not_utf8_text_are_refused(anyone: Caller, path: str) -> None:
    assert told(anyone.get(path)) == (400, "malformed-request")


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "%ff=1", "q=%ed%a0%80", "lang=%00"])
def test_queries_that_are_not_utf8_text_are_refused(anyone: Caller, query: str) -> None:
    assert told(anyone.get(f"/api/v1/agencies?{query}")) == (400, "malformed-request")


def test_a_query_has_a_bound(anyone: Caller) -> None:
    assert told(anyone.get("/api/v1/agencies?x=" + "a" * LONGEST_QUERY)) == (400, "malformed-request")
    assert anyone.get("/api/v1/agencies?x=" + "a" * (LONGEST_QUERY - 10)).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "11000000"}])
def test_a_body_over_the_limit_is_413_as_a_problem(publisher: Caller, headers: dict[str, str]) -> None:
    def pieces() -> Any:
        for _ in range(11):
            yield b" " * 1_000_000

    answer = publisher.post(URL, content=pieces(), headers={**JSON, **headers})
    assert told(answer) == (413, "too-large")
    assert "4194304" in answer.json()["title"]


@pytest.mark.parametrize("length", ["-1", "abc", "9" * 5000, "٣"])
def test_a_nonsensical_length_is_no_5xx(publisher: Caller, length: str) -> None:
    answer = publisher.post(URL, content=b"{}", headers={**JSON, "Content-Length": length.encode()})
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "GZIP", "gzip, identity"])
def test_compressed_bodies_are_refused(publisher: Caller, coding: str) -> None:
    assert told(publisher.post(URL, content=b"x", headers={**JSON, "Content-Encoding": coding})) == (415, "unsupported-encoding")


def test_a_refused_body_leaves_no_trace(publisher: Caller, anyone: Caller) -> None:
    publisher.post(URL, content=b'{"code": "x", "code": "y", "names": [{"language": "vi", "name": "a"}]}', headers=JSON)
    assert anyone.get(URL).json()["items"] == []
