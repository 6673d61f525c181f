"""Reading queries: how long `understand` takes with what the scratch database has taught it, and how much that weighs."""

import gc
import tracemalloc
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import islice
from time import perf_counter

from sqlalchemy import Engine

from app.core.db import unit_of_work
from app.search import knowledge
from app.search.understanding import understand
from benchmarks.measures import percentile

#: Queries read at most.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Reading:
    """``model_*`` tell of the model that puts marks back: forms, pairs of neighbours, and bytes in each process."""

    queries: int
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    model_forms: int
    model_pairs: int
    knowledge_bytes: int

    def as_json(self) -> dict[str, object]:
        """Times to three places."""
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}

    def as_text(self) -> str:
        if self.p95_ms is None:
            return "no query was read"
        return (
            f"a query is read in {self.p50_ms:.2f} ms (p95 {self.p95_ms:.2f} ms) with {self.model_forms} forms and "
            f"{self.model_pairs} pairs known, which take {self.knowledge_bytes / 2**20:.1f} MiB"
        )


def reading(database: Engine, queries: Iterable[str]) -> Reading:
    """Read each of ``queries`` once, one after another, in this process."""
    gc.collect()
    tracemalloc.start()
    with unit_of_work(database) as session:
        known = knowledge.read(session)
    weight = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    times = []
    for query in islice(queries, MOST):
        begun = perf_counter()
        understand(query, known)
        times.append((perf_counter() - begun) * 1_000)
    model = known.model
    return Reading(
        len(times),
        percentile(times, 0.50),
        percentile(times, 0.95),
        percentile(times, 0.99),
        len(model) if model else 0,
        model.pairs if model else 0,
        weight,
    )
