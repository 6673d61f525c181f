"""What search tests may ask for: an engine, and a way to have everything published in the index."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.search import indexing, knowledge
from app.search.engines.base import Engine
from app.search.engines.postgresql import PostgreSQLEngine


@pytest.fixture
def engine_of_search(session: Session) -> Engine:
    return PostgreSQLEngine(session)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process knows for reading queries is looked after at every request."""
    monkeypatch.setattr(knowledge, "FRESH", 0.0)


@pytest.fixture
def indexed(session: Session, engine_of_search: Engine) -> Callable[[], None]:
    """Call it when everything is published: the index then holds it."""

    def rebuild() -> None:
        indexing.rebuild(session, engine_of_search)

    return rebuild
