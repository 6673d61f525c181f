"""Which engines there are, by the settings: the one that answers, its spare, and those that are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core.config import Settings, SettingsError
from app.search.breaker import Breaker
from app.search.engines.base import Engine, Finding
from app.search.engines.meilisearch import Connection, MeilisearchEngine, keys
from app.search.engines.postgresql import PostgreSQLEngine, frequencies
from app.search.spare import WithSpare

if TYPE_CHECKING:
    from app.search.engines.meilisearch.keeping import Keeper


@dataclass(frozen=True, slots=True)
class Answering:
    """How a process answers searches: one a process, shared by its threads. ``connection`` is None when PostgreSQL does it alone."""

    index: str
    connection: Connection | None = None
    breaker: Breaker = field(default_factory=Breaker)

    @classmethod
    def by(cls, settings: Settings) -> "Answering":
        if settings.search_engine == "postgresql":
            return cls(settings.meilisearch_index)
        connection = Connection(settings.meilisearch_url, search_key(settings), settings.meilisearch_timeout)
        return cls(settings.meilisearch_index, connection)

    def engine(self, session: Session, when_degraded: Callable[[], None] = lambda: None) -> Finding:
        """The engine that answers a request."""
        spare = PostgreSQLEngine(session)
        if self.connection is None:
            return spare
        engine = MeilisearchEngine(self.index, partial(frequencies, session), connection=self.connection)
        return WithSpare(engine, spare, self.breaker, when_degraded)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()


def search_key(settings: Settings) -> str:
    """The key that the API searches with: the one that is set, else the one that follows from the master key."""
    if settings.meilisearch_search_key is not None:
        return settings.meilisearch_search_key.get_secret_value()
    assert settings.meilisearch_key is not None, "the settings see to it that there is one of both"
    return keys.derived(settings.meilisearch_key.get_secret_value(), settings.meilisearch_index)


def keeper(settings: Settings) -> "Keeper | None":
    """Who keeps the index of the Meilisearch server; None when PostgreSQL is the only engine.

    SettingsError when there is one and no key to keep it with.
    """
    if settings.search_engine == "postgresql":
        return None
    if settings.meilisearch_key is None:
        raise SettingsError(
            "The settings cannot be used:\n  NQ_MEILISEARCH_KEY: must be set for what feeds the index or tends it"
        )
    # The official client is imported by those alone who use it.
    from app.search.engines.meilisearch.keeping import Keeper

    return Keeper(settings.meilisearch_url, settings.meilisearch_key.get_secret_value(), settings.meilisearch_index)


def kept(session: Session, keeper: "Keeper | None") -> list[Engine]:
    """The engines that are fed, PostgreSQL first, which is the spare of the other."""
    own: list[Engine] = [PostgreSQLEngine(session)]
    if keeper is not None:
        own.append(MeilisearchEngine(keeper.family, partial(frequencies, session), keeper=keeper))
    return own
