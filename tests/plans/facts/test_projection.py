"""What is counted in the database is what the pure rules say, for any facts, any two dates and any reader."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.plans import facts as known_facts
from app.plans import models
from app.plans.progress.policy import Sight
from app.plans.progress.service.agency import held
from app.plans.progress.service.asking import Asked
from app.plans.progress.service.changed import changed, name
from app.plans.progress.service.standing import counted, missing_years, seen
from app.plans.rules.comparison import compare
from app.plans.rules.progress import cell
from app.plans.structure.queries import View
from tests.plans.facts import written
from tests.plans.making import a_plan, a_report, a_rule, a_task, at
from tests.plans.reports.test_same_as_the_rules import undone
from tests.plans.rules import given as rules

SIGHTS = (Sight(True, True), Sight(False, False), *(Sight(False, False, agency) for agency in ("a", "b", "e")))


def asked(as_of: date, known_at: datetime, sight: Sight) -> Asked:
    return Asked(as_of, known_at, View(("vi",)), "vi", sight)


def check(session: Session, plan: models.Plan, as_of: date, known_at: datetime, sight: Sight) -> None:
    """The projection and the rules, side by side."""
    known = known_facts.known(session, plan, as_of, known_at)
    pure = seen(known, sight)
    found = counted(session, known_facts.grounds(session, plan, known_at), asked(as_of, known_at, sight), by_tasks=True)
    by: dict[str, dict[str, Counter[Any]]] = {"groups": {}, "agencies": {}, "years": {}}
    for one in pure.found.states:
        owed = one.obligation
        names = (("groups", owed.group), ("agencies", owed.obliged.name), ("years", str(owed.period.last.year)))
        for dimension, row in names:
            by[dimension].setdefault(row, Counter())[cell(one, as_of), owed.key in pure.whole] += 1
    assert found.groups == by["groups"]
    assert found.agencies == by["agencies"]
    assert found.years == by["years"]
    assert list(found.missing_years) == missing_years(pure.found.states)
    hidden = {one.obligation.task for one in pure.found.states if one.obligation.key not in pure.whole}
    tasks = {number: (one.state, number in hidden) for number, one in pure.found.tasks.items()}
    numbers = dict(session.execute(select(models.Task.serial, models.Task.number)).all())
    assert {numbers[serial]: stands for serial, stands in found.by_task.items()} == tasks
    assert found.tasks == Counter(tasks.values())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(written.plans, st.lists(st.tuples(rules.days, rules.instants, st.sampled_from(SIGHTS)), min_size=6, max_size=6))
def test_the_database_counts_what_the_rules_say(
    session: Session, drawn: written.Drawn, pairs: list[tuple[date, datetime, Sight]]
) -> None:
    with undone(session):
        plan = written.a_written_plan(session, drawn)
        for as_of, known_at, sight in pairs:
            check(session, plan, as_of, known_at, sight)
        check(session, plan, rules.LAST, rules.LAST_INSTANT.replace(tzinfo=UTC), SIGHTS[0])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    written.plans, st.lists(st.tuples(rules.days, rules.days, rules.instants, st.sampled_from(SIGHTS)), min_size=4, max_size=4)
)
def test_what_stands_otherwise_is_found_as_by_the_rules(
    session: Session, drawn: written.Drawn, pairs: list[tuple[date, date, datetime, Sight]]
) -> None:
    with undone(session):
        plan = written.a_written_plan(session, drawn)
        for one, other, known_at, sight in pairs:
            first, second = sorted((one, other))
            known = known_facts.known(session, plan, second, known_at)
            pure = compare(seen(replace(known, as_of=first), sight).found.states, seen(known, sight).found.states)
            grounds = known_facts.grounds(session, plan, known_at)
            days = asked(first, known_at, sight), asked(second, known_at, sight)
            found, more = changed(session, plan, grounds, *days, None, None)
            assert ([change for change, _, _ in found], more) == (list(pure), False)
            if len(pure) > 2:
                page, more = changed(session, plan, grounds, *days, name(pure[0]), 1)
                assert ([change for change, _, _ in page], more) == ([pure[1]], True)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(written.plans, st.lists(st.tuples(rules.days, rules.instants, st.sampled_from(SIGHTS)), min_size=2, max_size=2))
def test_what_concerns_one_agency_is_the_same_as_when_everything_is_read(
    session: Session, drawn: written.Drawn, pairs: list[tuple[date, datetime, Sight]]
) -> None:
    with undone(session):
        plan = written.a_written_plan(session, drawn)
        agencies = known_facts.registry(session)
        for as_of, known_at, sight in pairs:
            whole = seen(known_facts.known(session, plan, as_of, known_at), sight)
            for agency in written.NAMES:
                passing = known_facts.could_pass_to(agency, agencies)
                numbers = known_facts.numbers(session, plan, known_at, led_by=passing)
                concern = known_facts.concern(agency, agencies)
                read = known_facts.known(
                    session, plan, as_of, known_at, only=numbers, concern=concern, accepted=sight.accepted_alone
                )
                part = seen(read, sight)
                assert held(part.found.states, agency) == held(whole.found.states, agency)


def test_a_discarded_draft_is_counted_until_it_was_discarded(session: Session) -> None:
    plan = a_plan(session)
    a_rule(session, plan)
    report = a_report(session, a_task(session), "2018", "lead", ("draft", date(2019, 1, 3)))
    report.discarded_at = at(2019, 1, 9)
    session.flush()
    for day in (2, 3, 8, 9, 10):
        check(session, plan, date(2019, 1, 12), at(2019, 1, day), SIGHTS[0])


def test_a_contribution_of_a_coordinating_agency_is_not_counted(session: Session) -> None:
    plan = a_plan(session)
    a_rule(session, plan)
    report = a_report(session, a_task(session), "2018", "lead", ("submitted", date(2019, 1, 3)))
    check(session, plan, date(2019, 1, 12), at(2020), SIGHTS[0])
    report.role = "coordinating"
    session.flush()
    check(session, plan, date(2019, 1, 12), at(2020), SIGHTS[0])


def test_tasks_of_two_plans_that_were_written_by_turns_are_counted_apart(session: Session) -> None:
    plans = {code: a_plan(session, code) for code in ("one", "other")}
    for plan in plans.values():
        a_rule(session, plan)
    for number, day in (("1.1", 3), ("1.2", 9), ("1.3", 20)):
        for code, state in (("one", "submitted"), ("other", "accepted")):
            a_report(session, a_task(session, number, plan=code), "2018", "lead", (state, date(2019, 1, day)))
    for plan in plans.values():
        for sight in SIGHTS[:2]:
            check(session, plan, date(2019, 1, 12), at(2020), sight)
