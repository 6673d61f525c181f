"""How many records are held at once, however many there are."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

SIZE = 200

One = TypeVar("One")


def batches(several: Iterable[One]) -> Iterator[list[One]]:
    """Lists of at most SIZE of them, in their order."""
    rest = iter(several)
    while batch := list(islice(rest, SIZE)):
        yield batch
