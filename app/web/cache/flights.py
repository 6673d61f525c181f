"""One execution for many who ask the same at once: the first does it, the others wait, and nobody waits for ever."""

import asyncio
from collections.abc import Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

Result = TypeVar("Result")

#: Seconds that somebody waits for the first; then he does it himself.
PATIENCE = 2.0


class Flights(Generic[Result]):
    """Flights by key. They belong to no event loop, so that applications in several threads may share them."""

    def __init__(self) -> None:
        self._flying: dict[Hashable, Future[Result | None]] = {}

    def join(self, key: Hashable) -> "Future[Result | None] | None":
        """The flight that is under way; None when there was none, and the caller leads one, which he must ``land``."""
        mine: Future[Result | None] = Future()
        mine.set_running_or_notify_cancel()  # so that a waiting client who leaves cannot cancel it for the others
        found = self._flying.setdefault(key, mine)
        return None if found is mine else found

    def land(self, key: Hashable, result: Result | None) -> None:
        """Give those who wait the result; None tells them to go by themselves. Once is enough, twice does no harm."""
        flight = self._flying.pop(key, None)
        if flight is not None:
            flight.set_result(result)

    async def wait(self, flight: "Future[Result | None]") -> Result | None:
        """The result; None when there is none to be shared, or when it takes too long."""
        waiting = asyncio.wrap_future(flight)
        done, _ = await asyncio.wait({waiting}, timeout=PATIENCE)
        return waiting.result() if done else None
