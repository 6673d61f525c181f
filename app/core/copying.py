"""Many new rows in one go, by COPY: a tenth of what it costs to insert them one by one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import psycopg
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.core.db import Base

Processor = Callable[[Any], Any]


def copy_in(session: Session, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write new rows of ``model`` in their order. What the session has not flushed goes first; it does not learn of the new rows.

    A row has values by the names of the model's attributes, as ``vars`` of an object has them; what it lacks has the column's
    default. Columns that the database numbers are left to it.
    """
    session.flush()
    connection = session.connection()
    columns = [column for column in model.__table__.columns if column.identity is None]
    names = [inspect(model).get_property_by_column(column).key for column in columns]
    takers = [
        (name, _default(column), _processor(column, connection.dialect)) for name, column in zip(names, columns, strict=True)
    ]
    written = ", ".join(f'"{column.name}"' for column in columns)
    raw: object = connection.connection.dbapi_connection
    assert isinstance(raw, psycopg.Connection)
    with raw.cursor() as cursor, cursor.copy(f'copy "{model.__tablename__}" ({written}) from stdin') as copy:
        for row in rows:
            copy.write_row([_value(row, *taker) for taker in takers])


def _value(row: Mapping[str, Any], name: str, default: Callable[[], Any], processor: Processor | None) -> Any:
    value = row[name] if name in row else default()
    return value if processor is None or value is None else processor(value)


def _default(column: Any) -> Callable[[], Any]:
    """What makes the value of a column that a row does not name."""
    default: Any = column.default
    if default is None:
        return lambda: None
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _processor(column: Any, dialect: Any) -> Processor | None:
    """What makes a value one that the driver knows: JSON is wrapped."""
    found: Processor | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    return found
