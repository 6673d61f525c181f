"""``python -m benchmarks.plans``: measure plan tracking. `make bench-plans` calls it; docs/benchmarks.md tells how."""

import argparse
import json
import logging
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from app.cli.saying import Sentence, say, table
from app.core import clock
from app.core.actor import SYSTEM, Role
from app.core.db import unit_of_work
from app.core.embedded import EmbeddedPostgresError
from app.identity import service as keys
from benchmarks import machine, planned, reported
from benchmarks.administration import BODIES, DISTRICTS
from benchmarks.database import scratch, server
from benchmarks.engines import engine_named
from benchmarks.errors import Unmeasurable
from benchmarks.measures import percentile
from benchmarks.serving import serving

#: Raised when a field changes its meaning or goes away; new fields may come without.
FORMAT = 1
#: Requests of each kind beforehand that are not measured: connections and code are warm, no answer is asked for twice.
WARMING = 3
READERS = {"public": None, "staff": Role.reader}


@dataclass(slots=True)
class Figures:
    """The times of one question as one kind of reader asks it."""

    question: str
    reader: str
    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        shares = {"p50_ms": 0.5, "p95_ms": 0.95, "p99_ms": 0.99}
        found = {name: percentile(self.milliseconds, share) for name, share in shares.items()}
        return {
            "question": self.question,
            "reader": self.reader,
            "requests": len(self.milliseconds) + len(self.errors),
            **{name: None if told is None else round(told, 2) for name, told in found.items()},
            "errors": len(self.errors),
            "first_error": next(iter(self.errors), None),
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the arguments name. 0: done; 1: answers were errors; 2: it cannot be measured."""
    asked = _arguments(arguments)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        with server() as url, scratch(url) as database:
            told: dict[str, Any] = {
                "format": FORMAT,
                "date": clock.now().isoformat(),
                "command": _command(asked),
                "machine": machine.told(database),
            }
            told |= _measured(database, asked)
    except (Unmeasurable, Sentence, EmbeddedPostgresError) as error:
        say(str(error))
        return 2
    except OperationalError as error:
        said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
        say(f"The database cannot be used: {said[0]}")
        return 2
    asked.output.parent.mkdir(parents=True, exist_ok=True)
    asked.output.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    say(f"written to {asked.output}")
    return 1 if any(one["errors"] for one in told["questions"]) else 0


def _measured(database: Engine, asked: argparse.Namespace) -> dict[str, Any]:
    say(f"writing a plan of {asked.tasks} tasks and {asked.years} years")
    plan = planned.plan(database, asked.tasks, asked.years)
    counted = reported.report(database, plan)
    say(f"{counted.reports} reports in {counted.steps} steps, {counted.extensions} extensions")
    with unit_of_work(database) as session:
        secrets = {
            name: None if role is None else keys.create(session, SYSTEM, role, "benchmark").secret
            for name, role in READERS.items()
        }
    found: list[Figures] = []
    with engine_named("postgresql") as engine, serving(database, engine, ()) as service:
        for reader, secret in secrets.items():
            headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {secret}"} if secret else {})
            with httpx.Client(base_url=service.address, headers=headers, timeout=120.0, trust_env=False) as http:
                for question, ask in _questions(plan).items():
                    found.append(_figures(http, question, reader, ask, asked.requests))
        peak = service.peak_memory()
    heads = ("question", "reader", "requests", "p50 ms", "p95 ms", "p99 ms", "errors")
    rows = [one.as_json() for one in found]
    print(table(heads, [[row[name.replace(" ", "_")] for name in heads] for row in rows]), flush=True)
    return {
        "plan": {"tasks": asked.tasks, "years": asked.years, "reports": counted.reports, "steps": counted.steps},
        "service": {"peak_memory_bytes": peak},
        "questions": rows,
    }


def _questions(plan: planned.MadePlan) -> Mapping[str, Callable[[random.Random], tuple[str, dict[str, str]]]]:
    """What is asked: a path and its parameters, with other dates every time."""
    base = f"/api/v1/plans/{planned.CODE}"
    days = (plan.last - plan.first + 2) * 365

    def day(chance: random.Random) -> date:
        return date(plan.first, 1, 1) + timedelta(days=chance.randrange(days))

    def dates(chance: random.Random) -> dict[str, str]:
        as_of = day(chance)
        # Half of them as it is known after everything was recorded, half as it was known then.
        known = max(as_of, day(chance)) if chance.random() < 0.5 else as_of + timedelta(days=3 * 365)
        return {"as_of": as_of.isoformat(), "known_at": f"{known}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z"}

    def comparison(chance: random.Random) -> tuple[str, dict[str, str]]:
        first, second = sorted((day(chance), day(chance)))
        return f"{base}/comparison", {"from": first.isoformat(), "to": second.isoformat(), "known_at": dates(chance)["known_at"]}

    return {
        "dashboard": lambda chance: (f"{base}/dashboard", dates(chance)),
        "agency": lambda chance: (f"{base}/agencies/so-{chance.randrange(BODIES):02}", dates(chance)),
        "district": lambda chance: (f"{base}/agencies/huyen-{chance.randrange(DISTRICTS):02}", dates(chance)),
        "progress": lambda chance: (f"{base}/progress", dates(chance)),
        "comparison": comparison,
    }


def _figures(
    http: httpx.Client, question: str, reader: str, ask: Callable[[random.Random], tuple[str, dict[str, str]]], requests: int
) -> Figures:
    found = Figures(question, reader)
    for place, (path, parameters) in enumerate(_different(ask, random.Random(f"{question} {reader}"), requests + WARMING)):
        begun = time.perf_counter()
        try:
            answer = http.get(path, params=parameters)
            milliseconds = (time.perf_counter() - begun) * 1_000
            answer.raise_for_status()
        except httpx.HTTPError as error:
            found.errors.append(f"{type(error).__name__}: {error}")
            continue
        if place >= WARMING:
            found.milliseconds.append(milliseconds)
    say(f"{reader} asks for the {question}: p95 {percentile(found.milliseconds, 0.95) or 0:.0f} ms")
    return found


def _different(
    ask: Callable[[random.Random], tuple[str, dict[str, str]]], chance: random.Random, count: int
) -> Iterator[tuple[str, dict[str, str]]]:
    """So many questions, none of them twice."""
    seen: set[str] = set()
    while len(seen) < count:
        path, parameters = ask(chance)
        if (name := json.dumps([path, parameters])) not in seen:
            seen.add(name)
            yield path, parameters


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.plans", description="Measures plan tracking through the public API."
    )
    parser.add_argument("--tasks", type=int, default=5_000, help="tasks of the generated plan")
    parser.add_argument("--years", type=int, default=8, help="years of the generated plan")
    parser.add_argument("--requests", type=int, default=60, help="requests of each kind that are measured")
    parser.add_argument("--output", type=Path, default=Path("build/bench-plans.json"), help="where the JSON object is written")
    asked = parser.parse_args(arguments)
    for name, most in (("tasks", 100_000), ("years", 50), ("requests", 10_000)):
        if not 1 <= getattr(asked, name) <= most:
            parser.error(f"--{name} must be from 1 to {most}")
    return asked


def _command(asked: argparse.Namespace) -> str:
    """The command that makes this measurement again."""
    return f"make bench-plans TASKS={asked.tasks} YEARS={asked.years} REQUESTS={asked.requests}"


if __name__ == "__main__":
    sys.exit(main())
