"""Queries that nobody means well with: every one is answered, none with an error of the engine."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_document
from tests.callers import Caller

SEED = 3432
WORDS = ("quyền", "con", "người", "tự do", "16/QĐ-TTg", "人权", "人權法", "AND", "OR", "NOT", "or", "-quyền", "!", "freedom")
OPERATORS = (
    "&",
    "|",
    "!",
    "<->",
    "<2>",
    ":*",
    ":A",
    "'",
    "''",
    '"',
    "\\",
    "\\'",
    "(",
    ")",
    "((",
    "*",
    "%",
    "_",
    "~",
    "^",
    "=",
    "$",
    "#",
    "@@",
)
ATTACKS = (
    "'; drop table search_passage; --",
    "' or 1=1 --",
    "quyền') & ('con",
    "_l:vi | _h",
    "'_h'",
    "{{7*7}}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "$1 :q %s %(q)s {q}",
    "\\x00 \\u0000",
)
ODD = "\u200b\u200d\u00ad\u202e\u2066\u061c\ufeff\u0301\u0323\u1ab0\ud7ff\ue000\U0001f3f3\ufe0f\u200d\U0001f308\U0001f468\U000e0067\u0e33\u0f00العربيةעברית한국어ไทย𝒬𝓊ﬁ½²Ⅷ\r\n\t\x01\x1f\x7f\x85\u2028"


def hostile(rng: random.Random) -> str:
    """One query of at most 500 characters."""
    kind = rng.randrange(6)
    if kind == 0:
        text = rng.choice(ATTACKS) + rng.choice(WORDS)
    elif kind == 1:
        text = " ".join(rng.choice(WORDS + OPERATORS) for _ in range(rng.randrange(1, 40)))
    elif kind == 2:
        text = "".join(rng.choice(OPERATORS + WORDS) for _ in range(rng.randrange(1, 60)))
    elif kind == 3:
        text = "".join(rng.choice(ODD) if rng.random() < 0.5 else rng.choice(WORDS) for _ in range(rng.randrange(1, 80)))
    elif kind == 4:
        text = "".join(
            chr(rng.choice((rng.randrange(1, 0xD800), rng.randrange(0xE000, 0x110000)))) for _ in range(rng.randrange(1, 300))
        )
    else:
        text = rng.choice((rng.choice(WORDS), rng.choice(OPERATORS), rng.choice(ODD))) * rng.randrange(1, 500)
    return text[:500]


@pytest.fixture
def library(session: Session, indexed: Callable[[], None]) -> None:
    for number in range(30):
        a_document(
            session, title=f"Quyền con người {number}", body="Mọi người đều có quyền tự do, 人权法, freedom of expression."
        )
    indexed()


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_hostile_queries_are_all_answered(client: Caller, part: int) -> None:
    rng = random.Random(SEED + part)
    wrong = []
    for number in range(2500):
        query = hostile(rng)
        path = rng.choice(("/api/v1/search", "/api/v1/search", "/api/v1/search", "/api/v1/search/suggest"))
        answer = client.get(path, params={"q": query, "limit": rng.choice((1, 5, 20))})
        lowered = answer.text.lower()
        if answer.status_code not in (200, 400) or "tsquery" in lowered or "psycopg" in lowered or "syntax error" in lowered:
            wrong.append((number, query, answer.status_code, answer.text[:300]))
    assert wrong == []


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("topic", "x' | '_h"),
        ("agency", "') or true --"),
        ("topic", "a:*"),
        ("agency", "\\'"),
        ("topic", "_h' | 'quyen"),
    ],
)
def test_filters_are_values_and_never_part_of_the_query(client: Caller, name: str, value: str) -> None:
    answer = client.get("/api/v1/search", params={"q": "quyền", name: value})
    assert answer.status_code == 200
    assert answer.json()["total"] == 0


@pytest.mark.usefixtures("library")
def test_tags_of_the_index_cannot_be_asked_for_as_words(client: Caller) -> None:
    for query in ("_h", "_l:vi", "_k:article", "^quyen", "=quyền", "#qd", "_s3"):
        total = client.get("/api/v1/search", params={"q": query}).json()["total"]
        assert total in (0, 30), query
    assert client.get("/api/v1/search", params={"q": "_h"}).json()["total"] == 0


def test_ten_kilobytes_are_refused_in_words(client: Caller) -> None:
    assert client.get("/api/v1/search", params={"q": "q" * 5_000}).status_code == 422
    assert client.get("/api/v1/search", params={"q": "q" * 10_000}).status_code == 400


def test_a_query_that_is_not_text_is_refused(client: Caller) -> None:
    for raw in ("q=%00", "q=%ff", "q=%ed%a0%80", "q=a%00b"):
        assert client.get(f"/api/v1/search?{raw}").status_code == 400
