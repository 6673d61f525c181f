"""Keys over HTTP: who is let in, who is asked again, and how soon a revocation holds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.core import clock
from app.core.actor import SYSTEM, Role
from app.core.db import unit_of_work
from app.identity import service
from tests.callers import Caller

URL = "/api/v1/topics"
BODY = {"code": "new", "names": [{"language": "vi", "name": "Mới"}]}


@pytest.mark.parametrize("path", ["/documents", "/agencies", "/topics", "/topics/some"])
@pytest.mark.parametrize(
    "header",
    [
        "",
        " ",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic YWRtaW46YWRtaW4=",
        "nq_0123456789_AAAA",
        "Bearer a b",
        "Bearer \u00e9",
    ],
)
def test_a_malformed_authorization_is_401_also_where_no_key_is_needed(anyone: Caller, path: str, header: str) -> None:
    answer = anyone.get(f"/api/v1{path}", headers={"Authorization": header.encode("latin-1")})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_wrong_key_is_refused_and_never_taken_for_the_public(app: FastAPI, session: Session) -> None:
    key = service.create(session, SYSTEM, Role.reader, "reader")
    service.revoke(session, SYSTEM, key.prefix)
    session.flush()
    caller = Caller(app, key=key.secret)
    for url in ("/api/v1/documents", URL + "/x", "/api/v1/agencies"):
        answer = caller.get(url)
        assert (url, answer.status_code) == (url, 401)


def test_the_scheme_is_read_in_any_case(publisher: Caller) -> None:
    answer = publisher.post(URL, json=BODY, headers={"Authorization": f"bearer {publisher.key}"})
    assert answer.status_code == 201


def test_an_expired_key_is_refused(app: FastAPI, session: Session) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with clock.frozen(start):
        key = service.create(session, SYSTEM, Role.publisher, "publisher", life=timedelta(days=30))
        session.flush()
    caller = Caller(app, key=key.secret)
    with clock.frozen(start + timedelta(days=29)):
        assert caller.post(URL, json=BODY).status_code == 201
    with clock.frozen(start + timedelta(days=30)):
        assert caller.post(URL, json={**BODY, "code": "other"}).status_code == 401


def test_a_revocation_holds_from_the_next_request(
    committed_app: FastAPI, committed_engine: Engine, committed_caller: Callable[[Role], Caller]
) -> None:
    caller = committed_caller(Role.publisher)
    assert caller.post(URL, json=BODY).status_code == 201
    with unit_of_work(committed_engine) as work:
        service.revoke(work, SYSTEM, str(caller.key)[3:13])
    assert caller.post(URL, json={**BODY, "code": "other"}).status_code == 401
    assert Caller(committed_app).get(f"{URL}/other").status_code == 404


def test_a_key_never_stands_in_an_answer(publisher: Caller) -> None:
    answer = publisher.post(URL, json={"code": publisher.key}, headers={"X-Key": str(publisher.key)})
    assert answer.status_code == 422
    assert str(publisher.key) not in answer.text + str(answer.headers)
