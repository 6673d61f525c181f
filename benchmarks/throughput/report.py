"""The report: a table for people, one JSON object for programs, and the goals beside what was measured."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.cli.saying import table
from benchmarks.loading import Indexed, Loaded
from benchmarks.throughput.generator import Taken
from benchmarks.throughput.importing import Imported
from benchmarks.throughput.lines import Line

#: Raised when a field changes its meaning or goes away; new fields may come without.
FORMAT = 1


@dataclass(slots=True)
class Size:
    """A collection of one size. ``hello`` are the hello-world runs just before and after it."""

    documents: int
    loaded: Loaded
    indexed: Indexed
    imported: Imported
    lines: list[Line]
    peak_memory: int | None
    hello: list[Taken] = field(default_factory=list)

    @property
    def hellos(self) -> float:
        """Hello-worlds a second."""
        return sum(one.per_second for one in self.hello) / len(self.hello)

    def per_second(self, name: str) -> float:
        return next(line.taken.per_second for line in self.lines if line.name == name)

    def as_json(self) -> dict[str, object]:
        return {
            "documents": self.documents,
            "translations": self.loaded.passages,
            "load": {"seconds": _round(self.loaded.seconds), "per_second": _rate(self.loaded.passages, self.loaded.seconds)},
            "index": {
                "passages": self.indexed.passages,
                "seconds": _round(self.indexed.seconds),
                "per_second": _rate(self.indexed.passages, self.indexed.seconds),
                "bytes": self.indexed.bytes,
            },
            "import": {
                "documents": self.imported.documents,
                "seconds": _round(self.imported.loading),
                "indexing_seconds": _round(self.imported.indexing),
                "per_second": _round(self.imported.per_second),
            },
            "service": {"peak_memory_bytes": self.peak_memory},
            "hello": [_taken(one, None) for one in self.hello],
            "lines": [
                {
                    "line": line.name,
                    "cache": line.cache,
                    "connections": line.connections,
                    "addresses": line.addresses,
                    **_taken(line.taken, self.hellos),
                }
                for line in self.lines
            ],
        }

    def as_text(self) -> str:
        loaded, told, imported = self.loaded, self.indexed, self.imported
        loading = f"{_rate(loaded.passages, loaded.seconds)} translations/s in bulk"
        indexing = f"{told.passages} passages at {_rate(told.passages, told.seconds)}/s, {told.bytes:,} bytes"
        single = f"{imported.documents / imported.loading:.0f}/s, indexed {imported.documents / imported.indexing:.0f}/s"
        heads = ("line", "conn.", "requests/s", "× hello", "p50 ms", "p95 ms", "p99 ms", "hits", "errors")
        rows = [
            (
                "hello-world",
                16,
                *_columns(Taken([ms for one in self.hello for ms in one.milliseconds]), self.hellos, self.hellos),
            ),
            *((one.name, one.connections, *_columns(one.taken, one.taken.per_second, self.hellos)) for one in self.lines),
        ]
        memory = "" if self.peak_memory is None else f"; the API's process had up to {self.peak_memory / 2**20:.0f} MiB resident"
        return "\n".join(
            [
                f"{self.documents} documents in {loaded.passages} translations: loaded at {loading}; {indexing}",
                f"imported: {imported.per_second:.0f} documents/s (loaded {single}){memory}",
                "",
                table(heads, rows),
            ]
        )


def _columns(taken: Taken, per_second: float, hello: float) -> tuple[object, ...]:
    times = [f"{time:.2f}".rjust(7) if time is not None else "–" for time in map(taken.percentile, (0.5, 0.95, 0.99))]
    share = f"{taken.hits / len(taken.milliseconds):.0%}" if taken.milliseconds and taken.hits else "–"
    return (round(per_second), f"{per_second / hello:.3f}" if hello else "–", *times, share, taken.errors)


def _taken(taken: Taken, hello: float | None) -> dict[str, object]:
    count = len(taken.milliseconds)
    return {
        "requests": count,
        "per_second": _round(taken.per_second),
        "times_hello": round(taken.per_second / hello, 4) if hello else None,
        **{f"p{share}_ms": _round(taken.percentile(share / 100)) for share in (50, 95, 99)},
        "hits": round(taken.hits / count, 4) if count else None,
        "errors": taken.errors,
        "bytes": taken.bytes,
    }


def goals(sizes: Sequence[Size]) -> list[tuple[str, str, str, bool]]:
    """What is aimed at, what was measured, and whether it holds; of the largest collection, and of its growth from the smallest."""
    smallest, largest = sizes[0], sizes[-1]
    found: list[tuple[str, str, str, bool]] = []

    def goal(what: str, measured: float, wanted: float, *, most: bool = False, unit: str = "") -> None:
        holds = measured <= wanted if most else measured >= wanted
        found.append((what, f"{'≤' if most else '≥'} {wanted:g}{unit}", f"{measured:.3g}{unit}", holds))

    for kind in ("list", "detail"):
        hot = max(largest.per_second(f"{kind}, hot"), largest.per_second(f"{kind}, hot, compressed"))
        goal(f"{kind}, hot", hot / largest.hellos, 1, unit=" × hello")
        goal(f"{kind}, cold", largest.per_second(f"{kind}, cold") / largest.hellos, 0.07, unit=" × hello")
    alone = next(line.taken for line in largest.lines if line.name == "search, facets, cold, alone")
    goal("search, facets, cold, alone: p95", alone.percentile(0.95) or 0.0, 50, most=True, unit=" ms")
    goal("search, facets, cold", largest.per_second("search, facets, cold"), 60, unit="/s")
    if largest is not smallest:
        for name, most in (("list, cold", 1.3), ("detail, cold", 1.3), ("search, facets, cold", 2.0)):
            goal(f"growth of {name}", smallest.per_second(name) / largest.per_second(name), most, most=True, unit="×")
    goal("import with indexing", largest.imported.per_second, 300, unit=" documents/s")
    if largest.peak_memory is not None:
        goal("memory of a worker", largest.peak_memory / 1e6, 200, most=True, unit=" MB")
    return found


def goals_as_text(sizes: Sequence[Size]) -> str:
    rows = [(what, wanted, measured, "yes" if holds else "no") for what, wanted, measured, holds in goals(sizes)]
    return table(("goal", "wanted", "measured", "holds"), rows)


def write(
    file: Path, *, date: str, command: str, machine: dict[str, object], ceiling: Taken, sizes: Sequence[Size]
) -> dict[str, object]:
    """Write the JSON object to ``file``, and give it back."""
    told: dict[str, object] = {
        "format": FORMAT,
        "date": date,
        "command": command,
        "machine": machine,
        "ceiling": _taken(ceiling, None),
        "sizes": [one.as_json() for one in sizes],
        "goals": [
            {"goal": what, "wanted": wanted, "measured": measured, "holds": holds}
            for what, wanted, measured, holds in goals(sizes)
        ],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return told


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _rate(count: int, seconds: float) -> int | None:
    return round(count / seconds) if seconds > 0 else None
