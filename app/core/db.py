"""The database: engine, declarative base and the one door through which everything is committed."""

import select
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from typing import Any

from psycopg import Error
from sqlalchemy import Connection, DateTime, Engine, MetaData, create_engine, event, text
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

#: Settings of every connection. Statements are few and the same every time, and planning a page of documents takes twice as long as
#: reading it: a prepared one is planned once, without looking at its values. Whoever needs the values sets it for his transaction.
SESSION = {"timezone": "UTC", "plan_cache_mode": "force_generic_plan", "jit": "off"}
#: Executions on one connection after which a statement is prepared.
PREPARED_AFTER = 2
#: Seconds after which a connection of the pool is asked whether it still lives before it is used again.
IDLE = 1.0

CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all models. Constraint names are made by rule, so that migrations can name them."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {datetime: DateTime(timezone=True)}


def make_engine(url: str, *, pool_size: int = 20, application_name: str = "nhanquyen") -> Engine:
    """An engine on PostgreSQL 15 or later. ``pool_size`` connections are kept, as many again are opened under load."""
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={
            "application_name": application_name,
            "connect_timeout": 10,
            "options": " ".join(f"-c {name}={value}" for name, value in SESSION.items()),
            "prepare_threshold": PREPARED_AFTER,
        },
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _make_sure)
    return engine


def _note_use(_: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = monotonic()


def _make_sure(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
    """Ask a connection whether it still lives, if it has lain idle or something has come over it that nobody asked for.

    A server that ends says so, and closes; of one that was just used and is silent it is known without an exchange.
    """
    try:
        if monotonic() - record.info.get("used", 0.0) <= IDLE and not _readable(connection.fileno()):
            return
        with connection.cursor() as cursor:
            cursor.execute("")
        connection.rollback()
    except Error as error:
        raise DisconnectionError("a connection of the pool is gone") from error


def _readable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


@contextmanager
def unit_of_work(bind: Engine | Connection) -> Iterator[Session]:
    """A session whose work is committed when the block ends well, and is gone when it does not.

    On a connection that is inside a transaction it is a savepoint of that transaction, which its owner commits or not.
    """
    with Session(bind, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
        yield session
        session.commit()


def is_alive(engine: Engine) -> bool:
    """Whether the database answers a trivial query now."""
    try:
        with engine.connect() as connection:
            connection.execute(text("select 1"))
    except Exception:  # any failure to answer is the answer
        return False
    return True
