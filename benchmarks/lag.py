"""``python -m benchmarks.lag``: how long after a publication it is found, while so many are published a second.

A service with its worker runs over a scratch database that holds a generated corpus. Documents are published at a steady pace by
the service's own functions, each with a word that no other has, and searched for by that word through the public API until found.
"""

import argparse
import json
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy import Engine

from app.cli.saying import Sentence, say, table
from app.core.actor import SYSTEM
from app.core.db import unit_of_work
from app.core.embedded import EmbeddedPostgresError
from app.documents import service as documents
from app.documents.schemas.unions import AnyNewDocument
from app.search.engines.base import SearchUnavailable
from benchmarks import generated
from benchmarks.asking import Client, client
from benchmarks.database import scratch, server
from benchmarks.engines import Measured, engine_named
from benchmarks.errors import Unmeasurable
from benchmarks.loading import KIND, Loader, index
from benchmarks.measures import percentile
from benchmarks.sampler import Sampler
from benchmarks.serving import serving

PAUSE = 0.02
PATIENCE = 60.0


@dataclass(slots=True)
class Lags:
    """Milliseconds from the commit of a publication to the first search that found it; ``missing`` were never found."""

    milliseconds: list[float] = field(default_factory=list)
    missing: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure. 0: everything was found; 1: something was not; 2: it cannot be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lag", description=__doc__.splitlines()[0])
    parser.add_argument("--engine", default="postgresql")
    parser.add_argument("--passages", type=int, default=2_000, help="passages that the index holds already")
    parser.add_argument("--rate", type=float, default=20.0, help="publications a second")
    parser.add_argument("--seconds", type=float, default=30.0, help="for how long")
    parser.add_argument("--output", type=Path, default=Path("build/bench-lag.json"))
    asked = parser.parse_args(arguments)
    try:
        with engine_named(asked.engine) as engine, server() as url, scratch(url) as database:
            lags, rate = measure(database, engine, asked.passages, asked.rate, asked.seconds)
    except (Unmeasurable, Sentence, EmbeddedPostgresError) as error:
        say(str(error))
        return 2
    except SearchUnavailable:
        say(f"The engine {asked.engine} cannot be used; what it said stands above.")
        return 2
    told = {
        "engine": asked.engine,
        "passages": asked.passages,
        "published": len(lags.milliseconds) + lags.missing,
        "rate": round(rate, 1),
        "missing": lags.missing,
        **{f"p{share}_ms": _rounded(percentile(lags.milliseconds, share / 100)) for share in (50, 95, 99)},
    }
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    asked.output.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    print(table(list(told), [[str(value) for value in told.values()]]))
    return 1 if lags.missing else 0


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def measure(database: Engine, engine: Measured, passages: int, rate: float, seconds: float) -> tuple[Lags, float]:
    """The lags, and how many were really published a second."""
    sampler = Sampler(generated.learnt(()), f"{passages} passages")
    loader = Loader(database)
    say(f"lag: loading and indexing {passages} passages")
    loader.load(generated.LANGUAGE, generated.made_up(sampler, passages, []))
    index(database, engine)
    waiting: dict[str, float] = {}
    done = threading.Event()
    lags = Lags()
    with serving(database, engine, (generated.LANGUAGE,), worker=True) as service, client(service.address, {}) as asking:
        _settle(database, asking)
        say(f"lag: publishing {rate:g} a second for {seconds:g} s")
        watcher = threading.Thread(target=_watch, args=(asking, waiting, done, lags))
        watcher.start()
        begun = time.monotonic()
        count = int(rate * seconds)
        for number in range(count):
            time.sleep(max(0.0, begun + number / rate - time.monotonic()))
            word = f"zq{number:06d}"
            _publish(database, word, sampler)
            waiting[word] = time.perf_counter()
        took = time.monotonic() - begun
        done.set()
        watcher.join()
    return lags, count / took


def _settle(database: Engine, asking: Client) -> None:
    """Wait until the worker has made sure of the index, and feeds it: the first publication is found."""
    _publish(database, "zqsettled", None)
    until = time.monotonic() + PATIENCE
    while not asking.search("zqsettled", generated.LANGUAGE, limit=1).hits:
        if time.monotonic() > until:
            raise Unmeasurable("Nothing that is published is found; the worker does not feed the index.")
        time.sleep(0.2)


def _watch(asking: Client, waiting: dict[str, float], done: threading.Event, lags: Lags) -> None:
    """Look for every word that waits, again and again."""
    until: float | None = None
    while waiting or not done.is_set():
        for word, published in list(waiting.items()):
            if asking.search(word, generated.LANGUAGE, limit=1).hits:
                lags.milliseconds.append((time.perf_counter() - published) * 1_000)
                del waiting[word]
        if done.is_set():
            until = until or time.monotonic() + PATIENCE
            if time.monotonic() > until:
                lags.missing = len(waiting)
                return
        time.sleep(PAUSE)


def _publish(database: Engine, word: str, sampler: Sampler | None) -> None:
    body = sampler.text(100) if sampler else ""
    wanted = {
        "kind": KIND,
        "fields": {},
        "provenance": {"source": "A measurement"},
        "original": {"language": generated.LANGUAGE, "title": word, "body": body},
    }
    new = TypeAdapter(AnyNewDocument).validate_python(wanted)
    with unit_of_work(database) as session:
        document = documents.create(session, SYSTEM, new, (generated.LANGUAGE,))
        document = documents.submit(session, SYSTEM, document.id, generated.LANGUAGE, document.revision)
        documents.publish(session, SYSTEM, document.id, generated.LANGUAGE, document.revision)


if __name__ == "__main__":
    sys.exit(main())
