"""What a plan is made of, as far as the rules ask for it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.plans.rules.timeframes import Timeframe


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and its years, both included; ``last_year`` None is open."""

    code: str
    first_year: int
    last_year: int | None


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task as printed: its number, its group's mark, when, and who leads (codes of bodies and classes)."""

    number: str
    timeframe: Timeframe
    leads: tuple[str, ...]
    group: str = ""


@lru_cache(maxsize=20_000)
def number_key(number: str) -> tuple[object, ...]:
    """Sorts "1.10" after "1.9"."""
    return tuple(
        (0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in re.findall(r"[0-9]+|[^0-9]+", number)
    )
