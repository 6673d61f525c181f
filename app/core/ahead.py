"""A statement that the database works on while the caller goes on with something else, in the same transaction.

The driver's pipeline (psycopg 3) sends it without waiting. SQLAlchemy does not know pipelines, so it goes past its events; its pool,
its transaction and its connection are the session's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Dialect, TextClause
from sqlalchemy.orm import Session


@contextmanager
def ahead(session: Session, statement: TextClause, values: dict[str, Any]) -> Iterator[Callable[[], list[Any]]]:
    """Have a statement worked on. What is yielded waits for its rows, as named tuples; it is to be called once.

    Nothing else goes to the database inside the block. Errors are psycopg's own.
    """
    connection = session.connection()
    raw: object = connection.connection.dbapi_connection
    assert isinstance(raw, psycopg.Connection)
    with raw.pipeline(), raw.cursor(row_factory=namedtuple_row) as cursor:
        cursor.execute(_written(statement.text, connection.dialect), values)
        yield cursor.fetchall


@lru_cache(maxsize=1_024)
def _written(statement: str, dialect: Dialect) -> str:
    """A statement with parameters as the driver writes them."""
    return str(TextClause(statement).compile(dialect=dialect))
