"""Reports of a generated plan: drafts, returned and late ones, accepted ones and corrections, paper entered years later, extensions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert, text

from app.core.db import Base, unit_of_work
from app.core.ids import uuid7
from app.plans import models
from benchmarks.administration import LISTED, UNLISTED
from benchmarks.planned import AUTHOR, Made, MadePlan, instant

BATCH = 5_000
Steps = tuple[tuple[str, int], ...]
#: What becomes of a report, how often, and its steps: state, and days after the period's end.
FATES: tuple[tuple[int, tuple[Steps, ...]], ...] = (
    (12, ()),
    (4, ((("draft", 3),),)),
    (4, ((("draft", 3), ("submitted", 12)),)),
    (45, ((("draft", 2), ("submitted", 9), ("accepted", 25)),)),
    (12, ((("draft", 5), ("submitted", 40), ("accepted", 60)),)),
    (5, ((("draft", 1), ("submitted", 6), ("returned", 12)),)),
    (12, ((("draft", -9), ("submitted", 8), ("returned", 11), ("submitted", 15), ("accepted", 30)),)),
    (4, ((("draft", 2), ("submitted", 9), ("accepted", 25)), (("draft", 90), ("submitted", 99), ("accepted", 120)))),
    (2, ((("draft", 2), ("submitted", 9), ("accepted", 25)), (("draft", 90),))),
)
NARRATIVE = "Đã phối hợp tổ chức các hội nghị tuyên truyền, phổ biến pháp luật về quyền con người. "


@dataclass(slots=True)
class Counted:
    """How much was written."""

    reports: int = 0
    steps: int = 0
    extensions: int = 0


def report(database: Engine, plan: MadePlan) -> Counted:
    """Write what agencies reported on the plan's tasks, year after year."""
    chance = random.Random("reports")
    counted = Counted()
    owed = _owed(plan)
    while batch := list(islice(owed, BATCH)):
        reports: list[dict[str, Any]] = []
        revisions: list[dict[str, Any]] = []
        texts: list[dict[str, Any]] = []
        steps: list[dict[str, Any]] = []
        extensions: list[dict[str, Any]] = []
        for task, year, agency in batch:
            owed_as = plan.agencies.ids[agency]
            if chance.random() < 0.02:
                extensions.append(_extension(task, year, owed_as))
            fate = chance.choices([steps for _, steps in FATES], [weight for weight, _ in FATES])[0]
            if not fate:
                continue
            # One in twenty came on paper, and was entered more than a year later.
            delay = chance.choice((400, 700)) if chance.random() < 0.05 else chance.choice((0, 0, 0, 1, 2))
            reports.append(_report(task, year, owed_as))
            for edition, taken in enumerate(fate, start=1):
                id = uuid7()
                end = date(year, 12, 31)
                at = instant(end + timedelta(days=taken[0][1]), delay)
                shared = {"recorded_by": AUTHOR, "recorded_at": at}
                revisions.append({"id": id, "report_id": reports[-1]["id"], "number": edition, "edition": edition, **shared})
                texts.append({"revision_id": id, "language": "vi", "narrative": NARRATIVE * 4, **shared})
                for place, (state, days) in enumerate(taken, start=1):
                    on = end + timedelta(days=days)
                    steps.append(_step(reports[-1]["id"], id, edition, 10 * edition + place, state, on, delay))
        with unit_of_work(database) as session:
            for model, rows in (
                (models.Report, reports),
                (models.ReportRevision, revisions),
                (models.ReportText, texts),
                (models.ReportStep, steps),
                (models.Extension, extensions),
            ):
                if rows:
                    # With RETURNING many rows go in one statement, and the triggers of the table run once for all of them.
                    table = Base.metadata.tables[model.__tablename__]
                    session.connection().execute(insert(table).returning(table.c.id), rows)
        counted.reports += len(reports)
        counted.steps += len(steps)
        counted.extensions += len(extensions)
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # As autovacuum does some time after so many rows.
        connection.execute(text("vacuum analyze"))
    return counted


def _owed(plan: MadePlan) -> Iterator[tuple[Made, int, str]]:
    """Who reports on what for which year; on a class that nobody can list somebody does."""
    for year in range(plan.first, plan.last + 1):
        end = date(year, 12, 31)
        for task in plan.tasks:
            if task.first <= year <= task.last:
                for lead in task.leads:
                    members = plan.agencies.members(end) if lead == LISTED else ["so-59"] if lead == UNLISTED else [lead]
                    for agency in members:
                        if agency not in task.leads or agency == lead:
                            yield task, year, agency


def _report(task: Made, year: int, agency: UUID) -> dict[str, Any]:
    at = instant(date(year, 12, 31))
    return {
        "id": uuid7(),
        "task_id": task.id,
        "period": str(year),
        "period_first": date(year, 1, 1),
        "period_last": date(year, 12, 31),
        "agency_id": agency,
        "role": "lead",
        "language": "vi",
        "created_at": at,
        "created_by": AUTHOR,
        "changed_at": at,
    }


def _step(report: UUID, revision: UUID, edition: int, number: int, state: str, on: date, delay: int) -> dict[str, Any]:
    return {
        "report_id": report,
        "number": number,
        "edition": edition,
        "revision_id": revision,
        "state": state,
        "on": on,
        "reasons": "Thiếu số liệu" if state == "returned" else None,
        "snapshot": {"narrative": NARRATIVE * 4, "language": "vi"} if state == "accepted" else None,
        "recorded_at": instant(on, delay),
        "recorded_by": AUTHOR,
    }


def _extension(task: Made, year: int, owed_as: UUID) -> dict[str, Any]:
    return {
        "task_id": task.id,
        "period": str(year),
        "owed_as_id": owed_as,
        "new_due": date(year + 1, 2, 15),
        "reason": "Bão lũ",
        "granted_by": "UBND tỉnh",
        "recorded_at": instant(date(year + 1, 1, 10)),
        "recorded_by": AUTHOR,
    }
