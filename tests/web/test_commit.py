"""The commit closes before the answer leaves: what was answered 2xx is in the database, and what is not was not answered 2xx."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from fastapi import APIRouter, FastAPI, status
from sqlalchemy import Engine, event, func, select, text
from starlette.types import Message, Receive, Scope, Send

from app.core.actor import Role
from app.core.db import unit_of_work
from app.outbox import announce
from app.outbox.models import OutboxEntry
from app.topics.models import Topic
from app.web.session import DbSession
from tests.callers import Caller

BODY = {"code": "new", "names": [{"language": "vi", "name": "Mới"}]}


@pytest.fixture
def failing(committed_app: FastAPI) -> Caller:
    """The public, on an application with routes whose commit fails: one by a deferred constraint, one by a lost connection."""
    router = APIRouter(prefix="/failing")

    @router.post("/constraint", status_code=status.HTTP_201_CREATED)
    def constraint(session: DbSession) -> dict[str, str]:
        announce(session, "failing", "constraint")
        document, translation = uuid4(), uuid4()
        session.execute(
            text(
                "insert into document (id, kind, source_language, fields, source, verified, revision, created_at, created_by, changed_at)"
                " values (:id, 'article', 'vi', '{}', 'test', false, 1, now(), 'test', now())"
            ),
            {"id": document},
        )
        session.execute(
            text(
                "insert into translation (id, document_id, language, status, working_id, status_by, status_at)"
                " values (:id, :document, 'vi', 'draft', :nowhere, 'test', now())"
            ),
            {"id": translation, "document": document, "nowhere": uuid4()},
        )
        return {"created": str(document)}

    @router.post("/connection", status_code=status.HTTP_201_CREATED)
    def connection(session: DbSession) -> dict[str, str]:
        announce(session, "failing", "connection")
        session.flush()
        driver: Any = session.connection().connection.driver_connection
        with unit_of_work(committed_app.state.engine) as other:
            other.execute(select(func.pg_terminate_backend(driver.info.backend_pid)))
        return {"created": "nothing"}

    committed_app.include_router(router)
    return Caller(committed_app, raise_server_exceptions=False)


@pytest.mark.parametrize(("path", "told"), [("constraint", 409), ("connection", 503)])
def test_a_commit_that_fails_is_never_answered_as_created(
    failing: Caller, committed_engine: Engine, path: str, told: int
) -> None:
    answer = failing.post(f"/failing/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (told, "application/problem+json")
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(OutboxEntry)) == 0


def test_the_commit_comes_before_the_first_byte_of_the_answer(
    committed_app: FastAPI, committed_engine: Engine, committed_caller: Callable[[Role], Caller]
) -> None:
    key = committed_caller(Role.publisher).key
    events: list[str] = []

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            events.append(message["type"])
            await send(message)

        await committed_app(scope, receive, told)

    event.listen(committed_engine, "commit", lambda _connection: events.append("commit"))
    answer = Caller(watched, key=key).post("/api/v1/topics", json=BODY)  # type: ignore[arg-type]
    assert answer.status_code == 201
    assert events.index("commit") < events.index("http.response.start")
    assert events.count("commit") == 1


def test_what_was_answered_is_seen_by_others(committed_caller: Callable[[Role], Caller], committed_client: Caller) -> None:
    answer = committed_caller(Role.publisher).post("/api/v1/topics", json=BODY)
    assert committed_client.get(answer.headers["Location"]).status_code == 200


def test_a_refusal_takes_back_everything_that_was_done_before_it(
    committed_caller: Callable[[Role], Caller], committed_engine: Engine
) -> None:
    answer = committed_caller(Role.publisher).post("/api/v1/topics", json={**BODY, "parent": "nowhere"})
    assert answer.status_code == 422
    with unit_of_work(committed_engine) as work:
        assert work.scalar(select(func.count()).select_from(Topic)) == 0
        assert work.scalar(select(func.count()).select_from(OutboxEntry)) == 0
