"""The day, on which every answer hangs: in force, late and scheduled things change without a commit when it passes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.core import clock


class Calendar:
    """Days of one zone. ``max_age`` and ``stale`` are the seconds for which others may keep an answer, and go on with an old one."""

    def __init__(self, zone: str, max_age: int = 0, stale: int = 0) -> None:
        self._zone = ZoneInfo(zone)
        self._max_age, self._stale = max_age, stale
        self._day = self._around(clock.now())

    def today(self) -> date:
        """The present date."""
        return self._present(clock.now())[0]

    def control(self) -> bytes:
        """Cache-Control of what the public reads now: for no longer than the day lasts."""
        now = clock.now()
        left = max(0, int((self._present(now)[2] - now).total_seconds()))
        age = min(self._max_age, left)
        stale = min(self._stale, left - age)
        return b"public, max-age=%d" % age + (b", stale-while-revalidate=%d" % stale if stale else b"")

    def _present(self, now: datetime) -> tuple[date, datetime, datetime]:
        day = self._day
        if not day[1] <= now < day[2]:
            day = self._day = self._around(now)
        return day

    def _around(self, now: datetime) -> tuple[date, datetime, datetime]:
        """The date of an instant, and the instants at which it begins and ends."""
        today = now.astimezone(self._zone).date()
        begins = datetime.combine(today, time(), self._zone)
        # As instants: an hour that a zone leaves out or has twice must not confuse the comparison.
        ends = datetime.combine(today + timedelta(days=1), time(), self._zone)
        return today, begins.astimezone(UTC), ends.astimezone(UTC)
