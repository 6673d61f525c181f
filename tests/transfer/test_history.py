"""Plans with everything that was recorded of them: what is exported and imported elsewhere is known as it was, and when it was."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.orm import Session

from app import transfer
from app.core import clock
from app.core.actor import Actor, Role
from app.plans.calendar import service as calendar
from app.plans.calendar.schemas.days import NewExtension
from app.plans.calendar.schemas.rules import ReportingRuleChange
from app.plans.indicators import service as indicators
from app.plans.indicators.schemas.incoming import NewMeasurement
from app.plans.models import Plan
from app.plans.progress import service as progress
from app.plans.progress.policy import Sight
from app.plans.progress.service import Asked
from app.plans.reports import service as reports
from app.plans.reports.schemas.incoming import NewReport, NewReportTranslation, ReportChange, ReportCorrection
from app.plans.structure import service as structure
from app.plans.structure.queries import View
from app.plans.structure.schemas.incoming import NewStatement, TaskChange
from tests.builders import a_document
from tests.plans.building import CODE, HELPER, LEAD, a_plan, a_task, an_indicator, loaded_holidays
from tests.transfer.files import LANGUAGES
from tests.transfer.test_round_trip import contents

ZONE = "Asia/Ho_Chi_Minh"
MANAGER = Actor(name="Phòng tổng hợp", role=Role.plan_manager)
AGENCY = Actor(name="Người báo cáo so-a", role=Role.reporter, agency=LEAD)
FIGURE = {"indicator": "tap-huan", "condition": "trained", "unit": "percent", "numerator": "18.50", "denominator": "20"}


def at(month: int, day: int, year: int = 2020) -> datetime:
    return datetime(year, month, day, 3, 4, 5, 678901, tzinfo=UTC)


@contextmanager
def on(month: int, day: int, year: int = 2020) -> Iterator[date]:
    """What is done inside was recorded on that day; the day is handed in."""
    with clock.frozen(at(month, day, year)):
        yield at(month, day, year).date()


def a_history(session: Session) -> None:
    """A plan of 2018 on which much was done in 2020 and 2021."""
    document = a_document(session, title="Điểm báo", kind="publication", fields={"medium": "press_digest"})
    with on(1, 1, 2019):
        a_plan(session)
        an_indicator(session, expected=[LEAD])
        a_task(session, "1.5", timeframe="Năm 2019")
    with on(1, 3):
        loaded_holidays(session, 2020)
        evidence = [{"document": str(document.id), "note": "Trang 3"}]
        new = NewReport.model_validate(
            {
                "task": "1.4",
                "period": "2019",
                "language": "vi",
                "narrative": "Bản một.\nHai dòng.",
                "figures": [FIGURE],
                "evidence": evidence,
            }
        )
        report = reports.create(session, AGENCY, CODE, new, date(2020, 1, 3), LANGUAGES)
    with on(1, 10) as today:
        reports.submit(session, AGENCY, CODE, report.id, None, None, today)
    with on(1, 12) as today:
        reports.send_back(session, MANAGER, CODE, report.id, None, "Thiếu số liệu.", None, today)
        wanted = NewExtension(task="1.4", period="2019", owed_as=LEAD, new_due=date(2020, 2, 20), reason="Bão", granted_by="UBND")
        calendar.extend(session, MANAGER, ("vi",), CODE, wanted, today)
    with on(2, 1):
        change = ReportChange.model_validate({"narrative": "Bản hai.", "figures": [{**FIGURE, "numerator": "20"}]})
        reports.change(session, AGENCY, CODE, report.id, None, change)
    with on(2, 2):
        told = NewReportTranslation(narrative="Second version.")
        reports.translate(session, AGENCY, CODE, report.id, "en", None, told, LANGUAGES)
    with on(2, 3) as today:
        reports.submit(session, AGENCY, CODE, report.id, None, None, today)
    with on(2, 10) as today:
        reports.accept(session, MANAGER, CODE, report.id, None, date(2020, 2, 8), today)
    with on(3, 1) as today:
        later = NewReportTranslation(narrative="第二版。")
        reports.translate(session, MANAGER, CODE, report.id, "zh-Hans", None, later, LANGUAGES)
        state = NewStatement.model_validate(
            {"state": "under_way", "on": "2020-02-01", "evidence": "Báo cáo", "document": str(document.id)}
        )
        structure.state_task(session, MANAGER, CODE, "1.4", state, today)
        structure.change_task(session, MANAGER, CODE, "1.5", None, TaskChange(withdrawn=True, reason="Đã gộp"), LANGUAGES)
        calendar.close_period(session, MANAGER, CODE, "2019", "Đã tổng hợp")
    with on(4, 1) as today:
        calendar.reopen_period(session, MANAGER, CODE, "2019", "Đính chính")
        wrong = ReportCorrection.model_validate({"reason": "Đếm sai", "figures": [{**FIGURE, "numerator": "19"}]})
        reports.correct(session, AGENCY, CODE, report.id, None, wrong, today)
        helping = {"task": "1.4", "period": "2019", "language": "en", "narrative": "Helped.", "agency": HELPER}
        gone = reports.create(session, MANAGER, CODE, NewReport.model_validate(helping), today, LANGUAGES)
    with on(4, 2) as today:
        reports.discard(session, MANAGER, CODE, gone.id, None)
        measured = {"condition": "courses", "unit": "courses", "value": "2", "period": "2019", "source": "Sổ", "agency": HELPER}
        indicators.measure(session, MANAGER, ("vi",), CODE, "tap-huan", NewMeasurement.model_validate(measured), today)
        loaded_holidays(session, 2021)
    with on(1, 5, 2021):
        rule = ReportingRuleChange.model_validate({"reason": "Công văn", "due": {"kind": "working_days_after", "count": 10}})
        calendar.change_rule(session, MANAGER, CODE, "yearly", 1, rule, LANGUAGES)
    session.flush()


def answers(session: Session) -> list[str]:
    """What was known of the plan on many days, at many instants."""
    told = []
    for as_of in (date(2019, 6, 1), date(2020, 1, 31), date(2020, 2, 9), date(2021, 2, 1), date(2026, 1, 1)):
        for known_at in (at(6, 1, 2017), at(1, 11), at(2, 9), at(4, 1), at(1, 6, 2021), at(1, 1, 2026)):
            asked = Asked(as_of, known_at, View(("vi", "en")), "vi", Sight(everything=True, reasons=True))
            page, _ = progress.progress_page(session, asked, CODE, task=None, after=None, limit=50, counted=True)
            figures = progress.dashboard(session, asked, CODE)
            told += [page.model_dump_json(exclude={"items": {"__all__": {"evidence": {"__all__": {"document"}}}}})]
            told += [figures.model_dump_json()]
    return told


Edit = Callable[[list[dict[str, Any]]], None]


@pytest.fixture(scope="module")
def made(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder of everything, and what was known before. Nothing of it stays in the database."""
    folder = tmp_path_factory.mktemp("made")
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as session:
            a_history(session)
            transfer.export(session, folder / "data")
            transfer.export_histories(session, folder / "one")
            told = answers(session)
        transaction.rollback()
    (folder / "data/plans" / f"{CODE}.jsonl").unlink()
    return folder, told


