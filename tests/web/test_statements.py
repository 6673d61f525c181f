"""How many statements each public endpoint sends to the database. Lists send one, however much they list."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.documents import service as documents
from app.documents.schemas.incoming import NewRelation
from app.core.actor import SYSTEM
from app.search import indexing
from app.search.engines.postgresql import PostgreSQLEngine
from tests.access.scenes import SCENES
from tests.access.test_permissions import table
from tests.builders import a_document, a_topic, a_translation, an_agency
from tests.callers import Caller

#: operationId → statements. A number is raised only with a reason that stands beside it.
STATEMENTS = {
    "getLiveness": 0,
}

CONTROL = ("savepoint", "release savepoint", "rollback to savepoint")


@contextmanager
def counted(connection: Connection) -> Iterator[list[str]]:
    """The statements that run inside, without those that set the savepoints of the tests."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.lower().startswith(CONTROL):
            found.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", note)


def a_library(session: Session) -> None:
    """So much of everything that a statement for each would be noticed."""
    for number in range(3):
        topic = a_topic(session, f"topic-{number}", vi=f"Chủ đề {number}", en=f"Topic {number}", mappings=(("UDHR", "19"),))
        a_topic(session, f"under-{number}", parent=topic)
        an_agency(session, f"agency-{number}", vi=f"Cơ quan {number}", en=f"Agency {number}")
    for number in range(8):
        document = a_document(
            session,
            title=f"Quyền {number}",
            kind="legal_text",
            fields={"type": "law", "effective_on": "2020-01-01"},
            topics=("topic-0", f"topic-{number % 3}")[: 1 + (number % 3 > 0)],
            agencies=(("agency-0", "issuer"), (f"agency-{number % 3}", "responsible")),
            provisions=({"eid": "art_1", "kind": "article", "label": "Điều 1", "text": "Mọi người"},),
        )
        a_translation(session, document, "en", f"Right {number}")
        if number:
            documents.relate(session, SYSTEM, document.id, None, NewRelation(type="cites", target=first))
        else:
            first = document.id
    indexing.rebuild(session, PostgreSQLEngine(session))


def _public() -> list[str]:
    return sorted(name for name, row in table().items() if row["anonymous"] == 200)


@pytest.mark.parametrize("operation", _public())
def test_an_endpoint_sends_as_many_statements_as_the_table_says(
    app: FastAPI, session: Session, connection: Connection, anyone: Caller, operation: str
) -> None:
    a_library(session)
    request = SCENES[operation](session)
    anyone.get("/api/v1/search")  # what a process reads once for all queries
    with counted(connection) as statements:
        answer = anyone.request(request.method, f"/api/v1{request.path}")
    assert answer.status_code == 200
    print(operation, len(statements), [one[:60].replace("\n"," ") for one in statements])
    assert len(statements) == STATEMENTS.get(operation), "\n\n".join(statements)
