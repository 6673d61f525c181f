"""``python -m benchmarks.overhead``: the service beside Meilisearch's own time for the same queries.

Each query of the generated corpus is asked of the service, over HTTP, and the server by itself is asked in two ways, over a kept
connection. *Alone*: the query as it was typed, in one search for what the service tells: a page of documents, the total, all facets, and
what was found marked in title and text. *Requests*: the very requests that the service makes of it for the query, one after another.
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
from app.search.engines.meilisearch.records import SHOWN
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
#: Ratios are of the service to the server, at the median and at the 95th percentile.
HEADINGS = ("queries", "service p50 ms", "p95", "alone p50 ms", "p95", "ratio", "p95", "requests p50 ms", "p95", "ratio", "p95")


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
    print(table(HEADINGS, rows))
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
            times, alone, requests = [], [], []
            for text in texts:
                answer = asking.search(text, generated.LANGUAGE, limit=generated.LIMIT)
                if answer.error is None:
                    of_search, of_requests = replay(text)
                    times.append(answer.milliseconds)
                    alone.append(of_search)
                    requests.append(of_requests)
            rows.append(_row(name, times, alone, requests))
    return rows


@contextmanager
def raw(database: Engine, environment: Mapping[str, str]) -> Iterator[Callable[[str], tuple[float, float]]]:
    """Milliseconds that the server takes for a query alone, and for the requests which the service makes of it for that."""
    url, key, family = (environment[f"NQ_MEILISEARCH_{name}"] for name in ("URL", "KEY", "INDEX"))
    headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity", "Content-Type": "application/json"}
    connection = Connection(url, key, 60.0)
    with Session(database) as session, httpx.Client(base_url=url, headers=headers, timeout=60.0, trust_env=False) as http:
        known = knowledge.read(session)
        engine = MeilisearchEngine(family, partial(frequencies, session), connection=connection)

        def replay(text: str) -> tuple[float, float]:
            recording = Recording(connection._http, connection._url, time.monotonic() + 60.0)
            recording.asked = []
            connection.asking = lambda: recording  # type: ignore[method-assign]
            query = Query(understand(text, known), Filters(clock.today("UTC")), (generated.LANGUAGE,), 0, generated.LIMIT)
            engine.find(query)
            alone = _timed(http, f"/indexes/{recording.asked[0]['queries'][0]['indexUid']}/search", [_alone(text)])
            return alone, _timed(http, "/multi-search", recording.asked)

        yield replay
    connection.close()


def _alone(text: str) -> Body:
    """One search for a page as the service tells it."""
    return {
        "q": text,
        "page": 1,
        "hitsPerPage": generated.LIMIT,
        "distinct": "document",
        "facets": ["kind", "language", "topics", "agencies", "year"],
        "attributesToRetrieve": list(SHOWN),
        "attributesToHighlight": ["title", "heading", "text"],
        "attributesToCrop": ["text"],
        "cropLength": 60,
        "locales": ["vie"],
    }


def _timed(http: httpx.Client, path: str, bodies: Sequence[Body]) -> float:
    """Milliseconds for the bodies, one after another."""
    contents = [json.dumps(body).encode() for body in bodies]
    begun = time.perf_counter()
    answers = [http.post(path, content=content) for content in contents]
    milliseconds = (time.perf_counter() - begun) * 1_000
    for answer in answers:
        answer.raise_for_status()
    return milliseconds


def _row(name: str, times: Sequence[float], alone: Sequence[float], requests: Sequence[float]) -> Sequence[object]:
    of_service, *of_server = [[percentile(of, share) or 0.0 for share in (0.5, 0.95)] for of in (times, alone, requests)]
    told = [name, *(f"{value:.1f}" for value in of_service)]
    for own in of_server:
        told += [f"{value:.1f}" for value in own]
        told += [f"{value / max(other, 0.001):.2f}" for value, other in zip(of_service, own, strict=True)]
    return told


if __name__ == "__main__":
    sys.exit(main())
