"""Being told to stop: by SIGTERM, by Ctrl-C, or by a terminal that was closed."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(BaseException):
    """The order to stop came in the middle of something that is better broken off than finished."""


class Stopping:
    """``event`` is set once a signal to stop has come; ``hurry`` once a second one has.

    A handler must not touch what the main thread may be holding, an event's own lock among it. So the interpreter writes the signal's
    number to a pipe, and a thread sets the event. A signal that was ignored stays so: that is how nohup works.
    """

    def __init__(self) -> None:
        self.event = threading.Event()
        self.hurry = threading.Event()
        self._breaking_off = False

    def __enter__(self) -> Self:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._before = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        heard = [one for one in SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]
        self._handlers = {one: signal.signal(one, self._handle) for one in heard}
        self._thread = threading.Thread(target=self._listen, name="stopping", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for one, handler in self._handlers.items():
            signal.signal(one, handler)
        signal.set_wakeup_fd(self._before)
        os.close(self._writer)
        self._thread.join(timeout=5)
        os.close(self._reader)

    @contextmanager
    def breaking_off(self) -> Iterator[None]:
        """What runs inside is broken off by Stopped, once, wherever it is."""
        self._breaking_off = True
        try:
            yield
        finally:
            self._breaking_off = False

    def _handle(self, *_: object) -> None:
        if self._breaking_off:
            self._breaking_off = False
            raise Stopped

    def _listen(self) -> None:
        while said := os.read(self._reader, 64):
            for number in said:
                if number in SIGNALS:
                    (self.hurry if self.event.is_set() else self.event).set()
