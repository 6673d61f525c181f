"""Obligations: one for each task, period and body on whom it falls, with the day it is due and the rule that says so.

Where two rules ask for a report on one period, it is owed once: what the plan prints goes before what an administrator sets,
then the rule that has been valid from later on, then the code that is greater.

Due dates are working days. The due day of the rule is moved as the rule says; an extension is a decision of its own: its day is moved
to the next working day. Either names the years for which no holidays are loaded.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.plans.rules.facts import Extension, Key, standing
from app.plans.rules.owners import Obliged, Owner, holders, obliged
from app.plans.rules.periods import Period, ReportingRule, Source, due_day, periods
from app.plans.rules.registry import Registry
from app.plans.rules.structure import Plan, PlannedTask, number_key
from app.plans.rules.timeframes import Timeframe, covers
from app.plans.rules.workdays import Holidays, Workday, next_working_day

#: On whom it fell, who answers, and who owes the same on their own account.
Fallen = tuple[Obliged, tuple[Owner, ...], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Obligation:
    """A report that is owed. ``obliged`` is on whom it fell, ``owners`` who answers for it on the day that was asked about.

    ``due`` is the day that counts, ``regular_due`` the rule's own before any extension. ``missing_years`` warns that holidays of
    these years are not loaded. ``after_period``: the plan's years are over, and a rule goes on asking. ``besides``, where the members
    of a class are not known: the agencies that owe the same report on their own account.
    """

    plan: str
    task: str
    group: str
    period: Period
    obliged: Obliged
    owners: tuple[Owner, ...]
    due: date
    regular_due: date
    missing_years: tuple[int, ...]
    rule: str
    source: Source
    extension: Extension | None = None
    after_period: bool = False
    besides: frozenset[str] = frozenset()

    @property
    def key(self) -> Key:
        return Key(self.task, self.period.code, self.obliged.name)

    @property
    def order(self) -> tuple[date, date, tuple[object, ...], str]:
        return self.period.last, self.period.first, number_key(self.task), self.obliged.name


def obligations(
    plan: Plan,
    tasks: Iterable[PlannedTask],
    rules: Iterable[ReportingRule],
    registry: Registry,
    holidays: Holidays,
    extensions: Iterable[Extension],
    until: date,
    as_of: date,
    known_at: datetime,
    names: Collection[str] | None = None,
) -> tuple[Obligation, ...]:
    """Everything owed for periods that have begun by ``until``, with its owners on ``as_of`` and extensions known at ``known_at``.

    With ``names`` only what fell on a body, or a class that cannot be listed, of such a name. Sorted by period, task and body; the order of what is given does not matter.
    """
    ordered = sorted(rules, key=lambda rule: (rule.source == "plan", rule.valid_from or date.min, rule.code), reverse=True)
    extended = standing(extensions, known_at)
    days: dict[tuple[int, str], Workday] = {}
    asked: dict[tuple[int, Timeframe], list[tuple[Period, bool]]] = {}
    falling: dict[tuple[tuple[str, ...], date], list[Fallen]] = {}
    found: dict[Key, Obligation] = {}
    for task in tasks:
        for place, rule in enumerate(ordered):
            if rule.tasks is not None and task.number not in rule.tasks:
                continue
            # Tasks of the same time are asked for the same periods, and those of the same leads fall on the same bodies.
            if (place, task.timeframe) not in asked:
                asked[place, task.timeframe] = list(_periods(plan, task.timeframe, rule, until))
            for period, after in asked[place, task.timeframe]:
                if (task.leads, period.last) not in falling:
                    falling[task.leads, period.last] = _falling(task.leads, registry, period.last, as_of, names)
                for one, owners, beside in falling[task.leads, period.last]:
                    key = Key(task.number, period.code, one.name)
                    if key in found:
                        continue
                    if (place, period.code) not in days:
                        days[place, period.code] = due_day(rule, period, holidays)
                    regular, extension = days[place, period.code], extended.get(key)
                    due = regular if extension is None else next_working_day(extension.new_due, holidays)
                    found[key] = Obligation(
                        plan.code,
                        task.number,
                        task.group,
                        period,
                        one,
                        owners,
                        due.day,
                        regular.day,
                        due.missing_years,
                        rule.code,
                        rule.source,
                        extension,
                        after,
                        beside,
                    )
    return tuple(sorted(found.values(), key=lambda one: one.order))


def _falling(leads: Iterable[str], registry: Registry, on: date, as_of: date, names: Collection[str] | None) -> list[Fallen]:
    """On whom it falls on a day, who answers on another, and who owes the same report on their own account."""
    together = {one: holders(one, registry, as_of) for one in obliged(leads, registry, on)}
    return [(one, owners, besides(one, together)) for one, owners in together.items() if names is None or one.name in names]


def besides(one: Obliged, together: Mapping[Obliged, tuple[Owner, ...]]) -> frozenset[str]:
    """Where the members of a class are not known: the agencies that owe the same report on their own account."""
    if one.body is not None:
        return frozenset()
    own = {other: owners for other, owners in together.items() if other.body is not None}
    return frozenset(
        {other.name for other in own} | {owner.agency for owners in own.values() for owner in owners if owner.agency}
    )


def _periods(plan: Plan, frame: Timeframe, rule: ReportingRule, until: date) -> Iterator[tuple[Period, bool]]:
    """The periods for which the rule asks a task of this time for a report, and whether each lies after the plan's years."""
    if rule.frequency == "once":
        yield from _whole(plan, frame, rule, until)
        return
    last = until.year if frame.last is None or (frame.kind == "continuous" and rule.after_period) else frame.last
    for period in periods(rule, plan.first_year if frame.first is None else frame.first, last, until):
        coverage = covers(frame, period.last.year)
        if coverage != "outside":
            yield period, coverage == "after_period"


def _whole(plan: Plan, frame: Timeframe, rule: ReportingRule, until: date) -> Iterator[tuple[Period, bool]]:
    """One report on the plan's years together, for every task that had its time in them."""
    last = plan.last_year
    if last is None and rule.valid_to is not None:
        last = rule.valid_to.year
    if last is None or last < plan.first_year:
        return
    if (frame.first or plan.first_year) <= last and (frame.last or last) >= plan.first_year:
        yield from ((period, False) for period in periods(rule, plan.first_year, last, until))
