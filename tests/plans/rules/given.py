"""Strategies: any facts about a small plan, any agencies, any two dates."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from app.plans.rules.facts import Extension, Facts, Key, ReportFact, ReportStep, TaskStateFact
from app.plans.rules.obligations import Obligation, obligations
from app.plans.rules.periods import DayOfYear, ReportingRule, WorkingDaysAfter
from app.plans.rules.registry import AgencyFact, Membership, Registry, Succession
from app.plans.rules.structure import Plan, PlannedTask
from app.plans.rules.timeframes import parse
from app.plans.rules.workdays import Holidays

FIRST, LAST = date(2018, 1, 1), date(2022, 12, 31)
FIRST_INSTANT, LAST_INSTANT = datetime.combine(FIRST, time.min), datetime.combine(LAST, time.max)
BODIES = ("a", "b", "c", "d")
PERIODS = ("2018", "2019", "2020", "2019-H1", "2019-H2")
PLAN = Plan("small", 2018, 2020)
TASKS = (
    PlannedTask("1.1", parse("Năm 2019", 2018, 2020), ("a",), "1"),
    PlannedTask("1.2", parse("Thường xuyên", 2018, 2020), ("listed", "unlisted"), "1"),
    PlannedTask("2.1", parse("2018 - 2019", 2018, 2020), ("b", "listed"), "2"),
    PlannedTask("2.2", parse("Hằng năm", 2018, 2020), ("c",), "2"),
)

days = st.dates(FIRST, LAST)
instants = st.datetimes(FIRST_INSTANT, LAST_INSTANT).map(lambda at: at.replace(tzinfo=UTC))
numbers = st.sampled_from([task.number for task in TASKS])

steps = st.builds(ReportStep, st.sampled_from(("draft", "submitted", "returned", "accepted")), days, instants)
reports = st.builds(
    ReportFact,
    numbers,
    st.sampled_from(PERIODS),
    st.sampled_from((*BODIES, "other")),
    st.lists(steps, min_size=1, max_size=4).map(tuple),
    st.integers(1, 3),
)
keys = st.builds(Key, numbers, st.sampled_from(PERIODS), st.sampled_from((*BODIES, "unlisted")))
extensions = st.builds(Extension, keys, days, st.sampled_from(("bão lũ", "khác")), instants)
statements = st.builds(TaskStateFact, numbers, st.sampled_from(("under_way", "done", "dropped")), days, instants)
facts = st.builds(
    Facts,
    st.lists(reports, max_size=12).map(tuple),
    st.lists(statements, max_size=6).map(tuple),
    st.just(()),
    st.lists(extensions, max_size=6).map(tuple),
)

_members = st.lists(st.sampled_from(BODIES), unique=True, max_size=4)
_successions = st.builds(
    lambda pair, on, manner: Succession(pair[0], (pair[1],), on, manner),
    st.permutations((*BODIES, "e", "f")).map(lambda order: order[:2]),
    st.none() | days,
    st.sampled_from(("merger", "renaming", "split", "transfer", "abolition")),
)
_CLASSES = (AgencyFact("listed", True), AgencyFact("unlisted", False))


def _registry(members: list[str], successions: list[Succession], last: date | None) -> Registry:
    memberships = tuple(Membership("listed", member) for member in members)
    return Registry((*_CLASSES, AgencyFact("a", None, last)), memberships, tuple(successions))


registries = st.builds(_registry, _members, st.lists(_successions, max_size=5), st.none() | days)

rules = st.lists(
    st.builds(
        ReportingRule,
        st.uuids().map(str),
        st.sampled_from(("plan", "administrator")),
        st.sampled_from(("once", "yearly", "half_yearly", "quarterly")),
        st.builds(DayOfYear, st.integers(1, 12), st.integers(1, 31)) | st.builds(WorkingDaysAfter, st.integers(0, 40)),
        st.sampled_from(("next", "previous")),
        st.none() | days,
        after_period=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)
YEARLY = (ReportingRule("yearly", "administrator", "yearly", DayOfYear(1, 15)),)
HALF_YEARLY = (*YEARLY, ReportingRule("halves", "administrator", "half_yearly", WorkingDaysAfter(10)))
OFF = st.sets(st.dates(date(2018, 1, 1), date(2024, 12, 31)), max_size=40)


def a_table(off: set[date]) -> Holidays:
    """Holidays with every year that these tests can reach."""
    return Holidays({year: frozenset(day for day in off if day.year == year) for year in range(2017, 2026)})


tables = OFF.map(a_table)


def owed(
    registry: Registry, given: Facts, as_of: date, known_at: datetime, holidays: Holidays | None = None
) -> tuple[Obligation, ...]:
    """What the small plan asks for, by years and half-years."""
    table = holidays or a_table(set())
    return obligations(PLAN, TASKS, HALF_YEARLY, registry, table, given.extensions, LAST, as_of, known_at)


def after(known_at: datetime, given: Facts) -> Facts:
    """The same facts, all recorded later than ``known_at``."""
    later = known_at + timedelta(seconds=1)

    def moved(at: datetime) -> datetime:
        return max(at, later)

    return Facts(
        tuple(
            ReportFact(
                r.task, r.period, r.agency, tuple(ReportStep(s.state, s.on, moved(s.recorded_at)) for s in r.history), r.revision
            )
            for r in given.reports
        ),
        tuple(TaskStateFact(s.task, s.state, s.on, moved(s.recorded_at), s.evidence) for s in given.statements),
        (),
        tuple(Extension(e.key, e.new_due, e.reason, moved(e.recorded_at)) for e in given.extensions),
    )
