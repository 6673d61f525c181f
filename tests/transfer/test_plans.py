"""Plans in files: loaded part by part, changed only where they differ, refused with file and line."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import transfer
from app.core.actor import Actor, Role
from app.plans.models import IndicatorVersion, Plan, ReportingRule, TaskVersion
from app.plans.structure import service
from app.plans.structure.schemas.incoming import TaskChange
from app.plans.structure.service.versions import latest_version
from tests.transfer.files import LANGUAGES, an_agency, load

SOMEBODY = Actor(name="somebody", role=Role.plan_manager)


def a_task(number: str = "1.1", **more: Any) -> dict[str, Any]:
    return {
        "number": number,
        "group": "I",
        "printed": "Nhiệm vụ",
        "timeframe_printed": "Năm 2019",
        "leads_printed": "Sở",
        "coordinating_printed": "\u00a0",
        "assignments": [{"agency": "an-agency", "role": "lead", "printed": "Sở"}],
        **more,
    }


def a_plan(code: str = "a-plan", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "number": "1/KH",
        "language": "vi",
        "printed_title": "KẾ HOẠCH",
        "issuer": "an-agency",
        "first_year": 2018,
        "last_year": 2020,
        "source": "Made for a test",
        "verified": False,
        "groups": [{"key": "I", "printed": "Nhóm"}],
        "tasks": [a_task()],
        **more,
    }


CONDITION = {"code": "all", "unit": "percent", "combine": "ratio", "direction": "increase", "target": "100.0"}
INDICATOR = {"code": "trained", "source": "plan", "printed": "100% cán bộ", "conditions": [CONDITION]}
RULE = {"code": "yearly", "source": "administrator", "frequency": "yearly", "due": {"month": 1, "day": 15}}


def a_folder(folder: Path, *plans: dict[str, Any]) -> Path:
    (folder / "plans").mkdir(parents=True, exist_ok=True)
    (folder / "agencies.jsonl").write_text(json.dumps(an_agency()) + "\n")
    (folder / "plans" / "all.jsonl").write_text("".join(json.dumps(plan, ensure_ascii=False) + "\n" for plan in plans))
    return folder


def faults(session: Session, folder: Path) -> list[str]:
    with pytest.raises(transfer.FaultyFiles) as refused:
        load(session, folder)
    return [str(fault) for fault in refused.value.faults]


def test_a_plan_is_loaded_and_a_second_load_changes_nothing(session: Session, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "in", a_plan(indicators=[INDICATOR], rules=[RULE]))
    assert load(session, folder).plans.created == 1
    assert load(session, folder).nothing_new
    assert session.scalars(select(TaskVersion.coordinating_printed)).all() == ["\u00a0"]


def test_what_differs_becomes_a_new_version_and_the_rest_stays(session: Session, tmp_path: Path) -> None:
    whole = a_plan(indicators=[INDICATOR], rules=[RULE], tasks=[a_task(), a_task("1.2")])
    load(session, a_folder(tmp_path / "in", whole))
    changed = a_plan(
        indicators=[{**INDICATOR, "conditions": [{**CONDITION, "target": "90"}]}],
        rules=[{**RULE, "due": {"working_days": 10}}],
        tasks=[a_task(timeframe_printed="Năm 2020"), a_task("1.2")],
    )
    assert load(session, a_folder(tmp_path / "in", changed)).plans.changed == 1
    versions = session.execute(select(TaskVersion.number, TaskVersion.timeframe_printed, TaskVersion.reason)).all()
    assert sorted(map(tuple, versions), key=str) == [
        (1, "Năm 2019", None),
        (1, "Năm 2019", None),
        (2, "Năm 2020", "Loaded from plans/all.jsonl"),
    ]
    assert sorted(session.scalars(select(IndicatorVersion.number))) == [1, 2]
    assert sorted(session.scalars(select(ReportingRule.number))) == [1, 2]


def test_a_task_that_the_file_no_longer_has_is_taken_out_and_comes_back(session: Session, tmp_path: Path) -> None:
    both, one = a_plan(tasks=[a_task(), a_task("1.2")]), a_plan()
    load(session, a_folder(tmp_path / "in", both))
    load(session, a_folder(tmp_path / "in", one))
    assert session.scalars(select(TaskVersion.withdrawn).where(TaskVersion.number == 2)).all() == [True]
    load(session, a_folder(tmp_path / "in", both))
    assert load(session, a_folder(tmp_path / "in", both)).nothing_new


def test_plans_stand_in_any_order_and_tasks_continue_those_of_others(session: Session, tmp_path: Path) -> None:
    later = a_plan(
        "later",
        first_year=2021,
        last_year=2025,
        predecessor="earlier",
        tasks=[a_task(timeframe_printed="Năm 2021", succeeds={"plan": "earlier", "number": "1.1"})],
    )
    load(session, a_folder(tmp_path / "in", later, a_plan("earlier")))
    assert load(session, a_folder(tmp_path / "in", later, a_plan("earlier"))).nothing_new
    transfer.export(session, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out/plans").iterdir()) == ["earlier.jsonl", "later.jsonl"]


def test_plans_in_a_circle_are_refused(session: Session, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "in", a_plan("a", predecessor="b"), a_plan("b", predecessor="a"))
    assert faults(session, folder) == [
        f"plans/all.jsonl:{line}: predecessor: Plans continue each other in a circle." for line in (1, 2)
    ]


def test_what_others_have_worked_on_is_left_alone_and_named(session: Session, tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "in", a_plan())
    load(session, folder)
    service.change_task(session, SOMEBODY, "a-plan", "1.1", None, TaskChange(printed="Tên khác"), LANGUAGES)
    loaded = load(session, folder)
    assert loaded.plans.kept == ["a-plan"]
    task = session.scalars(select(Plan)).one()
    assert task.code == "a-plan"
    assert load(session, folder, keep=False).plans.changed == 1
    ids = session.scalars(select(TaskVersion.task_id).distinct()).one()
    assert latest_version(session, ids).printed == "Nhiệm vụ"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"issuer": "nobody"}, "issuer: There is no agency nobody."),
        ({"document": "nothing"}, "document: There is no document nothing."),
        ({"predecessor": "nothing"}, "There is no plan nothing."),
        ({"tasks": [a_task(), a_task()]}, "tasks.1.number: The task 1.1 occurs twice."),
        (
            {"tasks": [a_task(assignments=[])]},
            "assignments: A task needs at least one agency, or class of agencies, that leads it.",
        ),
        ({"first_year": 2021}, "last_year: The plan ends before it starts."),
        ({"first_year": "2018"}, "first_year: Input should be a valid integer"),
        ({"surprise": 1}, "surprise: Extra inputs are not permitted"),
        ({"indicators": [{**INDICATOR, "printed": None}]}, "indicators.0: What the plan sets has the plan's words"),
        ({"rules": [{**RULE, "due": {"month": 1}}]}, "rules.0.due: A due date is a day of the year"),
        ({"rules": [{**RULE, "tasks": ["9.9"]}]}, "tasks.0: The plan a-plan has no task 9.9."),
        ({"indicators": [{**INDICATOR, "passage": "sec_IX"}]}, "passage: There is no passage sec_IX before this one."),
    ],
)
def test_a_record_that_cannot_be_loaded_is_told_with_its_line(
    session: Session, tmp_path: Path, wrong: dict[str, Any], told: str
) -> None:
    folder = a_folder(tmp_path / "in", a_plan(**wrong))
    with pytest.raises(transfer.FaultyFiles) as refused:
        load(session, folder)
    (fault,) = refused.value.faults
    assert str(fault).startswith("plans/all.jsonl:1: ")
    assert str(fault).removeprefix("plans/all.jsonl:1: ").startswith(told)


def test_the_order_of_languages_and_of_coordinators_makes_no_difference(session: Session, tmp_path: Path) -> None:
    titles = [{"language": tag, "title": tag} for tag in ("zh-Hans", "en")]
    assignments = [{"agency": "an-agency", "role": role, "printed": "Sở"} for role in ("coordinating", "lead")]
    folder = a_folder(tmp_path / "in", a_plan(titles=titles, tasks=[a_task(assignments=assignments, titles=titles)]))
    load(session, folder)
    assert load(session, folder).nothing_new
