"""Problems: every refusal is one, in the reader's language, with a stable code and without an echo of what was sent."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from app.core.config import Settings
from app.core.db import make_engine
from app.core.errors import Conflict, N_, Words
from app.main import create_app
from app.web.fields import Day
from app.web.problem import Problem
from tests.callers import Caller

JSON = {"Content-Type": "application/json"}


class Odd(Conflict):
    code = "odd"
    title = N_("This does not fit the present state.")


def is_problem(answer: Any, status: int, code: str) -> Problem:
    """``answer`` is a problem of this status and code; every problem has the same headers and form."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json"), answer.text
    problem = Problem.model_validate(answer.json())
    assert problem.model_dump() == answer.json()
    assert (problem.status, problem.code, problem.type) == (status, code, f"urn:nhanquyen:problem:{code}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Accept-Language" in answer.headers["Vary"]
    return problem


@pytest.mark.parametrize(
    ("header", "locale", "title"),
    [
        ("vi-VN", "vi", "Không có nội dung nào tại địa chỉ này."),
        ("en-GB,en;q=0.9", "en", "There is nothing at this address."),
        ("zh-CN", "zh", "此地址没有任何内容。"),
        ("", "vi", "Không có nội dung nào tại địa chỉ này."),
        ("fr", "en", "There is nothing at this address."),
    ],
)
def test_a_problem_speaks_the_readers_language(anyone: Caller, header: str, locale: str, title: str) -> None:
    answer = anyone.get("/nowhere/at/all", headers={"Accept-Language": header})
    problem = is_problem(answer, 404, "not-found")
    assert (problem.title, problem.instance) == (title, "/nowhere/at/all")
    assert answer.headers["Content-Language"] == locale


def test_the_parameter_goes_before_the_header(anyone: Caller) -> None:
    answer = anyone.get("/api/v1/agencies/nowhere?lang=zh-Hans", headers={"Accept-Language": "en"})
    assert answer.headers["Content-Language"] == "zh"


def test_an_unknown_language_is_refused_in_a_known_one(anyone: Caller) -> None:
    answer = anyone.get("/api/v1/topics?lang=xx", headers={"Accept-Language": "en"})
    problem = is_problem(answer, 422, "unknown-language")
    assert "“xx” is not a language of this service. It has: vi, en" in problem.title
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("language", ["vi", "en", "zh-Hans"])
def test_each_mistake_is_told_with_its_place_in_the_readers_language(publisher: Caller, language: str) -> None:
    body = {"code": "Sai", "names": [{"language": "vi"}], "position": "1", "colour": "red"}
    answer = publisher.post("/api/v1/topics", json=body, headers={"Accept-Language": language})
    problem = is_problem(answer, 422, "invalid")
    told = {error.pointer: (error.location, error.code) for error in problem.errors}
    assert told == {
        "/code": ("body", "string-pattern-mismatch"),
        "/names/0/name": ("body", "missing"),
        "/position": ("body", "int-type"),
        "/colour": ("body", "extra-forbidden"),
    }
    messages = {error.pointer: error.message for error in problem.errors}
    assert messages["/names/0/name"] == {"vi": "Bắt buộc phải có.", "en": "This is required.", "zh-Hans": "此项必填。"}[language]


def test_mistakes_in_parameters_are_told_by_their_name(anyone: Caller) -> None:
    problem = is_problem(anyone.get("/api/v1/agencies", params={"limit": "many", "type": "x"}), 422, "invalid")
    assert {(error.location, error.pointer) for error in problem.errors} == {("query", "limit"), ("query", "type")}


def test_nothing_that_was_sent_is_echoed(publisher: Caller) -> None:
    secret = "4111-secret-word"
    body = {"code": secret.upper(), "names": [{"language": secret, "name": "x", "more": secret}], "position": secret}
    answer = publisher.post("/api/v1/topics", json=body, params={"lang": "vi"})
    assert is_problem(answer, 422, "invalid").errors
    assert "secret" not in answer.text.lower()


def test_braces_in_facts_and_texts_are_taken_as_they_are(anyone: Caller) -> None:
    problem = is_problem(anyone.get("/api/v1/agencies/{0.__class__}", params={"lang": "en"}), 404, "agency-not-found")
    assert problem.title == "There is no agency {0.__class__}."


@pytest.fixture
def odd_app(settings: Settings, tmp_path: Path) -> FastAPI:
    """An application without a database, with routes that fail in every way."""
    app = create_app(settings, engine=make_engine(f"postgresql+psycopg://nobody@/nothing?host={tmp_path}"))
    odd = APIRouter(prefix="/odd")

    class Body(BaseModel):
        ratio: float
        on: Day

    @odd.get("/defect")
    def defect() -> None:
        raise RuntimeError("the password is hunter2")

    @odd.get("/words")
    def words() -> None:
        raise Odd(pointer="/a~b/c", reason=Words(N_("it is not UTF-8")))

    @odd.post("/body")
    def body(body: Body) -> float:
        return body.ratio

    @odd.get("/number")
    def number(f: float) -> float:
        return f

    app.include_router(odd)
    return app


@pytest.fixture
def odd(odd_app: FastAPI) -> Caller:
    return Caller(odd_app, raise_server_exceptions=False)


def test_a_defect_is_told_as_one_and_nothing_of_it_is_shown(odd: Caller) -> None:
    answer = odd.get("/odd/defect", headers={"Accept-Language": "en"})
    problem = is_problem(answer, 500, "internal-error")
    assert problem.title == "Something went wrong on our side. It has been recorded."
    assert "hunter2" not in answer.text


def test_a_database_that_is_away_is_503_with_a_hint_when_to_come_back(odd: Caller) -> None:
    for path in ("/api/v1/topics", "/api/v1/agencies/x", "/api/v1/documents", "/api/v1/health/ready"):
        answer = odd.get(path)
        is_problem(answer, 503, "unavailable")
        assert answer.headers["Retry-After"] == "5"
    assert odd.get("/api/v1/health/live").json() == {"status": "ok"}
    assert odd.get("/api/v1/version").status_code == 200


def test_a_refusal_that_knows_its_place_tells_it_once_more_as_a_detail(odd: Caller) -> None:
    problem = is_problem(odd.get("/odd/words"), 409, "odd")
    assert [(error.location, error.pointer, error.code) for error in problem.errors] == [("body", "/a~b/c", "odd")]


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "1e999"])
def test_numbers_that_json_does_not_have_are_no_5xx(odd: Caller, value: str) -> None:
    assert odd.get("/odd/number", params={"f": value}).status_code < 500


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b'"text"',
        b"1",
        b"true",
        b"{",
        b"{}{}",
        b"{'a': 1}",
        b'{"a": 1,}',
        b"\xff",
        b"\xef\xbb\xbf{}",
        b'{"a": 01}',
    ],
)
def test_a_body_of_another_shape_is_a_problem(odd: Caller, body: bytes) -> None:
    answer = odd.post("/odd/body", content=body, headers=JSON)
    assert answer.status_code in (400, 422)
    is_problem(answer, answer.status_code, answer.json()["code"])


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "nonsense"]
)
def test_a_body_of_another_type_is_a_problem(odd: Caller, kind: str) -> None:
    answer = odd.post("/odd/body", content=b'{"ratio": 1, "on": "2020-01-01"}', headers={"Content-Type": kind})
    is_problem(answer, 422, "invalid")


def test_a_date_is_written_out(odd: Caller) -> None:
    for value in (0, "0", "2020-1-1", "20200101", "2020-01-01T00:00:00", True, None, [2020, 1, 1]):
        answer = odd.post("/odd/body", json={"ratio": 1, "on": value})
        problem = is_problem(answer, 422, "invalid")
        assert [error.pointer for error in problem.errors] == ["/on"]
    assert odd.post("/odd/body", json={"ratio": 0.5, "on": "2020-01-01"}).json() == 0.5


def test_the_values_that_are_expected_are_listed_without_english_words(anyone: Caller) -> None:
    answer = anyone.get("/api/v1/agencies", params={"type": "x"}, headers={"Accept-Language": "vi"})
    assert [error.message for error in is_problem(answer, 422, "invalid").errors] == [
        "Phải là một trong các giá trị: body, class."
    ]
