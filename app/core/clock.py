"""Time. "Today" and due dates belong to a place (Asia/Ho_Chi_Minh by settings); instants are UTC.

Tests stop the clock with ``frozen``, and so does what must happen in one moment; nothing else reads the system's clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today(zone: str) -> date:
    """The present date in ``zone``, an IANA name."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Stop the clock at ``at`` (aware) for what runs inside."""
    token = _frozen.set(at)
    try:
        yield
    finally:
        _frozen.reset(token)
