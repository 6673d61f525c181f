"""A circuit breaker: who fails several times running is left alone for a while, then tried by one caller at a time."""

import threading
from time import monotonic

#: Failures running after which nobody asks any more, and seconds until one may try again.
FAILURES = 3
OPEN_FOR = 2.0


class Breaker:
    """One a process, shared by its threads."""

    def __init__(self, failures: int = FAILURES, open_for: float = OPEN_FOR) -> None:
        self._most = failures
        self._open_for = open_for
        self._lock = threading.Lock()
        self._running = 0
        self._closed = True
        self._again_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether callers are kept away."""
        return not self._closed

    def may_try(self) -> bool:
        """Whether the caller may ask. While open, one caller may in every ``open_for`` seconds: it is the probe."""
        with self._lock:
            if self._closed:
                return True
            if monotonic() < self._again_at:
                return False
            self._again_at = monotonic() + self._open_for
            return True

    def succeeded(self) -> bool:
        """Note that an answer came; whether that closes the circuit again."""
        with self._lock:
            closes = not self._closed
            self._running, self._closed = 0, True
            return closes

    def failed(self) -> bool:
        """Note that none came; whether that opens the circuit."""
        with self._lock:
            self._running += 1
            opens = self._closed and self._running >= self._most
            if self._running >= self._most:
                self._closed = False
                self._again_at = monotonic() + self._open_for
            return opens
