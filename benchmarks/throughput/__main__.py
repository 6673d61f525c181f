"""``python -m benchmarks.throughput``: measure throughput. `make bench` calls it; docs/performance.md tells how."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.cli.saying import Sentence, say
from app.core import clock
from app.core.embedded import EmbeddedPostgresError
from benchmarks import machine
from benchmarks.database import scratch, server
from benchmarks.engines import Measured, engine_named
from benchmarks.errors import Unmeasurable
from benchmarks.loading import index
from benchmarks.throughput import report
from benchmarks.throughput.generator import Taken, ask, requests
from benchmarks.throughput.importing import bring_in
from benchmarks.throughput.library import build
from benchmarks.throughput.lines import Measuring
from benchmarks.throughput.responders import responding

ENGINE = "postgresql"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure collections of the sizes that the arguments name. 0: done; 1: answers were errors; 2: it cannot be measured."""
    asked = _arguments(arguments)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    sizes: list[report.Size] = []
    try:
        ceiling = _beside("nothing", asked.seconds)
        print(f"the generator asks at most {ceiling.per_second:.0f} requests/s\n", flush=True)
        with server() as url:
            for documents in asked.documents:
                with scratch(url) as database:
                    system = machine.told(database)
                    sizes.append(_measured(database, documents, asked.seconds, asked.queries))
                print(f"{sizes[-1].as_text()}\n", flush=True)
        print(report.goals_as_text(sizes), flush=True)
        command = (
            f'make bench DOCUMENTS="{" ".join(map(str, asked.documents))}" SECONDS={asked.seconds:g} QUERIES={asked.queries}'
        )
        date = clock.now().isoformat()
        report.write(asked.output, date=date, command=command, machine=system, ceiling=ceiling, sizes=sizes)
    except (Unmeasurable, Sentence, EmbeddedPostgresError) as error:
        say(str(error))
        return 2
    except OperationalError as error:
        said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
        say(f"The database cannot be used: {said[0]}")
        return 2
    say(f"written to {asked.output}")
    return 1 if any(line.taken.errors for one in sizes for line in one.lines) else 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput", description="Measures how much one process answers.")
    parser.add_argument("--documents", type=int, nargs="+", default=[20_000, 100_000], help="sizes of the collection")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long each line is asked at least")
    parser.add_argument("--queries", type=int, default=1_000, help="different requests of each kind")
    parser.add_argument("--output", type=Path, default=Path("build/bench.json"), help="where the JSON object is written")
    asked = parser.parse_args(arguments)
    if not 10 <= asked.queries <= 10_000:
        parser.error("--queries must be from 10 to 10000")
    if not all(20 <= one <= 1_000_000 for one in asked.documents) or not 0.2 <= asked.seconds <= 60:
        parser.error("--documents must be from 20 to 1000000, --seconds from 0.2 to 60")
    asked.documents.sort()
    return asked


def _measured(database: Engine, documents: int, seconds: float, queries: int) -> report.Size:
    with engine_named(ENGINE) as engine:
        return _with(engine, database, documents, seconds, queries)


def _with(engine: Measured, database: Engine, documents: int, seconds: float, queries: int) -> report.Size:
    hello = [_beside("hello", seconds)]
    say(f"{documents} documents: loading")
    library = build(database, documents, queries)
    say(f"{documents} documents: indexing")
    indexed = index(database, engine)
    measuring = Measuring(database, engine, library, seconds, lambda line: say(f"{documents} documents: {line}"))
    lines = measuring.all()
    hello.append(_beside("hello", seconds))
    say(f"{documents} documents: importing")
    imported = bring_in(database, library)
    return report.Size(documents, library.loaded, indexed, imported, lines, measuring.peak_memory, hello)


def _beside(name: str, seconds: float) -> Taken:
    """What is measured beside the service."""
    with responding(name) as address:
        taken = ask(address, requests(address, ["/"]), seconds=seconds)
    if taken.errors or not taken.milliseconds:
        raise Unmeasurable(f"The responder “{name}” does not answer.")
    return taken


if __name__ == "__main__":
    sys.exit(main())
