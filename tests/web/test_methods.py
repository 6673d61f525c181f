"""HEAD is answered wherever GET is; 405 names every method that an address takes."""

import re

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.web.endpoints import Endpoint, endpoints
from tests.builders import a_topic
from tests.callers import Caller


def at(endpoint: Endpoint) -> str:
    return re.sub(r"{[^}]+}", "00000000-0000-7000-8000-000000000000", endpoint.path)


def test_every_operation_of_the_description_is_an_endpoint(app: FastAPI) -> None:
    described = {(path, method.upper()) for path, item in app.openapi()["paths"].items() for method in item}
    assert {(one.path, method) for one in app.state.endpoints for method in one.methods} == described
    assert len(described) > 30


def test_what_only_roles_may_do_is_described_as_such(app: FastAPI) -> None:
    document = app.openapi()
    guarded = {(one.path, method.lower()) for one in app.state.endpoints if one.guarded for method in one.methods}
    secured = {
        (path, method)
        for path, item in document["paths"].items()
        for method, one in item.items()
        if one["security"] == [{"ApiKey": []}]
    }
    assert secured == guarded
    assert ("/api/v1/agencies", "post") in guarded
    assert ("/api/v1/agencies", "get") not in guarded
    assert {method for _, method in guarded} >= {"post", "patch"}
    assert {(path, method) for path, item in document["paths"].items() for method in item if method != "get"} <= guarded


def test_405_names_every_method_of_the_address(app: FastAPI, anyone: Caller) -> None:
    taken: dict[str, set[str]] = {}
    for one in app.state.endpoints:
        for other in app.state.endpoints:
            if other.stands_at(at(one)):
                taken.setdefault(at(one), set()).update(other.methods)
    assert len(taken) > 20
    for path, methods in taken.items():
        expected = methods | ({"HEAD"} if "GET" in methods else set())
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} - expected:
            answer = anyone.request(method, path)
            assert (path, method, answer.status_code) == (path, method, 405)
            assert answer.headers["Allow"] == ", ".join(sorted(expected)), path
            assert answer.json()["code"] == "method-not-allowed"


@pytest.mark.parametrize(
    "path", ["/api/v1/topics", "/api/v1/topics/one", "/api/v1/version", "/api/v1/openapi.json", "/api/v1/agencies?q=x"]
)
def test_head_has_the_headers_of_get_and_no_body(session: Session, anyone: Caller, path: str) -> None:
    a_topic(session, "one")
    whole, head = anyone.get(path), anyone.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(whole.headers)


def test_head_of_what_is_not_there_is_404_without_a_body(anyone: Caller) -> None:
    answer = anyone.head("/api/v1/topics/nowhere")
    assert (answer.status_code, answer.content) == (404, b"")


def test_a_slash_more_is_another_address(anyone: Caller) -> None:
    assert anyone.get("/api/v1/topics/").status_code == 404


def test_endpoints_know_their_whole_path(app: FastAPI) -> None:
    found = {(one.path, *one.methods): one.guarded for one in endpoints(app.routes)}
    assert found[("/api/v1/topics/{code}", "PATCH")] is True
    assert found[("/api/v1/topics/{code}", "GET")] is False
