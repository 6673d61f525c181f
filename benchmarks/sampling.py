"""The same sample every time: drawn by a seed that is made of what is drawn."""

import random
from collections.abc import Collection
from typing import TypeVar

T = TypeVar("T", bound=str)

#: Queries of the largest mined set.
MOST = 1_000
#: Questions of a set that are asked; larger ones are sampled.
MOST_QUESTIONS = 5_000


def sample(found: Collection[T], name: str, most: int = MOST) -> list[T]:
    """At most ``most`` of ``found``, sorted; which ones hangs on ``name`` and on what there is, and on nothing else."""
    ordered = sorted(found)
    if len(ordered) <= most:
        return ordered
    return sorted(random.Random(name).sample(ordered, most))
