"""The engines that can be measured, by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.search.engines.base import Engine
from app.search.engines.postgresql import PostgreSQLEngine
from benchmarks.errors import Unmeasurable


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine: how it is made, how many bytes its index takes, and the settings with which the service uses it."""

    name: str
    make: Callable[[Session], Engine]
    size: Callable[[Session], int]
    environment: Mapping[str, str] = field(default_factory=dict)


def _bytes_in_postgresql(session: Session) -> int:
    """What the tables of the index take with their indexes, after a vacuum would have changed little: the index is new."""
    tables = "select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relname like 'search\\_%'"
    return int(session.scalar(text(tables)) or 0)


ENGINES = {
    "postgresql": Measured("postgresql", PostgreSQLEngine, _bytes_in_postgresql, {"NQ_SEARCH_ENGINE": "postgresql"}),
}


def engine_named(name: str) -> Measured:
    """The engine that ENGINE=… names."""
    if name not in ENGINES:
        raise Unmeasurable(f"“{name}” is not an engine that can be measured; there is {', '.join(ENGINES)}.")
    return ENGINES[name]
