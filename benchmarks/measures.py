"""How good a list of hits is. Pure: ids in, figures from 0 to 1 out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

#: Hits that are looked at.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """Of one query: recall among the first hit and the first ten, reciprocal rank, precision of the first min(10, relevant)."""

    r1: float
    r10: float
    mrr10: float
    precision: float


def recall(hits: Sequence[str], relevant: Collection[str], depth: int) -> float:
    """The share of what can be had: relevant ones among the first ``depth`` hits, of min(depth, relevant)."""
    return len(set(hits[:depth]) & set(relevant)) / min(depth, len(set(relevant)))


def reciprocal_rank(hits: Sequence[str], relevant: Collection[str], depth: int = DEPTH) -> float:
    """1 when the first hit is relevant, 1/2 when it is the second …, 0 when none of the first ``depth`` is."""
    return next((1 / place for place, hit in enumerate(hits[:depth], 1) if hit in relevant), 0.0)


def judge(hits: Sequence[str], relevant: Collection[str]) -> Judged:
    """``relevant`` must not be empty. A hit that is missing counts as a wrong one."""
    return Judged(
        r1=recall(hits, relevant, 1),
        r10=recall(hits, relevant, DEPTH),
        mrr10=reciprocal_rank(hits, relevant),
        precision=recall(hits, relevant, min(DEPTH, len(set(relevant)))),
    )


def mean(values: Collection[float]) -> float | None:
    """None of nothing."""
    return sum(values) / len(values) if values else None


def percentile(values: Collection[float], share: float) -> float | None:
    """The smallest value that at least ``share`` (0 to 1) of all do not exceed; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    # Rounded first: 0.95 * 20 is 19.000000000000004 in some orders of arithmetic, and is meant to be 19.
    place = -int(-round(share * len(ordered), 9) // 1)
    return ordered[max(place, 1) - 1]
