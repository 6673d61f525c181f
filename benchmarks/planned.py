"""A generated plan of any size: its tasks with versions and leads, rules, holidays, and statements. Reports are in ``reported``."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from app.core.db import unit_of_work
from app.core.ids import uuid7
from app.plans import models
from benchmarks.administration import LISTED, UNLISTED, Administration, administration

CODE, FIRST = "ke-hoach", 2018
AUTHOR = "benchmark"
GROUPS = 10
IN_PRINT = datetime(FIRST, 1, 2, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Made:
    """A task as written: whom it falls on, and for which years it is owed."""

    id: UUID
    leads: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MadePlan:
    """The plan, and what reports are made from."""

    id: UUID
    first: int
    last: int
    agencies: Administration
    tasks: tuple[Made, ...]


def plan(database: Engine, tasks: int, years: int) -> MadePlan:
    """Write a plan of so many tasks and years, without reports."""
    chance = random.Random(f"{tasks} tasks, {years} years")
    last = FIRST + years - 1
    with unit_of_work(database) as session:
        agencies = administration(session)
        id = uuid7()
        session.execute(insert(models.Plan), [_plan(id, agencies, last)])
        groups = [uuid7() for _ in range(GROUPS)]
        session.execute(
            insert(models.Group),
            [
                {"id": group, "plan_id": id, "key": str(place), "position": place, "printed": f"Nhóm {place}", "notes": {}}
                for place, group in enumerate(groups, start=1)
            ],
        )
        made = tuple(_made(chance, last) for _ in range(tasks))
        _write_tasks(session, chance, id, groups, agencies, made)
        _write_calendar(session, id, last)
        session.execute(insert(models.TaskStatement), list(_statements(chance, made, last)))
    return MadePlan(id, FIRST, last, agencies, made)


def instant(on: date, days: int = 0) -> datetime:
    """When something of that day was recorded, so many days later."""
    return datetime.combine(on, time(3), UTC) + timedelta(days=days)


def _plan(id: UUID, agencies: Administration, last: int) -> dict[str, Any]:
    return {
        "id": id,
        "code": CODE,
        "number": "1/KH-UBND",
        "language": "vi",
        "printed_title": "KẾ HOẠCH",
        "issuer_id": agencies.ids[agencies.bodies[0]],
        "first_year": FIRST,
        "last_year": last,
        "source": "Made up",
        "notes": {},
        "created_at": IN_PRINT,
        "created_by": AUTHOR,
        "changed_at": IN_PRINT,
    }


def _made(chance: random.Random, last: int) -> Made:
    """Most tasks are owed every year, and most have one body for a lead."""
    leads: tuple[str, ...] = (f"so-{chance.randrange(60):02}",)
    kind = chance.random()
    if kind < 0.05:
        leads = (LISTED,)
    elif kind < 0.07:
        leads = (UNLISTED,)
    elif kind < 0.1:
        leads = (leads[0], f"so-{chance.randrange(60):02}") if chance.random() < 0.5 else (leads[0], UNLISTED)
    first, end = FIRST, last
    if chance.random() < 0.15:
        first, end = sorted((chance.randint(FIRST, last), chance.randint(FIRST, last)))
    return Made(uuid7(), tuple(dict.fromkeys(leads)), first, end)


def _write_tasks(
    session: Session, chance: random.Random, plan: UUID, groups: list[UUID], agencies: Administration, made: tuple[Made, ...]
) -> None:
    last = max(task.last for task in made)
    rows, versions, assignments = [], [], []
    for place, task in enumerate(made):
        group = place * GROUPS // len(made)
        rows.append(
            {"id": task.id, "plan_id": plan, "number": f"{group + 1}.{place + 1}", "position": place}
            | {"created_at": IN_PRINT, "changed_at": IN_PRINT}
        )
        whole = (task.first, task.last) == (FIRST, last)
        kind = chance.choice(("yearly", "continuous")) if whole else "year" if task.first == task.last else "span"
        # One in fifty is said anew later, one in two hundred taken out.
        said = [IN_PRINT] + ([instant(date(FIRST + 1, 6, 1), place % 900)] if chance.random() < 0.02 else [])
        for number, at in enumerate(said, start=1):
            id = uuid7()
            versions.append(
                {
                    "id": id,
                    "task_id": task.id,
                    "number": number,
                    "group_id": groups[group],
                    "printed": f"Nhiệm vụ {place + 1}: tuyên truyền, phổ biến, giáo dục pháp luật về quyền con người.",
                    "timeframe_printed": "Hằng năm",
                    "timeframe_kind": kind,
                    "first_year": task.first,
                    "last_year": task.last,
                    "leads_printed": "; ".join(task.leads),
                    "notes": {},
                    "withdrawn": number > 1 and chance.random() < 0.25,
                    "recorded_at": at,
                    "recorded_by": AUTHOR,
                }
            )
            assignments += [
                {"version_id": id, "agency_id": agencies.ids[code], "role": "lead", "position": position, "printed": code}
                for position, code in enumerate(task.leads)
            ]
    session.execute(insert(models.Task), rows)
    session.execute(insert(models.TaskVersion), versions)
    session.execute(insert(models.Assignment), assignments)


def _write_calendar(session: Session, plan: UUID, last: int) -> None:
    """A yearly report by 15 January, and the plan's own review; holidays of all years but the last that a due day can touch."""
    shared = {"plan_id": plan, "number": 1, "recorded_at": IN_PRINT, "recorded_by": AUTHOR, "after_period": True}
    session.execute(
        insert(models.ReportingRule),
        [{**shared, "code": "yearly", "source": "administrator", "frequency": "yearly", "due_kind": "day_of_year"}
         | {"due_month": 1, "due_day": 15, "printed": None, "due_on": None},
         {**shared, "code": "review", "source": "plan", "frequency": "once", "due_kind": "fixed_day"}
         | {"due_month": None, "due_day": None, "printed": "Tổng kết", "due_on": date(last, 12, 31)}],
    )  # fmt: skip
    for year in range(FIRST, last + 1):
        id = uuid7()
        session.execute(
            insert(models.HolidayYear),
            [{"id": id, "year": year, "number": 1, "source": "Made up", "recorded_at": IN_PRINT, "recorded_by": AUTHOR}],
        )
        session.execute(insert(models.Holiday), [{"year_id": id, "day": date(year, 1, day)} for day in (1, 15, 16)])


def _statements(chance: random.Random, made: tuple[Made, ...], last: int) -> Iterator[dict[str, Any]]:
    for task in made:
        if chance.random() < 0.4:
            on = date(chance.randint(FIRST, last), chance.randint(1, 12), chance.randint(1, 28))
            yield {
                "task_id": task.id,
                "state": chance.choices(("under_way", "done", "dropped"), (5, 4, 1))[0],
                "on": on,
                "evidence": "Công văn",
                "recorded_at": instant(on, chance.choice((0, 1, 3, 400))),
                "recorded_by": AUTHOR,
            }
