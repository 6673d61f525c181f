"""What this process has heard of changes: one number a subject, which goes up at each; and whether it hears anything at all.

The proof that an answer which is kept is never older than a notification takes:

- A notification is delivered after its commit can be seen. So whoever reads the numbers and then asks the database sees every
  commit that the numbers have counted.
- An answer is kept under the numbers read *before* it was made, and only if they are the same afterwards. A commit that it did not
  see is counted after they were read: either before the answer is kept, and it is not; or later, and it is not found any more.
- Notifications are lost while nobody listens. So there are no numbers then, and when listening is in force again, all go up
  before there are any.
- A connection can be dead without saying so. So what was heard is believed for PATIENCE seconds after the last sign of life.
"""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic

#: Seconds after the last sign of life of the listener's connection.
PATIENCE = 3.0


class News:
    """Written by one thread, the listener's, and read by all. ``subjects`` are what can be changed."""

    def __init__(self, subjects: Iterable[str], now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._numbers = dict.fromkeys(subjects, 0)
        self._alive_until = 0.0
        self._listening = False

    def listening(self) -> None:
        """Listening is in force from now on; whatever happened before may have been missed."""
        self.changed(*self._numbers)
        self.alive()
        self._listening = True

    def changed(self, *subjects: str) -> None:
        """Something of these subjects was changed. One addition each, so that thousands at a time cost nothing."""
        for subject in subjects:
            self._numbers[subject] += 1

    def alive(self) -> None:
        """The connection has just shown that it lives."""
        self._alive_until = self._now() + PATIENCE

    def lost(self) -> None:
        """Nothing is heard any more."""
        self._listening = False

    def numbers(self, subjects: Sequence[str]) -> tuple[int, ...] | None:
        """The present numbers of ``subjects``; None when they cannot be relied on."""
        # Whether they can be is asked first: numbers read before that could be those of before an interruption.
        if not self._listening or self._now() > self._alive_until:
            return None
        return tuple(self._numbers[subject] for subject in subjects)
