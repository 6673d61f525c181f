"""When a task is to be done: the plan's printed words, and what they mean as years.

| printed | kind | first and last year | after the plan's last year |
|---|---|---|---|
| Năm 2018 | year | that year | outside |
| 2018 - 2020, Năm 2018 - 2020 | span | those years | outside |
| Hằng năm, Hàng năm | yearly | the plan's own | outside |
| Thường xuyên | continuous | the plan's own | after_period |

"Thường xuyên" prints no end. Within the plan's years such a task is owed like any other; afterwards the work is expected to go
on, but this plan asks for no report on it any more. That is neither "within" nor "outside", so it has a word of its own.
"""

import re
from dataclasses import dataclass
from typing import Literal

from app.core.errors import N_
from app.core.mistakes import mistake
from app.core.text.unicode import clean
from app.core.text.vietnamese import fold

Kind = Literal["year", "span", "yearly", "continuous"]
Coverage = Literal["within", "outside", "after_period"]

TIMEFRAME_UNREADABLE = mistake(
    "timeframe_unreadable",
    N_("The timeframe cannot be read: write a year, a span of years, “Hằng năm” or “Thường xuyên”."),
)
TIMEFRAME_REVERSED = mistake("timeframe_reversed", N_("The timeframe ends before it starts."))
TIMEFRAME_INCOMPLETE = mistake("timeframe_incomplete", N_("A timeframe of this kind needs its years."))

_WORDS: dict[str, Kind] = {"hang nam": "yearly", "thuong xuyen": "continuous"}
_YEARS = re.compile(
    r"(?:giai doan |tu )?(?:nam )?(?P<first>(?:19|2[0-9])[0-9]{2})(?: ?(?:-|–|—|den|toi) ?(?:nam )?(?P<last>(?:19|2[0-9])[0-9]{2}))?"
)
_ENDS = " .,;:…"


@dataclass(frozen=True, slots=True)
class Timeframe:
    """First and last year, both included. ``last`` is None where neither the words nor the plan set an end.

    ``printed`` keeps the words as they stand in the plan. Raises TIMEFRAME_REVERSED and TIMEFRAME_INCOMPLETE.
    """

    kind: Kind
    first: int | None
    last: int | None
    printed: str

    def __post_init__(self) -> None:
        if self.kind in ("year", "span") and (self.first is None or self.last is None):
            raise TIMEFRAME_INCOMPLETE(kind=self.kind)
        if self.first is not None and self.last is not None and self.last < self.first:
            raise TIMEFRAME_REVERSED(first=self.first, last=self.last)


def parse(printed: str, plan_first: int | None, plan_last: int | None) -> Timeframe:
    """What the printed words mean in a plan of these years; None is a plan without a period.

    Case, tone marks, odd spaces and dashes, and punctuation at the end do not matter. TIMEFRAME_UNREADABLE for other words.
    """
    if plan_first is not None and plan_last is not None and plan_last < plan_first:
        raise TIMEFRAME_REVERSED(first=plan_first, last=plan_last)
    words = " ".join(fold(clean(printed)).split()).strip(_ENDS)
    if kind := _WORDS.get(words):
        return Timeframe(kind, plan_first, plan_last, printed)
    found = _YEARS.fullmatch(words)
    if found is None:
        raise TIMEFRAME_UNREADABLE(printed=printed[:80])
    first = int(found["first"])
    if found["last"] is None:
        return Timeframe("year", first, first, printed)
    return Timeframe("span", first, int(found["last"]), printed)


def covers(timeframe: Timeframe, year: int) -> Coverage:
    """Whether a task with this timeframe is owed in ``year``; "after_period" is for continuous tasks alone."""
    if timeframe.first is not None and year < timeframe.first:
        return "outside"
    if timeframe.last is None or year <= timeframe.last:
        return "within"
    return "after_period" if timeframe.kind == "continuous" else "outside"
