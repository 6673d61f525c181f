"""Who sees what: accepted reports are public; drafts, submissions, returns, extensions and lateness are for staff and the agency itself."""

from datetime import date
from itertools import chain
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.plans.models import Task
from tests.builders import a_succession, an_agency
from tests.callers import REPORTING, Caller
from tests.plans.making import a_plan, a_report, a_rule, a_task, an_extension

URL = "/api/v1/plans/a-plan"
STAGES: dict[str, tuple[tuple[str, date], ...]] = {
    "nothing": (),
    "draft": (("draft", date(2019, 1, 5)),),
    "submitted": (("draft", date(2019, 1, 5)), ("submitted", date(2019, 1, 10))),
    "submitted late": (("submitted", date(2019, 3, 1)),),
    "returned": (("submitted", date(2019, 1, 10)), ("returned", date(2019, 1, 12))),
}
QUESTIONS = (
    "/progress?as_of=2019-06-01",
    "/progress?as_of=2019-01-14",
    "/dashboard?as_of=2019-06-01",
    "/agencies/reporting-agency?as_of=2019-06-01",
    "/agencies/reporting-agency?as_of=2019-06-01&show=late",
    "/comparison?from=2018-06-01&to=2019-06-01",
    "/changes",
    "/tasks/1.1",
)


@pytest.fixture
def task(session: Session) -> Task:
    """A task of the agency that the reporter acts for, and of another one."""
    plan = a_plan(session)
    a_rule(session, plan)
    return a_task(session, leads=(REPORTING, "another"))


def told(who: Caller) -> list[Any]:
    answers = [
        who.get(f"{URL}{question}&known_at=2026-01-01" if "?" in question else f"{URL}{question}") for question in QUESTIONS
    ]
    assert {answer.status_code for answer in answers} == {200}
    return [{**answer.json(), "known_at": None, "versions": None} for answer in answers]


def obligation(who: Caller, agency: str = REPORTING, **query: Any) -> dict[str, Any]:
    answer = who.get(f"{URL}/progress", params={"as_of": "2019-06-01", **query}).json()
    found: dict[str, Any] = next(
        one
        for one in chain.from_iterable(task["obligations"] for task in answer["items"])
        if (one["owed_as"]["code"], one["period"]["code"]) == (agency, "2018")
    )
    return found


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "nothing"])
def test_the_public_cannot_tell_a_report_that_is_not_accepted_from_none(
    session: Session, anyone: Caller, task: Task, stage: str
) -> None:
    nothing = told(anyone)
    a_report(session, task, "2018", REPORTING, *STAGES[stage])
    an_extension(session, task, "2018", REPORTING, date(2019, 2, 1))
    assert told(anyone) == nothing


@pytest.mark.parametrize(
    ("stage", "state", "late"),
    [
        ("nothing", "no_information", False),
        ("draft", "late", True),
        ("submitted", "submitted", False),
        ("submitted late", "late", True),
        ("returned", "late", True),
    ],
)
def test_staff_and_the_agency_itself_see_how_it_stands(
    session: Session, reader: Caller, reporter: Caller, task: Task, stage: str, state: str, late: bool
) -> None:
    if STAGES[stage]:
        a_report(session, task, "2018", REPORTING, *STAGES[stage])
    for who in (reader, reporter):
        one = obligation(who)
        assert (one["whole"], one["state"], one["late"]) == (True, state, late)


def test_an_agency_sees_of_others_what_the_public_sees(session: Session, anyone: Caller, reporter: Caller, task: Task) -> None:
    a_report(session, task, "2018", "another", ("submitted", date(2019, 3, 1)))
    seen = obligation(reporter, "another")
    assert (seen["whole"], seen["state"], seen["late"]) == (False, "nothing_accepted", None)
    assert seen == obligation(anyone, "another")


def test_an_accepted_report_is_public_and_not_whether_it_came_late(
    session: Session, anyone: Caller, reader: Caller, task: Task
) -> None:
    a_report(session, task, "2018", REPORTING, ("submitted", date(2019, 3, 1)), ("accepted", date(2019, 3, 8)))
    public, inside = obligation(anyone), obligation(reader)
    assert (public["state"], public["since"], public["late"], public["days_late"]) == ("accepted", "2019-03-08", None, None)
    assert public["submitted_on"] is None
    assert (inside["state"], inside["late"], inside["days_late"]) == ("accepted", True, 45)


def test_a_successor_sees_what_it_took_over(session: Session, reporter: Caller) -> None:
    plan = a_plan(session)
    a_rule(session, plan)
    before = an_agency(session, "before", valid_to=date(2019, 2, 28))
    a_succession(session, before, an_agency(session, REPORTING, if_missing=True), date(2019, 3, 1))
    task = a_task(session, leads=("before",))
    a_report(session, task, "2018", "before", ("draft", date(2019, 1, 5)))
    assert obligation(reporter, "before")["state"] == "late"


def test_what_is_not_shown_is_null_and_not_none(session: Session, anyone: Caller, reader: Caller, task: Task) -> None:
    public = anyone.get(f"{URL}/dashboard?as_of=2019-06-01").json()
    assert (public["whole"], public["total"]["late"], public["total"]["no_information"]) == (False, None, None)
    assert public["total"]["nothing_accepted"] == 2
    inside = reader.get(f"{URL}/dashboard?as_of=2019-06-01").json()
    assert (inside["whole"], inside["total"]["late"], inside["total"]["no_information"]) == (True, 0, 2)


def test_the_neutral_state_is_explained(anyone: Caller, task: Task) -> None:
    legend = anyone.get(f"{URL}/progress?as_of=2019-06-01&lang=en").json()["legend"]
    meanings = {one["code"]: one["meaning"] for one in legend}
    assert meanings["nothing_accepted"].startswith("No accepted report is published.")


def test_reasons_and_names_are_for_staff_and_the_agency(
    session: Session, anyone: Caller, reader: Caller, reporter: Caller, task: Task
) -> None:
    a_report(session, task, "2018", "another", *STAGES["returned"])
    a_report(session, task, "2018", REPORTING, *STAGES["returned"])

    def reasons(who: Caller) -> list[tuple[str, str, str]]:
        items = who.get(f"{URL}/changes").json()["items"]
        return sorted(
            (one["agency"]["code"], one["state"], one["by"] or "") for one in items if one["kind"] == "report" and one["reason"]
        )

    assert reasons(anyone) == []
    assert reasons(reporter) == [(REPORTING, "returned", "")]
    assert reasons(reader) == [("another", "returned", "test"), (REPORTING, "returned", "test")]


def test_a_setting_publishes_states_and_lateness_and_no_reasons(
    app: FastAPI, session: Session, anyone: Caller, task: Task
) -> None:
    a_report(session, task, "2018", REPORTING, *STAGES["returned"])
    an_extension(session, task, "2018", REPORTING, date(2019, 2, 1))
    before = app.state.settings
    app.state.settings = before.model_copy(update={"publish_lateness": True})
    try:
        one = obligation(anyone)
        changes = anyone.get(f"{URL}/changes").json()["items"]
    finally:
        app.state.settings = before
    assert (one["whole"], one["state"], one["reason"]) == (True, "late", "not_resubmitted")
    assert one["extension"] == {"new_due": "2019-02-01", "reason": None}
    assert not [change for change in changes if change["kind"] in ("report", "extension")]
