"""Builders: the plan 3432/KH-UBND as far as the rules ask for it, the seed's agencies, and small facts."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from app.plans.rules.facts import Extension, ReportFact, ReportState, ReportStep
from app.plans.rules.obligations import Obligation, obligations
from app.plans.rules.periods import DayOfYear, FixedDay, ReportingRule
from app.plans.rules.registry import AgencyFact, Membership, Registry, Succession
from app.plans.rules.structure import Plan, PlannedTask
from app.plans.rules.timeframes import parse
from app.plans.rules.workdays import Holidays

SEED = Path(__file__).parents[3] / "seed" / "agencies.jsonl"

PLAN = Plan("3432-kh-ubnd", 2018, 2020)
SO_TTTT, SO_NGOAI_VU, SO_CONG_THUONG = "so-tttt-cao-bang", "so-ngoai-vu-cao-bang", "so-cong-thuong-cao-bang"
CONG_AN, BAN_CHI_DAO = "cong-an-tinh-cao-bang", "ban-chi-dao-nhan-quyen-cao-bang"
SO_NGANH, HUYEN = "cac-so-nganh-cao-bang", "ubnd-cac-huyen-thanh-pho"

_TASKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "1.1": ("Năm 2018", (BAN_CHI_DAO,)),
    "1.2": ("Thường xuyên", (SO_NGANH, HUYEN)),
    "1.3": ("Thường xuyên", (SO_TTTT,)),
    "1.4": ("Năm 2019", (SO_TTTT,)),
    "1.5": ("Thường xuyên", (SO_TTTT,)),
    "1.6": ("Thường xuyên", (SO_CONG_THUONG,)),
    "1.7": ("Năm 2018 - 2020", (CONG_AN,)),
    "1.8": ("Hằng năm", (SO_TTTT,)),
    "2.1": ("2018 - 2019", (SO_TTTT,)),
    "2.2": ("2018 - 2019", (SO_TTTT,)),
    "2.3": ("Hằng năm", (SO_TTTT,)),
    "3.1": ("2018 - 2020", (SO_TTTT,)),
    "3.2": ("Thường xuyên", (SO_NGANH, HUYEN)),
    "4.1": ("2018-2020", (SO_NGOAI_VU,)),
    "4.2": ("thường xuyên", (SO_TTTT,)),
}
TASKS = tuple(PlannedTask(number, parse(printed, 2018, 2020), leads, number[0]) for number, (printed, leads) in _TASKS.items())

YEARLY = ReportingRule("yearly", "administrator", "yearly", DayOfYear(1, 15), valid_from=date(2018, 10, 25))
REVIEW = ReportingRule("review-2020", "plan", "once", FixedDay(date(2020, 12, 31)), valid_from=date(2018, 10, 25))
HOLIDAYS = Holidays({year: frozenset({date(year, 1, 1), date(year, 4, 30), date(year, 5, 1)}) for year in range(2018, 2027)})
LATE = date(2026, 11, 24)
EVER = datetime(2026, 11, 24, tzinfo=UTC)


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


def task(number: str) -> PlannedTask:
    return next(one for one in TASKS if one.number == number)


def the_registry() -> Registry:
    """The agencies of the seed."""
    rows = [json.loads(line) for line in SEED.read_text().splitlines()]
    return Registry(
        tuple(AgencyFact(row["code"], row["enumerable"], _day(row["valid_to"])) for row in rows),
        tuple(Membership(row["code"], one["code"], _day(one["from"]), _day(one["to"])) for row in rows for one in row["members"]),
        tuple(
            Succession(one["code"], (row["code"],), _day(one["on"]), one["manner"]) for row in rows for one in row["predecessors"]
        ),
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def the_obligations(
    tasks: Iterable[PlannedTask] = TASKS,
    rules: Iterable[ReportingRule] = (YEARLY,),
    *,
    plan: Plan = PLAN,
    registry: Registry | None = None,
    holidays: Holidays = HOLIDAYS,
    extensions: Iterable[Extension] = (),
    until: date = date(2020, 12, 31),
    as_of: date = date(2021, 6, 30),
    known_at: datetime = EVER,
) -> tuple[Obligation, ...]:
    registry = the_registry() if registry is None else registry
    return obligations(plan, tasks, rules, registry, holidays, extensions, until, as_of, known_at)


def a_report(
    task: str, period: str, agency: str, *steps: tuple[ReportState, date], revision: int = 1, recorded: datetime | None = None
) -> ReportFact:
    """A report whose steps were recorded on their own days, or all at ``recorded``."""
    history = tuple(ReportStep(state, on, recorded or at(on.year, on.month, on.day)) for state, on in steps)
    return ReportFact(task, period, agency, history, revision)
