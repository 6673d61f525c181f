"""Passages that are replaced between the statements of one search."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.search import indexing
from app.search.engines.postgresql import PostgreSQLEngine
from tests.builders import a_document
from tests.callers import Caller
from tests.search.asking import search, titles


@contextmanager
def fed_before_hits_are_shown(session: Session, connection: Connection, times: int) -> Iterator[list[int]]:
    """While it runs, the index is made anew each time before passages are read to be shown, ``times`` times at most."""
    fed: list[int] = []

    def feed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "eids, label, heading, text" in statement and len(fed) < times:
            fed.append(len(fed))
            indexing.rebuild(session, PostgreSQLEngine(session))

    event.listen(connection, "before_cursor_execute", feed)
    try:
        yield fed
    finally:
        event.remove(connection, "before_cursor_execute", feed)


#: Meilisearch shows what it found in the same answer.
pytestmark = pytest.mark.parametrize("engine_name", ["postgresql"])


@pytest.fixture
def library(session: Session) -> None:
    for number in range(3):
        a_document(session, title=f"Quyền con người {number}")
    indexing.rebuild(session, PostgreSQLEngine(session))


@pytest.mark.usefixtures("library")
def test_what_was_found_is_looked_for_again(session: Session, connection: Connection, client: Caller) -> None:
    with fed_before_hits_are_shown(session, connection, 1) as fed:
        result = search(client, "quyền con người")
    assert fed == [0]
    assert result["total"] == len(titles(result)) == 3


@pytest.mark.usefixtures("library")
def test_who_looks_in_vain_again_and_again_is_told_so(session: Session, connection: Connection, client: Caller) -> None:
    with fed_before_hits_are_shown(session, connection, 10) as fed:
        answer = client.get("/api/v1/search", params={"q": "quyền con người"})
    assert len(fed) == 3
    assert (answer.status_code, answer.json()["code"]) == (503, "search-unavailable")
