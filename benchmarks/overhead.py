"""``python -m benchmarks.overhead``: what the service adds to Meilisearch's own time for the same queries.

Each query of the generated corpus is asked of the service, and then the very requests that this makes of the server are sent to it
again over a kept connection, one after another. The first is what a reader waits for, the second what the server takes of it.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpx
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.cli.saying import Sentence, say, table
from app.core import clock
from app.core.embedded import EmbeddedPostgresError
from app.search import knowledge
from app.search.engines.meilisearch import Connection, MeilisearchEngine
from app.search.engines.meilisearch.connection import Answer, Asking
from app.search.engines.postgresql import frequencies
from app.search.query import Filters, Query
from app.search.understanding import understand
from benchmarks import generated
from benchmarks.asking import client
from benchmarks.database import scratch, server
from benchmarks.engines import Measured, engine_named
from benchmarks.errors import Unmeasurable
from benchmarks.filing import filings
from benchmarks.loading import Loader, index
from benchmarks.measures import percentile
from benchmarks.sampler import Sampler
from benchmarks.serving import serving

Body = Mapping[str, Any]


class Recording(Asking):
    """Asks, and keeps what was asked."""

    asked: list[Body]

    def _post(self, body: Body) -> Answer:
        self.asked.append(body)
        return super()._post(body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure. 0: done; 2: it cannot be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overhead", description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=20_000)
    asked = parser.parse_args(arguments)
    try:
        with engine_named("meilisearch") as engine, server() as url, scratch(url) as database:
            rows = measure(database, engine, asked.passages)
    except (Unmeasurable, Sentence, EmbeddedPostgresError) as error:
        say(str(error))
        return 2
    print(table(("queries", "service p50 ms", "p95", "server p50 ms", "p95", "ratio p50", "p95"), rows))
    return 0


def measure(database: Engine, engine: Measured, passages: int) -> list[Sequence[object]]:
    """A row for each kind of query."""
    sampler = Sampler(generated.learnt(()), f"{passages} passages")
    titles: list[str] = []
    loader = Loader(database, filings(database, passages))
    say(f"overhead: loading and indexing {passages} passages")
    loader.load(generated.LANGUAGE, generated.made_up(sampler, passages, titles))
    index(database, engine)
    kinds = generated.queries(sampler, titles)
    rows: list[Sequence[object]] = []
    with (
        serving(database, engine, (generated.LANGUAGE,)) as service,
        client(service.address, {}) as asking,
        raw(database, engine.environment) as replay,
    ):
        for name, texts in kinds.items():
            times, own = [], []
            for text in texts:
                answer = asking.search(text, generated.LANGUAGE, limit=generated.LIMIT)
                if answer.error is None:
                    times.append(answer.milliseconds)
                    own.append(replay(text))
            rows.append(_row(name, times, own))
    return rows


@contextmanager
def raw(database: Engine, environment: Mapping[str, str]) -> Iterator[Callable[[str], float]]:
    """Milliseconds that the server takes for the requests which a query makes of it."""
    url, key, family = (environment[f"NQ_MEILISEARCH_{name}"] for name in ("URL", "KEY", "INDEX"))
    headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity", "Content-Type": "application/json"}
    connection = Connection(url, key, 60.0)
    with Session(database) as session, httpx.Client(base_url=url, headers=headers, timeout=60.0, trust_env=False) as http:
        known = knowledge.read(session)
        engine = MeilisearchEngine(family, partial(frequencies, session), connection=connection)

        def replay(text: str) -> float:
            recording = Recording(connection._http, time.monotonic() + 60.0)
            recording.asked = []
            connection.asking = lambda: recording  # type: ignore[method-assign]
            query = Query(understand(text, known), Filters(clock.today("UTC")), (generated.LANGUAGE,), 0, generated.LIMIT)
            engine.find(query)
            bodies = [json.dumps(body).encode() for body in recording.asked]
            begun = time.perf_counter()
            for body in bodies:
                http.post("/multi-search", content=body)
            return (time.perf_counter() - begun) * 1_000

        yield replay
    connection.close()


def _row(name: str, times: Sequence[float], own: Sequence[float]) -> Sequence[object]:
    figures = [(percentile(times, share) or 0.0, percentile(own, share) or 0.0) for share in (0.5, 0.95)]
    (p50, own50), (p95, own95) = figures
    told = [f"{value:.1f}" for value in (p50, p95, own50, own95)]
    return (name, *told, *(f"{one / max(other, 0.001):.2f}" for one, other in figures))


if __name__ == "__main__":
    sys.exit(main())
