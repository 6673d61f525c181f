"""What has been recorded. Every fact knows two times: ``on``, the local day since which it was true, and ``recorded_at``, the
aware instant at which the system learned of it. A paper report of 2020 that is entered in 2026 was in time, and was not known.

A fact is never changed: what was wrong is followed by a newer fact, and both stay.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol, TypeVar

ReportState = Literal["draft", "submitted", "returned", "accepted"]
Stated = Literal["under_way", "done", "dropped"]

_RANK: dict[ReportState, int] = {"draft": 0, "submitted": 1, "returned": 2, "accepted": 3}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """Names an obligation: ``owed_as`` is the body that the duty fell on, or the class whose members are not known."""

    task: str
    period: str
    owed_as: str


@dataclass(frozen=True, slots=True)
class ReportStep:
    """The report came into this state on a day."""

    state: ReportState
    on: date
    recorded_at: datetime

    @property
    def order(self) -> tuple[date, datetime, int]:
        return self.on, self.recorded_at, _RANK[self.state]


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One agency's report on one task and period. A correction after acceptance is a further fact with a higher ``revision``."""

    task: str
    period: str
    agency: str
    history: tuple[ReportStep, ...]
    revision: int = 1


@dataclass(frozen=True, slots=True)
class TaskStateFact:
    """Somebody stated how a task stands; ``evidence`` says where that can be read."""

    task: str
    state: Stated
    on: date
    recorded_at: datetime
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class MeasurementFact:
    """What ``agency`` measured for a condition of an indicator, true at the day ``on`` of the period.

    ``value`` is None where only ``numerator`` and ``denominator`` are recorded.
    """

    indicator: str
    condition: str
    period: str
    agency: str
    on: date
    recorded_at: datetime
    unit: str
    source: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """The obligation ``key`` is due on ``new_due``, or on the next working day when that is none."""

    key: Key
    new_due: date
    reason: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was recorded, in any order."""

    reports: tuple[ReportFact, ...] = ()
    statements: tuple[TaskStateFact, ...] = ()
    measurements: tuple[MeasurementFact, ...] = ()
    extensions: tuple[Extension, ...] = ()


class Recorded(Protocol):
    @property
    def on(self) -> date: ...
    @property
    def recorded_at(self) -> datetime: ...


Fact = TypeVar("Fact", bound=Recorded)


def visible(facts: Iterable[Fact], as_of: date, known_at: datetime) -> list[Fact]:
    """The facts that were true by the day ``as_of`` and recorded by the instant ``known_at``, both included."""
    return [fact for fact in facts if fact.on <= as_of and fact.recorded_at <= known_at]


def standing(extensions: Iterable[Extension], known_at: datetime) -> dict[Key, Extension]:
    """For each obligation the extension recorded last by ``known_at``; of two at one instant, the one that gives more time."""
    found: dict[Key, Extension] = {}
    for one in extensions:
        if one.recorded_at <= known_at:
            other = found.get(one.key)
            if other is None or _weight(one) > _weight(other):
                found[one.key] = one
    return found


def _weight(one: Extension) -> tuple[datetime, date, str]:
    return one.recorded_at, one.new_due, one.reason


def by_task_and_period(reports: Sequence[ReportFact]) -> dict[tuple[str, str], list[ReportFact]]:
    """Reports by what they are about."""
    found: dict[tuple[str, str], list[ReportFact]] = {}
    for report in reports:
        found.setdefault((report.task, report.period), []).append(report)
    return found
