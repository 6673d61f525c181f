"""``python -m benchmarks``: measure search. `make bench-search` calls it; docs/benchmarks.md tells how."""

import argparse
import logging
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import OperationalError

from app.cli.saying import Sentence, say
from app.core import clock
from app.core.embedded import EmbeddedPostgresError
from app.search.engines.base import SearchUnavailable
from benchmarks import generated, machine, report, runs, udhr
from benchmarks.corpus import Corpus
from benchmarks.database import scratch, server
from benchmarks.engines import engine_named
from benchmarks.errors import Unmeasurable


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments name. 0: done; 1: answers were errors; 2: it cannot be measured."""
    asked = _arguments(arguments)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        found: list[report.Measurement] = []
        with engine_named(asked.engine) as engine, server() as url:
            if asked.passages:
                with scratch(url) as database:
                    system = machine.told(database)
                    texts = [Corpus(folder) for folder in asked.corpus]
                    found.append(generated.latency(database, engine, asked.passages, texts))
                    print(f"{found[-1].as_text()}\n", flush=True)
            else:
                with _corpora(asked.corpus, asked.beside) as corpora:
                    for corpus in corpora:
                        with scratch(url) as database:
                            system = machine.told(database)
                            found.append(runs.quality(database, engine, corpus, asked.amid))
                            print(f"{found[-1].as_text()}\n", flush=True)
        command = _command(asked)
        report.write(
            asked.output, engine=asked.engine, date=clock.now().isoformat(), command=command, machine=system, corpora=found
        )
    except (Unmeasurable, Sentence, EmbeddedPostgresError) as error:
        say(str(error))
        return 2
    except SearchUnavailable:
        say(f"The engine {asked.engine} cannot be used; what it said stands above.")
        return 2
    except OperationalError as error:
        said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
        say(f"The database cannot be used: {said[0]}")
        return 2
    say(f"written to {asked.output}")
    return 1 if any(one.errors for measurement in found for one in measurement.sets) else 0


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures search through the public API.")
    parser.add_argument("--engine", default="postgresql", help="the engine that answers")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder to measure; UDHR when there is none")
    parser.add_argument("--beside", type=Path, action="append", default=[], help="a folder to measure beside the set UDHR")
    parser.add_argument("--passages", type=int, default=0, help="measure times only, on a generated corpus of so many passages")
    parser.add_argument("--amid", type=int, default=0, help="put questions alone, amid so many generated passages")
    parser.add_argument("--output", type=Path, default=Path("build/bench-search.json"), help="where the JSON object is written")
    asked = parser.parse_args(arguments)
    for name, number in (("--passages", asked.passages), ("--amid", asked.amid)):
        if not 0 <= number <= 10_000_000:
            parser.error(f"{name} must be from 0 to 10000000")
    if asked.amid and asked.passages:
        parser.error("--amid goes with a corpus, and not with --passages, which take times only")
    return asked


@contextmanager
def _corpora(folders: Sequence[Path], beside: Sequence[Path]) -> Iterator[list[Corpus]]:
    """The folders named, or UDHR and those beside it. All are looked at before the first is measured."""
    if folders:
        yield [Corpus(folder) for folder in folders]
        return
    with tempfile.TemporaryDirectory(prefix="nhanquyen-udhr-") as folder:
        udhr.write(Path(folder))
        yield [Corpus(Path(folder), "UDHR"), *map(Corpus, beside)]


def _command(asked: argparse.Namespace) -> str:
    """The command that makes this measurement again."""
    parts = ["make", "bench-search", f"ENGINE={asked.engine}"]
    for name, value in (("CORPUS", asked.corpus), ("BESIDE", asked.beside)):
        if value:
            parts.append(shlex.quote(f"{name}={' '.join(map(str, value))}"))
    parts += [f"{name}={number}" for name, number in (("PASSAGES", asked.passages), ("AMID", asked.amid)) if number]
    return " ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
