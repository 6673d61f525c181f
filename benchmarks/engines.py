"""The engines that can be measured, by name."""

import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.search import choosing
from app.search.engines.base import Engine
from app.search.engines.meilisearch.keeping import Keeper
from benchmarks.errors import Unmeasurable
from benchmarks.servers import server

NAMES = ("postgresql", "meilisearch")


@dataclass(frozen=True, slots=True)
class Measured:
    """An engine: all that are fed, itself the last of them, how many bytes its index takes, and the settings to use it with."""

    name: str
    fed: Callable[[Session], Sequence[Engine]]
    size: Callable[[Session], int]
    environment: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def engine_named(name: str) -> Iterator[Measured]:
    """The engine that ENGINE=… names, for as long as the block runs."""
    if name not in NAMES:
        raise Unmeasurable(f"“{name}” is not an engine that can be measured; there is {', '.join(NAMES)}.")
    if name == "postgresql":
        yield Measured(name, lambda session: choosing.kept(session, None), _bytes_in_postgresql, {"NQ_SEARCH_ENGINE": name})
        return
    with tempfile.TemporaryDirectory(prefix="nhanquyen-meilisearch-") as folder, server(Path(folder)) as found:
        keeper = Keeper(found.url, found.key, f"bench_{secrets.token_hex(4)}")
        environment = {
            "NQ_SEARCH_ENGINE": name,
            "NQ_MEILISEARCH_URL": found.url,
            "NQ_MEILISEARCH_KEY": found.key,
            "NQ_MEILISEARCH_INDEX": keeper.family,
            # What is slow is to be seen as slow, and not as an answer of the spare.
            "NQ_MEILISEARCH_TIMEOUT": "10",
        }
        try:
            yield Measured(name, lambda session: choosing.kept(session, keeper), lambda _: keeper.bytes(), environment)
        finally:
            keeper.remove()


def _bytes_in_postgresql(session: Session) -> int:
    """What the tables of the index take with their indexes, after a vacuum would have changed little: the index is new."""
    tables = "select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relname like 'search\\_%'"
    return int(session.scalar(text(tables)) or 0)
