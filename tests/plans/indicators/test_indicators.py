"""Indicators: set, changed with what they asked for before kept, measured, and whether they are met."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.agencies.models import Agency
from app.core.actor import SYSTEM
from app.outbox.models import OutboxEntry
from app.plans.models import Measurement, Plan
from app.plans.structure import service as structure
from app.plans.structure.errors import ConditionMeasured
from app.plans.structure.schemas.setting import IndicatorSet
from tests.builders import LANGUAGES, a_succession, an_agency
from tests.callers import Caller
from tests.plans.building import BASE, HELPER, LEAD, an_indicator
from tests.plans.reports.acts import a_reporter, refused

pytestmark = pytest.mark.usefixtures("plan")
URL = f"{BASE}/indicators"
SHARE = {"condition": "trained", "unit": "percent", "period": "2019", "source": "Danh sách lớp"}
COURSES = {"condition": "courses", "unit": "courses", "period": "2019", "source": "Sổ lớp"}


def new(code: str = "can-bo", **more: Any) -> dict[str, Any]:
    ratio = {"unit": "percent", "combine": "ratio", "direction": "increase", "target": "100"}
    return {
        "code": code,
        "source": "plan",
        "printed": "100% cán bộ làm công tác nhân quyền… được tập huấn và trang bị các tài liệu",
        "conditions": [{"code": "trained", **ratio}, {"code": "equipped", **ratio}],
        "titles": [{"language": "en", "title": "Officials trained and equipped"}],
        **more,
    }


def measured(who: Caller, indicator: str = "tap-huan", **body: Any) -> dict[str, Any]:
    answer = who.post(f"{URL}/{indicator}/measurements", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def state(who: Caller, indicator: str = "tap-huan", **params: Any) -> dict[str, Any]:
    return dict(who.get(f"{URL}/{indicator}", params=params).json()["assessment"])


def test_an_indicator_of_the_plan_keeps_its_whole_wording_and_its_conditions(plan_manager: Caller, anyone: Caller) -> None:
    made = plan_manager.post(URL, json=new(expected=[LEAD]))
    assert made.status_code == 201, made.text
    told = anyone.get(made.headers["Location"], params={"lang": "vi"}).json()
    assert told["printed"] == told["title"]["text"] == new()["printed"] and told["title"]["official"] is True
    assert [one["code"] for one in told["conditions"]] == ["trained", "equipped"]
    assert (told["expected"]["known"], told["expected"]["agencies"][0]["code"]) == (True, LEAD)
    assert told["assessment"]["verdict"] == "unknown"
    english = anyone.get(made.headers["Location"], params={"lang": "en"}).json()
    assert english["title"]["text"] == "Officials trained and equipped"


def test_it_is_met_only_when_each_condition_is(plan_manager: Caller, anyone: Caller) -> None:
    plan_manager.post(URL, json=new())
    body = {"unit": "percent", "period": "2019", "source": "x", "agency": LEAD}
    measured(plan_manager, "can-bo", **body, condition="trained", value="100")
    assert state(anyone, "can-bo")["verdict"] == "unknown"
    measured(plan_manager, "can-bo", **body, condition="equipped", numerator="9", denominator="10")
    assert state(anyone, "can-bo")["verdict"] == "not_met"
    measured(plan_manager, "can-bo", **body, condition="equipped", numerator="10", denominator="10")
    assert state(anyone, "can-bo")["verdict"] == "met"


def test_shares_of_agencies_are_summed_and_never_averaged(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    an_indicator(session)
    measured(plan_manager, **SHARE, agency=LEAD, numerator="1", denominator="1")
    measured(plan_manager, **SHARE, agency=HELPER, numerator="10", denominator="99")
    trained, courses = state(anyone)["conditions"]
    assert (trained["value"], trained["numerator"], trained["denominator"]) == ("11", "11", "100")
    assert sorted(one["agency"]["code"] for one in trained["counted"]) == [LEAD, HELPER]
    assert courses["value"] is None


def test_the_same_two_dates_give_the_same_answer(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    an_indicator(session)
    first = measured(plan_manager, **COURSES, agency=LEAD, value="2", on="2019-06-30")
    before = state(anyone, as_of="2019-12-31", known_at=first["recorded_at"])
    measured(plan_manager, **COURSES, agency=LEAD, value="5", on="2019-12-31")
    assert state(anyone, as_of="2019-12-31", known_at=first["recorded_at"]) == before
    assert before["conditions"][1]["value"] == "2"
    assert state(anyone, as_of="2019-12-30")["conditions"][1]["value"] == "2"
    assert state(anyone, as_of="2019-12-31")["conditions"][1]["value"] == "5"
    assert anyone.get(f"{URL}/tap-huan", params={"known_at": "2019-01-01"}).status_code == 404, "it was set later"


def test_a_reporter_measures_for_its_own_agency_alone(session: Session, lead: Caller) -> None:
    an_indicator(session)
    assert measured(lead, **COURSES, value="2")["agency"]["code"] == LEAD
    assert refused(lead.post(f"{URL}/tap-huan/measurements", json={**COURSES, "value": "2", "agency": HELPER})) == (
        403,
        "forbidden",
    )


def test_figures_are_taken_from_whom_they_are_expected(
    app: FastAPI, session: Session, lead: Caller, helper: Caller, plan_manager: Caller
) -> None:
    an_indicator(session, expected=[LEAD])
    assert refused(helper.post(f"{URL}/tap-huan/measurements", json={**COURSES, "value": "2"})) == (409, "not-expected")
    measured(lead, **COURSES, value="2")
    measured(plan_manager, **COURSES, agency=HELPER, value="2")
    heir = an_agency(session, "so-moi")
    a_succession(session, session.scalars(select(Agency).where(Agency.code == LEAD)).one(), heir, None)
    measured(a_reporter(app, session, "so-moi"), **COURSES, value="2")


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ({**SHARE, "unit": "persons", "value": "1"}, "unit-mismatch"),
        ({**SHARE, "value": "100.000001"}, "percentage-out-of-bounds"),
        ({**SHARE, "numerator": "2", "denominator": "1"}, "numerator-out-of-bounds"),
        ({**SHARE, "numerator": "0", "denominator": "0"}, "denominator-nought"),
        ({**SHARE, "denominator": "3"}, "ratio-incomplete"),
        ({**SHARE, "value": "10", "numerator": "1", "denominator": "2"}, "ratio-contradicts"),
        (SHARE, "measurement-empty"),
        ({**COURSES, "value": "1", "numerator": "1", "denominator": "1"}, "ratio-not-asked"),
        ({**COURSES, "condition": "khac", "value": "1"}, "unknown-condition"),
        ({**COURSES, "value": "1", "on": "2020-01-01"}, "measured-outside-period"),
        ({**COURSES, "value": "1", "period": "2199"}, "measured-outside-period"),
        ({**COURSES, "value": "1", "period": "2019-2018"}, "unknown-period"),
        ({**COURSES, "value": "x"}, "invalid"),
        ({**COURSES, "value": "1", "agency": "khong-co"}, "unknown-agency"),
        ({**COURSES, "value": "1", "agency": "cac-so"}, "agency-is-class"),
        ({**COURSES, "value": "1", "agency": None}, "agency-missing"),
        ({**COURSES, "value": "1", "source": " "}, "invalid"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_by_name(
    session: Session, plan_manager: Caller, figure: dict[str, Any], code: str
) -> None:
    an_indicator(session)
    an_agency(session, "cac-so", type="class", enumerable=False)
    for language in ("vi", "en", "zh-Hans"):
        answer = plan_manager.post(f"{URL}/tap-huan/measurements", json={"agency": LEAD, **figure}, params={"lang": language})
        assert refused(answer) == (422, code), answer.text
    assert session.scalar(select(func.count()).select_from(Measurement)) == 0


def test_nothing_is_measured_for_a_closed_period(session: Session, plan_manager: Caller) -> None:
    an_indicator(session)
    plan_manager.post(f"{BASE}/periods/2019/close", json={"reason": "x"})
    answer = plan_manager.post(f"{URL}/tap-huan/measurements", json={**COURSES, "value": "2", "agency": LEAD})
    assert refused(answer) == (409, "period-closed")


def test_measurements_are_listed_with_their_sources(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    an_indicator(session)
    made = [measured(plan_manager, **COURSES, agency=LEAD, value=str(number)) for number in range(3)]
    measured(plan_manager, **{**COURSES, "period": "2018"}, agency=HELPER, value="9")
    url = f"{URL}/tap-huan/measurements"
    assert [one["value"] for one in anyone.get(url, params={"period": "2019"}).json()["items"]] == ["2", "1", "0"]
    assert [one["value"] for one in anyone.get(url, params={"agency": HELPER}).json()["items"]] == ["9"]
    page = anyone.get(url, params={"limit": 3})
    assert len(page.json()["items"]) == 3
    assert [one["id"] for one in anyone.get(page.links["next"]["url"]).json()["items"]] == [made[0]["id"]]
    assert anyone.get(url, params={"known_at": made[0]["recorded_at"]}).json()["items"] == [made[0]]


def test_what_is_asked_for_changes_as_a_new_version_with_a_reason(session: Session, plan_manager: Caller, anyone: Caller) -> None:
    an_indicator(session)
    before = anyone.get(f"{URL}/tap-huan").json()
    match = {"If-Match": '"1"'}
    assert refused(plan_manager.patch(f"{URL}/tap-huan", json={"expected": [LEAD]}, headers=match)) == (422, "reason-needed")
    assert refused(plan_manager.patch(f"{URL}/tap-huan", json={"expected": [LEAD]})) == (428, "precondition-required")
    body = {"expected": [LEAD], "reason": "Công văn 12"}
    changed = plan_manager.patch(f"{URL}/tap-huan", json=body, headers=match)
    assert changed.status_code == 200, changed.text
    assert (changed.json()["revision"], changed.json()["version"]) == (2, 2)
    assert changed.json()["conditions"] == before["conditions"], "conditions were not named"
    assert refused(plan_manager.patch(f"{URL}/tap-huan", json=body, headers=match)) == (412, "precondition-failed")
    then = anyone.get(f"{URL}/tap-huan", params={"known_at": before["assessment"]["known_at"]}).json()
    assert (then["version"], then["expected"]["known"]) == (1, False)
    titled = plan_manager.patch(
        f"{URL}/tap-huan", json={"titles": [{"language": "vi", "title": "Mới"}]}, headers={"If-Match": '"2"'}
    ).json()
    assert (titled["revision"], titled["version"], titled["title"]["text"]) == (3, 2, "Mới")


def test_what_was_measured_keeps_its_unit(session: Session, plan_manager: Caller) -> None:
    an_indicator(session)
    measured(plan_manager, **COURSES, agency=LEAD, value="2")
    body = {
        "reason": "x",
        "conditions": [{"code": "courses", "unit": "persons", "combine": "sum", "direction": "increase", "target": "3"}],
    }
    answer = plan_manager.patch(f"{URL}/tap-huan", json=body, headers={"If-Match": '"1"'})
    assert refused(answer) == (409, "condition-measured")


def test_what_was_measured_keeps_its_unit_also_when_a_file_says_otherwise(session: Session, plan_manager: Caller) -> None:
    indicator = an_indicator(session)
    measured(plan_manager, **COURSES, agency=LEAD, value="2")
    plan = session.scalars(select(Plan).where(Plan.id == indicator.plan_id)).one()

    def set_to(*conditions: dict[str, str]) -> None:
        wanted = {"code": indicator.code, "source": "administrator", "conditions": conditions}
        with session.begin_nested():
            structure.set_indicator(session, SYSTEM, plan, IndicatorSet.model_validate(wanted), LANGUAGES)

    courses = {"code": "courses", "unit": "courses", "combine": "sum", "direction": "increase", "target": "3"}
    other = {**courses, "code": "others"}
    with pytest.raises(ConditionMeasured) as caught:
        set_to(other, {**courses, "combine": "single"})
    assert caught.value.facts["pointer"] == "/conditions/1"
    set_to({**courses, "target": "4"})
    set_to(other)
    with pytest.raises(ConditionMeasured):
        set_to({**courses, "unit": "persons"})


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"code": "tap-huan"}, "indicator-code-taken"),
        ({"printed": None}, "wording-needed"),
        ({"source": "administrator"}, "wording-needed"),
        ({"conditions": [new()["conditions"][0]] * 2}, "condition-twice"),
        ({"conditions": [{**new()["conditions"][0], "unit": "persons"}]}, "ratio-in-percent"),
        ({"conditions": [{**new()["conditions"][0], "target": "101"}]}, "target-out-of-bounds"),
        ({"conditions": []}, "invalid"),
        ({"expected": ["khong-co"]}, "unknown-agency"),
        ({"passage": "khong-co"}, "unknown-passage"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(session: Session, plan_manager: Caller, told: dict[str, Any], code: str) -> None:
    an_indicator(session)
    answer = plan_manager.post(URL, json=new(**told))
    assert answer.json()["code"] == code, answer.text
    assert len(plan_manager.get(URL).json()["items"]) == 1


def test_who_has_given_no_figure_is_told_to_staff_and_that_agency(
    session: Session, lead: Caller, helper: Caller, anyone: Caller, reader: Caller
) -> None:
    an_indicator(session, expected=[LEAD, HELPER])

    def missing(who: Caller) -> tuple[int, list[str]]:
        condition = state(who)["conditions"][0]
        return condition["missing_count"], [one["code"] for one in condition["missing"]]

    assert missing(reader) == (2, [LEAD, HELPER])
    assert missing(anyone) == (2, []) and missing(lead) == (2, [LEAD]) and missing(helper) == (2, [HELPER])


def test_acts_are_announced(session: Session, plan_manager: Caller) -> None:
    indicator = an_indicator(session)
    measured(plan_manager, **COURSES, agency=LEAD, value="2")
    announced = select(func.count()).where(OutboxEntry.topic == "indicator", OutboxEntry.key == str(indicator.id))
    assert session.scalar(announced) == 2
