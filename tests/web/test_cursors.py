"""Cursors are signed: one that was altered, or belongs to another query, is refused."""

import base64

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.core.config import Settings
from app.main import create_app
from tests.builders import an_agency
from tests.callers import Caller

URL = "/api/v1/agencies"
pytestmark = pytest.mark.usefixtures("three")


@pytest.fixture
def three(session: Session) -> None:
    for code in ("a", "b", "c"):
        an_agency(session, code)


@pytest.fixture
def cursor(anyone: Caller) -> str:
    return str(anyone.get(URL, params={"limit": 1}).json()["next"])


def refused(client: Caller, **params: str) -> bool:
    answer = client.get(URL, params=params)
    assert answer.status_code < 500
    return (answer.status_code, answer.json().get("code")) == (400, "invalid-cursor")


def test_a_cursor_goes_on_with_another_size_and_count(anyone: Caller, cursor: str) -> None:
    answer = anyone.get(URL, params={"cursor": cursor, "limit": 50, "count": "true"})
    assert [item["code"] for item in answer.json()["items"]] == ["b", "c"]
    assert answer.json()["total"] == 3


def test_a_cursor_altered_anywhere_is_refused(anyone: Caller, cursor: str) -> None:
    raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for position in range(len(raw)):
        altered = bytearray(raw)
        altered[position] ^= 1
        assert refused(anyone, cursor=base64.urlsafe_b64encode(altered).decode().rstrip("="))


def test_a_cursor_belongs_to_its_query(anyone: Caller, cursor: str) -> None:
    assert refused(anyone, cursor=cursor, type="body")
    assert refused(anyone, cursor=cursor, lang="en")
    assert refused(anyone, cursor=cursor, q="a")
    assert anyone.get("/api/v1/documents", params={"cursor": cursor}).json()["code"] == "invalid-cursor"


def test_a_cursor_of_another_service_is_refused(engine: Engine, settings: Settings, cursor: str) -> None:
    other = create_app(
        settings.model_copy(update={"cursor_secret": SecretStr("another secret, also of enough length")}), engine=engine
    )
    assert refused(Caller(other), cursor=cursor)


@pytest.mark.parametrize(
    "wrong", ["x", "====", "AAAA", "A" * 17, "bnVsbA", "é", "a b", "../../etc/passwd", "A" * 2000, "\u202e", "-", "_" * 16]
)
def test_what_is_no_cursor_is_refused(anyone: Caller, wrong: str) -> None:
    assert refused(anyone, cursor=wrong)


def test_a_cursor_that_is_too_long_is_refused(anyone: Caller) -> None:
    assert anyone.get(URL, params={"cursor": "A" * 2001}).status_code == 422


def test_an_empty_cursor_is_the_first_page(anyone: Caller) -> None:
    assert [item["code"] for item in anyone.get(URL, params={"cursor": "", "limit": 2}).json()["items"]] == ["a", "b"]


def test_a_cursor_holds_after_the_row_it_stands_on_is_gone(session: Session, anyone: Caller, cursor: str) -> None:
    from sqlalchemy import text

    session.execute(text("delete from agency where code = 'a'"))
    assert [item["code"] for item in anyone.get(URL, params={"cursor": cursor}).json()["items"]] == ["b", "c"]


def test_cursors_of_an_application_without_a_secret_of_its_own_are_signed_too(engine: Engine, app: FastAPI) -> None:
    first, second = (create_app(Settings(), engine=engine).state.cursor_secret for _ in range(2))
    assert first != second
    assert len(first) >= 32
