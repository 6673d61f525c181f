"""The report: a table for people, one JSON object for programs. docs/benchmarks.md tells what each field means."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.cli.saying import table
from benchmarks.loading import Indexed, Loaded
from benchmarks.reading import Reading
from benchmarks.sets import Figures

#: Raised when a field changes its meaning or goes away; new fields may come without.
FORMAT = 1


@dataclass(slots=True)
class Measurement:
    """One corpus on one engine."""

    corpus: str
    folder: str | None
    languages: Sequence[str]
    loaded: Loaded
    indexed: Indexed
    unanswered: int = 0
    #: Most bytes that the API's process had resident while it answered; None where the system does not tell.
    peak_memory: int | None = None
    reading: Reading | None = None
    sets: list[Figures] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {
            "corpus": self.corpus,
            "folder": self.folder,
            "languages": list(self.languages),
            "counts": {
                "documents": len(self.loaded.ids),
                "translations": self.loaded.passages,
                "unanswered_queries": self.unanswered,
            },
            "load": {"seconds": round(self.loaded.seconds, 2), "per_second": _rate(self.loaded.passages, self.loaded.seconds)},
            "index": {
                "passages": self.indexed.passages,
                "seconds": round(self.indexed.seconds, 2),
                "per_second": _rate(self.indexed.passages, self.indexed.seconds),
                "bytes": self.indexed.bytes,
            },
            "understanding": self.reading.as_json() if self.reading else None,
            "service": {"peak_memory_bytes": self.peak_memory},
            "sets": [one.as_json() for one in self.sets],
        }

    def as_text(self) -> str:
        """A paragraph on the corpus, and a table of its sets."""
        told, loaded = self.indexed, self.loaded
        lines = [
            f"{self.corpus}: {len(loaded.ids)} documents in {', '.join(self.languages)}, {loaded.passages} translations",
            f"loaded in {loaded.seconds:.1f} s ({_rate(loaded.passages, loaded.seconds)}/s)",
            f"{told.passages} passages indexed in {told.seconds:.1f} s ({_rate(told.passages, told.seconds)}/s), {told.bytes:,} bytes",
        ]
        if self.peak_memory:
            lines.append(f"the API's process had up to {self.peak_memory / 2**20:.0f} MiB resident")
        if self.reading:
            lines.append(self.reading.as_text())
        if self.unanswered:
            lines.append(f"{self.unanswered} queries are left out: no document of the corpus is said to answer them")
        heads = ("set", "lang", "queries", "R@1", "R@10", "MRR@10", "P", "p50 ms", "p95 ms", "p99 ms", "errors")
        lines += ["", table(heads, [_row(one) for one in self.sets])]
        lines += [f"first error of {one.set} {one.language}: {one.first_error}" for one in self.sets if one.first_error]
        return "\n".join(lines)


def write(
    file: Path, *, engine: str, date: str, command: str, machine: dict[str, object], corpora: Sequence[Measurement]
) -> dict[str, object]:
    """Write the JSON object to ``file``, and give it back."""
    told: dict[str, object] = {
        "format": FORMAT,
        "engine": engine,
        "date": date,
        "command": command,
        "machine": machine,
        "corpora": [one.as_json() for one in corpora],
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return told


def _row(one: Figures) -> tuple[object, ...]:
    language = f"{one.language} → {one.only}" if one.only else one.language
    shares = (one.r1, one.r10, one.mrr10, one.precision)
    times = (one.p50_ms, one.p95_ms, one.p99_ms)
    told = ["–" if share is None else f"{share:.3f}" for share in shares]
    told += ["–" if time is None else f"{time:.1f}".rjust(6) for time in times]
    return (one.set, language, one.queries, *told, one.errors)


def _rate(count: int, seconds: float) -> int | None:
    return round(count / seconds) if seconds > 0 else None
