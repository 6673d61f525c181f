"""What the outputs are made of: the values of the rules, with the texts that a reader is shown beside them.

Whoever fills these has already asked the rules for one pair of dates, and the policy what this reader may see: the outputs show
everything that they are given, drafts, returns and lateness of a named agency included. Texts are plain, in the language of the
output; whatever cannot stand in a document (control characters, direction marks) is taken out on the way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from app.plans.rules.facts import Extension, Key
from app.plans.rules.indicators import Assessment, Indicator
from app.plans.rules.obligations import Obligation
from app.plans.rules.periods import Period
from app.plans.rules.status import ObligationState
from app.plans.rules.structure import PlannedTask
from app.plans.rules.tasks import TaskState

K = TypeVar("K")
V = TypeVar("V")


def nothing() -> Mapping[K, V]:
    """An empty mapping that nobody can fill."""
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan as it is cited. ``number`` is printed ("3432/KH-UBND"), ``title`` is what it is about, without number and day."""

    code: str
    title: str
    number: str | None = None
    issued_on: date | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class GroupText:
    """A group of tasks as printed: its mark ("I", "2") and its title."""

    mark: str
    title: str


@dataclass(frozen=True, slots=True)
class TaskText:
    """A task with its words. ``leads`` and ``coordinating`` are names as printed; ``planned.group`` is the mark of its group."""

    planned: PlannedTask
    title: str
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        return self.planned.number


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document that shows what was reported. ``permalink`` is its full lasting address; it is printed, and never made a link."""

    title: str
    permalink: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """What ``agency`` (its code) reported on a task and a period, as accepted: the words of one ``ReportFact``.

    ``text`` is plain, a paragraph a line, in the language of the output.

    ``text`` is None where there is none in that language. ``written_in`` is the language of the original where ``text`` is a
    translation, in words ("tiếng Anh"); ``revision`` above 1 says that it was corrected after acceptance.
    """

    task: str
    period: str
    agency: str
    text: str | None
    accepted_on: date | None = None
    revision: int = 1
    written_in: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """An indicator with what ``indicators.assess`` says of it and its whole printed ``wording``.

    ``conditions``: the words of each condition by its code; ``units``: those of units by theirs (percent has its own sign).
    """

    indicator: Indicator
    assessment: Assessment
    wording: str
    conditions: Mapping[str, str] = field(default_factory=nothing)
    units: Mapping[str, str] = field(default_factory=nothing)


@dataclass(frozen=True, slots=True)
class PlanContents:
    """A plan at ``as_of``, as known at ``known_at`` (aware, in the zone in which it is to be printed).

    ``groups`` and ``tasks`` in printed order. ``states`` and ``task_states`` come from the rules for the same two dates.
    ``names``: agencies by code, every one that occurs in ``states``, ``indicators`` and ``narratives``. The latter are those of
    accepted reports, one for each agency that filed one, in the order in which they are to be told.

    ``hidden`` are obligations of which the reader is shown no more than whether a report was accepted: their states were computed
    from accepted reports alone, so that "no information" says of them that none was.
    """

    plan: PlanHead
    as_of: date
    known_at: datetime
    groups: tuple[GroupText, ...] = ()
    tasks: tuple[TaskText, ...] = ()
    states: tuple[ObligationState, ...] = ()
    task_states: tuple[TaskState, ...] = ()
    indicators: tuple[IndicatorText, ...] = ()
    names: Mapping[str, str] = field(default_factory=nothing)
    narratives: tuple[Narrative, ...] = ()
    hidden: frozenset[Key] = frozenset()

    def name(self, code: str) -> str:
        """The agency's name; its code where none was given."""
        return self.names.get(code) or code


class Accounts:
    """Narratives by the report that they belong to."""

    def __init__(self, narratives: Iterable[Narrative]) -> None:
        self._told: dict[tuple[str, str, str], list[Narrative]] = {}
        for one in narratives:
            self._told.setdefault((one.task, one.period, one.agency), []).append(one)

    def of(self, one: ObligationState) -> list[Narrative]:
        """What was told on an obligation, by all whose reports count for it."""
        duty = one.obligation
        return [told for agency in one.reporters for told in self._told.get((duty.task, duty.period.code, agency), ())]


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues the report: "Sở Ngoại vụ", under ``superior`` (None: nobody); ``symbol`` "SNgV", ``place`` "Cao Bằng" (None: a blank)."""

    name: str
    superior: str | None
    symbol: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Signer:
    """``authority`` is the line above the post ("KT. GIÁM ĐỐC"), None where the head signs. What is None stays a blank to fill in."""

    post: str | None = None
    name: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class YearlyReport:
    """The report of ``office`` on ``period``, in Vietnamese.

    ``contents.states`` are those whose period ends within ``period``, and no others: they are what is counted. ``number`` and
    ``dated`` stay blanks when None. ``bases`` are the legal bases, ``recipients`` the lines of "Nơi nhận" without the last, which
    ``kept`` completes ("Lưu: VT"). ``proposals`` are the office's own; without any there is no such part.
    """

    contents: PlanContents
    period: Period
    office: Office
    bases: tuple[str, ...] = ()
    number: str | None = None
    dated: date | None = None
    signer: Signer = Signer()
    recipients: tuple[str, ...] = ()
    kept: str = "VT"
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyCalendar:
    """The due days of one agency. ``obligations`` are what it answers for (``progress.owed_by``), ``titles`` the tasks' by number.

    ``extensions`` are all that were ever recorded for the plan: each one known at ``known_at`` raises the event's SEQUENCE.
    """

    plan: PlanHead
    agency: str
    known_at: datetime
    obligations: tuple[Obligation, ...] = ()
    extensions: tuple[Extension, ...] = ()
    titles: Mapping[str, str] = field(default_factory=nothing)
    names: Mapping[str, str] = field(default_factory=nothing)

    def name(self, code: str) -> str:
        """The agency's name; its code where none was given."""
        return self.names.get(code) or code
