"""Sets of queries, asked and judged."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from benchmarks.asking import WARMING, Answer, Client
from benchmarks.measures import judge, mean, percentile

#: Queries told of each set that were answered worse than they could be.
WORST = 20


@dataclass(frozen=True, slots=True)
class Sought:
    """A query and the corpus ids that answer it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuerySet:
    """Queries of one kind. ``language`` is the reader's; ``only``, when given, the language that documents are narrowed to."""

    name: str
    language: str
    queries: tuple[Sought, ...]
    only: str | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """A query that was answered worse than it could be: its precision, and the corpus ids that were shown."""

    text: str
    precision: float
    hits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What docs/benchmarks.md documents of a set. Shares from 0 to 1, times in milliseconds; None where nothing could be measured."""

    set: str
    language: str
    only: str | None
    queries: int
    r1: float | None
    r10: float | None
    mrr10: float | None
    precision: float | None
    p50_ms: float | None
    p95_ms: float | None
    p99_ms: float | None
    errors: int
    first_error: str | None
    worst: tuple[Missed, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Shares to four places, times to two."""
        told: dict[str, object] = asdict(self)
        for name, value in told.items():
            if isinstance(value, float):
                told[name] = round(value, 2 if name.endswith("_ms") else 4)
        return told


def measure(client: Client, asked: QuerySet) -> Figures:
    """Ask every query of the set once, one after another. An error counts as an answer without hits."""
    for one in asked.queries[:WARMING]:
        client.search(one.text, asked.language, only=asked.only)
    answers = [client.search(one.text, asked.language, only=asked.only) for one in asked.queries]
    judged = [judge(answer.hits, one.relevant) for answer, one in zip(answers, asked.queries, strict=True)]
    missed = [
        Missed(one.text, judgement.precision, answer.hits)
        for one, judgement, answer in zip(asked.queries, judged, answers, strict=True)
        if judgement.precision < 1
    ]
    return figures(
        asked.name,
        asked.language,
        answers,
        only=asked.only,
        worst=tuple(sorted(missed, key=lambda one: one.precision)[:WORST]),
        r1=mean([one.r1 for one in judged]),
        r10=mean([one.r10 for one in judged]),
        mrr10=mean([one.mrr10 for one in judged]),
        precision=mean([one.precision for one in judged]),
    )


def figures(
    name: str,
    language: str,
    answers: Sequence[Answer],
    *,
    only: str | None = None,
    r1: float | None = None,
    r10: float | None = None,
    mrr10: float | None = None,
    precision: float | None = None,
    worst: tuple[Missed, ...] = (),
) -> Figures:
    """Times and errors of answers, beside what was judged of them."""
    errors = [answer.error for answer in answers if answer.error is not None]
    times = list(_times(answers))
    return Figures(
        set=name,
        language=language,
        only=only,
        queries=len(answers),
        r1=r1,
        r10=r10,
        mrr10=mrr10,
        precision=precision,
        p50_ms=percentile(times, 0.50),
        p95_ms=percentile(times, 0.95),
        p99_ms=percentile(times, 0.99),
        errors=len(errors),
        first_error=errors[0] if errors else None,
        worst=worst,
    )


def _times(answers: Iterable[Answer]) -> Iterable[float]:
    return (answer.milliseconds for answer in answers if answer.error is None)
