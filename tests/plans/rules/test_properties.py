"""What holds for any facts: order does not matter, the later does not touch the earlier, sums are sums."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import reduce
from operator import add
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from app.plans.rules.facts import Facts
from app.plans.rules.obligations import obligations
from app.plans.rules.periods import ReportingRule
from app.plans.rules.progress import Dimension, Figures, figures, rollup
from app.plans.rules.registry import Registry
from app.plans.rules.status import ObligationState, states
from app.plans.rules.tasks import TaskState, task_state
from app.plans.rules.workdays import Holidays
from tests.plans.rules import given as some
from tests.plans.rules.given import PLAN, TASKS, after, owed

Any = TypeVar("Any")


def answer(
    registry: Registry, facts: Facts, as_of: date, known_at: datetime
) -> tuple[tuple[ObligationState, ...], tuple[TaskState, ...]]:
    """All that the rules say about the small plan."""
    found = states(owed(registry, facts, as_of, known_at), facts, as_of, known_at)
    return found, tuple(task_state(task, found, facts, as_of, known_at) for task in TASKS)


def shuffled(data: st.DataObject, given: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(data.draw(st.permutations(given)))


def together(one: Facts, other: Facts) -> Facts:
    return Facts(one.reports + other.reports, one.statements + other.statements, (), one.extensions + other.extensions)


@settings(deadline=None)
@given(some.registries, some.facts, some.days, some.instants, st.data())
def test_the_order_of_facts_does_not_matter(
    registry: Registry, facts: Facts, as_of: date, known_at: datetime, data: st.DataObject
) -> None:
    reports = tuple(replace(one, history=shuffled(data, one.history)) for one in shuffled(data, facts.reports))
    mixed = Facts(reports, shuffled(data, facts.statements), (), shuffled(data, facts.extensions))
    others = Registry(
        shuffled(data, registry.agencies), shuffled(data, registry.memberships), shuffled(data, registry.successions)
    )
    assert answer(others, mixed, as_of, known_at) == answer(registry, facts, as_of, known_at)


@settings(deadline=None)
@given(some.registries, some.facts, some.facts, some.days, some.instants)
def test_what_is_recorded_later_changes_no_answer_of_before(
    registry: Registry, facts: Facts, more: Facts, as_of: date, known_at: datetime
) -> None:
    later = together(facts, after(known_at, more))
    assert answer(registry, later, as_of, known_at) == answer(registry, facts, as_of, known_at)


@settings(deadline=None)
@given(some.registries, some.facts, some.facts, some.days, some.instants)
def test_steps_added_to_a_report_later_change_no_answer_of_before(
    registry: Registry, facts: Facts, more: Facts, as_of: date, known_at: datetime
) -> None:
    added = after(known_at, more).reports
    grown = [replace(one, history=one.history + two.history) for one, two in zip(facts.reports, added, strict=False)]
    later = replace(facts, reports=(*grown, *facts.reports[len(grown) :]))
    assert answer(registry, later, as_of, known_at) == answer(registry, facts, as_of, known_at)


@settings(deadline=None)
@given(some.registries, some.facts, some.days, some.instants)
def test_what_became_true_later_changes_no_report_or_statement_of_before(
    registry: Registry, facts: Facts, as_of: date, known_at: datetime
) -> None:
    reports = (replace(one, history=tuple(step for step in one.history if step.on <= as_of)) for one in facts.reports)
    then = Facts(tuple(reports), tuple(one for one in facts.statements if one.on <= as_of), (), facts.extensions)
    assert answer(registry, then, as_of, known_at) == answer(registry, facts, as_of, known_at)


@settings(deadline=None)
@given(some.registries, some.facts, some.days, some.instants)
def test_nothing_recorded_is_never_late(registry: Registry, facts: Facts, as_of: date, known_at: datetime) -> None:
    found, _ = answer(registry, facts, as_of, known_at)
    for one in found:
        assert one.late == (one.reason is not None) == (one.days_late > 0)
        if one.state in ("no_information", "not_due", "due", "membership_unknown"):
            assert not one.late and one.reporter is None
        if one.state == "late":
            assert one.late and one.reporter is not None and one.since is not None
    silent, _ = answer(registry, replace(facts, reports=()), as_of, known_at)
    assert not any(one.late for one in silent)


@settings(deadline=None)
@given(some.registries, some.facts, some.days, some.instants, st.sampled_from(("group", "agency", "year", "state", "task")))
def test_rows_add_up_to_the_total(registry: Registry, facts: Facts, as_of: date, known_at: datetime, by: Dimension) -> None:
    found, _ = answer(registry, facts, as_of, known_at)
    rolled = rollup(found, by, as_of)
    assert reduce(add, (row for _, row in rolled.rows), Figures()) == rolled.total == figures(found, as_of)
    assert sum(number for _, number in rolled.total.by_state) == rolled.total.owed == len(found)
    share = rolled.total.accepted_share
    assert 0 <= share.part <= share.part + share.missing <= share.whole


@settings(deadline=None)
@given(some.registries, some.facts, some.days, some.days, some.instants)
def test_successions_change_owners_and_never_what_is_owed(
    registry: Registry, facts: Facts, as_of: date, day: date, known_at: datetime
) -> None:
    plain = Registry(registry.agencies, registry.memberships)
    duties = [(one.key, one.due) for one in owed(plain, facts, as_of, known_at)]
    assert [(one.key, one.due) for one in owed(registry, facts, day, known_at)] == duties


@settings(deadline=None)
@given(some.registries, some.days, some.instants)
def test_every_chain_leads_from_the_body_that_owes_to_the_owner(registry: Registry, as_of: date, known_at: datetime) -> None:
    for one in owed(registry, Facts(), as_of, known_at):
        for owner in one.owners:
            walked = [one.obliged.name, *(step.successor for step in owner.chain)]
            assert [step.agency for step in owner.chain] == walked[:-1]
            assert walked[-1] in (owner.agency, owner.group)
            assert (owner.by == "successor") == bool(owner.chain)


@settings(deadline=None)
@given(some.registries, some.facts, some.tables, some.rules, some.days, some.instants)
def test_due_days_are_working_days_where_the_table_has_the_year(
    registry: Registry, facts: Facts, table: Holidays, rules: list[ReportingRule], as_of: date, known_at: datetime
) -> None:
    for one in obligations(PLAN, TASKS, rules, registry, table, facts.extensions, some.LAST, as_of, known_at):
        assert table.works(one.due) and table.works(one.regular_due)
        assert one.missing_years == ()


@settings(deadline=None)
@given(some.registries, some.rules, some.days, some.instants, st.data())
def test_each_task_period_and_body_is_owed_once_in_any_order(
    registry: Registry, rules: list[ReportingRule], as_of: date, known_at: datetime, data: st.DataObject
) -> None:
    def ask(tasks: Sequence[object], rules: Sequence[ReportingRule]) -> object:
        return obligations(PLAN, tasks, rules, registry, Holidays(), (), some.LAST, as_of, known_at)  # type: ignore[arg-type]

    found = obligations(PLAN, TASKS, rules, registry, Holidays(), (), some.LAST, as_of, known_at)
    assert len({one.key for one in found}) == len(found)
    assert all(one.missing_years for one in found)
    assert ask(shuffled(data, TASKS), shuffled(data, rules)) == found