@pytest.fixture
def folder(made: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """A copy of that folder."""
    return shutil.copytree(made[0], tmp_path / "made")


def imported(session: Session, folder: Path) -> dict[str, int]:
    transfer.load(session, transfer.IMPORT, transfer.read(folder / "data"), LANGUAGES, keep=False)
    return transfer.load_histories(session, transfer.read_histories(folder / "one"), LANGUAGES, ZONE)


def edit(folder: Path, change: Edit, file: str = f"facts/{CODE}.jsonl") -> None:
    path = folder / "one" / file
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    change(records)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")


def of(records: list[dict[str, Any]], kind: str, place: int = 0) -> dict[str, Any]:
    return [one for one in records if one["record"] == kind][place]


def test_what_is_exported_and_imported_is_the_same_to_the_byte(session: Session, folder: Path) -> None:
    assert imported(session, folder) == {CODE: len((folder / "one/facts" / f"{CODE}.jsonl").read_text().splitlines())}
    transfer.export_histories(session, folder / "two")
    assert contents(folder / "two") == contents(folder / "one")
    assert set(contents(folder / "one")) == {"holidays.jsonl", f"facts/{CODE}.jsonl", f"plans/{CODE}.jsonl"}


def test_every_pair_of_dates_has_the_answer_that_it_had(session: Session, folder: Path, made: tuple[Path, list[str]]) -> None:
    told = made[1]
    imported(session, folder)
    assert len(set(told)) > 20, "the answers differ among themselves"
    assert answers(session) == told


def test_an_accepted_report_keeps_its_address_and_what_was_frozen(session: Session, folder: Path) -> None:
    imported(session, folder)
    record = of([json.loads(line) for line in (folder / "one/facts" / f"{CODE}.jsonl").read_text().splitlines()], "report")
    shown = reports.show_accepted(session, ("vi",), CODE, UUID(record["id"]))
    assert (shown.edition, shown.narrative, shown.figures[0].numerator) == (1, "Bản hai.", "20")
    assert shown.evidence[0].title == "Điểm báo"


def test_nobody_else_may_read_the_folder(folder: Path) -> None:
    assert (folder / "one").stat().st_mode & 0o077 == 0


def test_a_plan_that_is_there_is_refused_and_other_holidays_too(session: Session, folder: Path) -> None:
    imported(session, folder)
    again = transfer.read_histories(folder / "one")
    with pytest.raises(transfer.FaultyFiles, match=rf"plans/{CODE}.jsonl:1: code: The plan is there already"):
        transfer.load_histories(session, again, LANGUAGES, ZONE)


def test_holidays_that_are_loaded_otherwise_are_refused(session: Session, folder: Path) -> None:
    with clock.frozen(at(1, 1)):
        loaded_holidays(session, 2020)
    with pytest.raises(transfer.FaultyFiles, match=r"holidays.jsonl:1: year: The holidays of 2020 are loaded already"):
        imported(session, folder)


def _period(period: str) -> Edit:
    def change(records: list[dict[str, Any]]) -> None:
        of(records, "report")["period"] = period

    return change


def _set(kind: str, **values: Any) -> Edit:
    return lambda records: of(records, kind).update(values)


def _inside(kind: str, part: str, place: int, **values: Any) -> Edit:
    return lambda records: of(records, kind)[part][place].update(values)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_period("2017"), "No report on task 1.4 is asked for 2017."),
        (_period("2019-Q9"), "period: String should match pattern"),
        (_set("report", agency="nobody"), "agency: There is no agency nobody."),
        (_set("report", agency="so-c"), "so-c neither leads task 1.4 nor coordinates it"),
        (_set("report", role="coordinating"), "role: In this task so-a is “lead” for 2019."),
        (_set("report", task="9.9"), "task: The plan ke-hoach has no task 9.9."),
        (_set("report", language="ko"), "“ko” is not a language of this service."),
        (_inside("report", "revisions", 1, edition=2), "A report that is “returned” is not changed."),
        (_inside("report", "revisions", 1, number=3), "Revisions are numbered from 1."),
        (_inside("report", "steps", 0, on="2018-12-31"), "No report on task 1.4 is asked for 2019. Asked for so far: 2018."),
        (_inside("report", "steps", 1, on="2020-03-01"), "on: 2020-03-01 is still to come."),
        (_inside("report", "steps", 1, state="accepted", snapshot={}), "Only a report that is submitted can be accepted"),
        (_inside("report", "steps", 2, reasons=None), "steps.2: What is returned has reasons"),
        (_inside("report", "steps", 4, snapshot={}), "steps: The snapshot is not one of an accepted report."),
        (
            _inside("report", "revisions", 0, evidence=[{"document": "none"}]),
            "revisions.0.evidence.0: There is no document none.",
        ),
        (
            _inside("report", "revisions", 0, figures=[{**FIGURE, "numerator": "21"}]),
            "figures.0: The numerator must not be negative, nor greater than the denominator.",
        ),
        (_set("report", discarded_at="2020-01-11T00:00:00Z"), "Only a draft that was never submitted can be discarded."),
        (_set("statement", recorded_at="2100-01-01T00:00:00Z"), "recorded_at: 2100-01-01T00:00:00+00:00 is still to come."),
        (_set("statement", recorded_at="2020-01-01"), "recorded_at: Input should"),
        (_set("statement", on="2020-03-02"), "on: "),
        (_set("statement", document="none"), "document: There is no document none."),
        (_set("extension", new_due="2020-01-02"), "new_due: The report is due on 2020-01-15"),
        (_set("extension", owed_as="so-b"), "owed_as: so-b owes no report on task 1.4 for 2019."),
        (_set("closing", closed=False), "The period 2019 is not closed."),
        (_set("measurement", unit="courses"), "value: The measurement is in courses, the indicator in percent."),
        (_set("measurement", agency="so-b"), "report: The report is on 2019 and by so-a."),
        (_set("task", reason="x"), "The first version of a task is not withdrawn, and has no reason."),
        (_set("task", timeframe_printed="bao giờ"), "timeframe_printed: "),
        (_set("indicator", expected=["nobody"]), "expected.0: There is no agency nobody."),
        (_set("rule", tasks=["9.9"]), "tasks.0: The plan ke-hoach has no task 9.9."),
        (_set("plan", code="another"), "There is no history of this plan: no facts/*.jsonl names ke-hoach."),
        (_set("plan", surprise=1), "surprise: Extra inputs are not permitted"),
        (lambda records: records.remove(of(records, "plan")), "record: The first line, and no other, says which plan this is"),
        (lambda records: records.remove(of(records, "rule")), "No report on task 1.4 is asked for 2019."),
        (lambda records: records.remove(of(records, "rule", 1)), "rules: The history ends with something else"),
    ],
)
def test_what_the_write_side_would_refuse_is_refused_with_its_line(
    session: Session, folder: Path, change: Edit, told: str
) -> None:
    edit(folder, change)
    with pytest.raises(transfer.FaultyFiles) as refused, session.begin_nested():
        imported(session, folder)
    fault = str(refused.value.faults[0])
    assert fault.startswith((f"facts/{CODE}.jsonl:", f"plans/{CODE}.jsonl:1:")) and told in fault, fault
    assert session.scalar(select(func.count()).select_from(Plan)) == 0


def test_what_took_a_while_is_kept_to_the_microsecond(connection: Connection, session: Session, tmp_path: Path) -> None:
    """Within one act the clock goes on: a revision, the step and the figures that came with it were not recorded in one instant."""
    moment = connection.begin_nested()
    with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as work:
        a_plan(work)
        an_indicator(work)
        new = NewReport.model_validate(
            {"task": "1.4", "period": "2019", "language": "vi", "narrative": "Đã làm.", "figures": [FIGURE]}
        )
        today = clock.today(ZONE)
        report = reports.create(work, AGENCY, CODE, new, today, LANGUAGES)
        reports.submit(work, AGENCY, CODE, report.id, None, None, today)
        reports.accept(work, MANAGER, CODE, report.id, None, None, today)
        transfer.export(work, tmp_path / "data")
        transfer.export_histories(work, tmp_path / "one")
    moment.rollback()
    (tmp_path / "data/plans" / f"{CODE}.jsonl").unlink()
    imported(session, tmp_path)
    transfer.export_histories(session, tmp_path / "two")
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    steps = of([json.loads(line) for line in contents(tmp_path / "two")[f"facts/{CODE}.jsonl"].splitlines()], "report")["steps"]
    assert len({one["recorded_at"] for one in steps}) == 3
