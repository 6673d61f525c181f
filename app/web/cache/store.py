"""Answers by key, each with the stamp of what it was made from, bounded in bytes; the one longest unused goes first."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def size(self) -> int:
        """Bytes that it takes; may grow while it is kept."""


Kept = TypeVar("Kept", bound=Sized)

#: No answer may take more than this part of the store, so that one cannot drive out all others.
PART = 4


class Store(Generic[Kept]):
    """``capacity`` bytes; 0 keeps nothing. Threads may share it."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Hashable, Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, stamp: Hashable) -> Kept | None:
        """What is kept under ``key``, if it was made from exactly this; what was not is of no use to anybody and goes."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            if found[0] != stamp:
                self._drop(key)
                return None
            self._kept.move_to_end(key)
            return found[1]

    def put(self, key: Hashable, stamp: Hashable, value: Kept) -> bool:
        """Keep ``value`` in the place of what was there; whether it is kept."""
        size = value.size
        with self._lock:
            self._drop(key)
            if size * PART > self.capacity:
                return False
            self._kept[key] = (stamp, value, size)
            self.bytes += size
            self._shrink()
            return True

    def weigh(self, key: Hashable, value: Kept) -> None:
        """Reckon again with ``value``, which has grown, if it is still what is kept under ``key``."""
        size = value.size
        with self._lock:
            found = self._kept.get(key)
            if found is None or found[1] is not value:
                return
            if size * PART > self.capacity:
                self._drop(key)
                return
            self._kept[key] = (found[0], value, size)
            self.bytes += size - found[2]
            self._shrink()

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def _drop(self, key: Hashable) -> None:
        found = self._kept.pop(key, None)
        if found is not None:
            self.bytes -= found[2]

    def _shrink(self) -> None:
        while self.bytes > self.capacity:
            _, (_, _, size) = self._kept.popitem(last=False)
            self.bytes -= size
