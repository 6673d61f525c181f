"""Tasks of plans and accepted reports in the index: what is public, as it is now, and nothing else."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy.orm import Session

from app.agencies import service as agencies
from app.agencies.schemas import AgencyChange
from app.core import clock
from app.core.actor import SYSTEM
from app.core.config import Settings
from app.core.db import unit_of_work
from app.outbox.models import OutboxEntry
from app.plans.models import Report
from app.plans.reports import service as reports
from app.plans.reports.schemas.incoming import NewReport, NewReportTranslation, ReportChange, ReportCorrection
from app.plans.structure import service as structure
from app.plans.structure.schemas.incoming import TaskChange
from app.search import indexing, verifying
from app.search.engines.base import Engine
from app.search.engines.postgresql import PostgreSQLEngine
from tests.builders import LANGUAGES, a_document
from tests.callers import Caller
from tests.plans.building import CODE, LEAD, a_plan, a_task
from tests.search.asking import counts, labels, search, titles
from tests.search.test_worker import running, until

WORDS = "Đã mở hai lớp tập huấn cho phóng viên."


def a_report(session: Session, *ways: str, narrative: str = WORDS, language: str = "vi", period: str = "2019") -> Report:
    """A report that has gone these ways."""
    told = {"task": "1.4", "period": period, "language": language, "agency": LEAD, "narrative": narrative}
    report = reports.create(session, SYSTEM, CODE, NewReport.model_validate(told), clock.now().date(), LANGUAGES)
    go(session, report, *ways)
    return report


def go(session: Session, report: Report, *ways: str) -> None:
    today = clock.now().date()
    for way in ways:
        if way == "submit":
            reports.submit(session, SYSTEM, CODE, report.id, None, None, today)
        elif way == "accept":
            reports.accept(session, SYSTEM, CODE, report.id, None, None, today)
        else:
            reports.send_back(session, SYSTEM, CODE, report.id, None, "Thiếu", None, today)


def permalinks(client: Caller, q: str, **asked: str) -> list[str]:
    return [hit["document"]["permalink"] for hit in search(client, q, **asked)["hits"]]


def test_a_task_is_projected_in_each_language_of_its_titles(session: Session) -> None:
    a_plan(session)
    english = [{"language": "en", "title": "A database"}]
    task = a_task(session, "1.5", printed="Cơ sở dữ liệu\nbằng tiếng nước ngoài", timeframe="2018 - 2019", titles=english)
    english_entry, entry = indexing.project(session, task.id)
    assert (entry.kind, entry.slug, entry.languages) == ("plan_task", "ke-hoach/tasks/1.5", ("en", "vi"))
    assert (entry.title, entry.aliases, entry.year) == ("Cơ sở dữ liệu bằng tiếng nước ngoài", ("Nhiệm vụ 1.5",), 2018)
    assert entry.text == "Nhóm nhiệm vụ\n\nCơ quan chủ trì: so-a\n\nCơ quan phối hợp: so-b\n\nThời gian thực hiện: 2018 - 2019"
    assert entry.agencies == ("so-a", "so-b") and entry.number is None and not entry.has_force
    assert (english_entry.language, english_entry.title, english_entry.aliases) == ("en", "A database", ("Task 1.5",))
    assert "Led by: So A" in english_entry.text and "Timeframe: 2018 - 2019" in english_entry.text


def test_a_task_counts_as_published_when_its_plan_was_issued(session: Session) -> None:
    plan = a_plan(session)
    task = a_task(session, "1.5")
    plan.issued_on = date(2018, 10, 25)
    session.flush()
    assert indexing.project(session, task.id)[0].published_at == datetime(2018, 10, 25, tzinfo=UTC)


def test_a_task_that_was_taken_out_of_the_plan_is_not_found(
    session: Session, client: Caller, engine_of_search: Engine, indexed: Callable[[], None]
) -> None:
    a_plan(session)
    task = a_task(session, "1.5", printed="Cơ sở dữ liệu")
    indexed()
    assert permalinks(client, "cơ sở dữ liệu") == ["/api/v1/plans/ke-hoach/tasks/1.5"]
    structure.change_task(session, SYSTEM, CODE, "1.5", None, TaskChange(withdrawn=True, reason="Gộp"), LANGUAGES)
    indexing.apply(session, engine_of_search, task.id)
    result = search(client, "cơ sở dữ liệu")
    # Another task of the plan shares words with it, and is told as near.
    near = [(hit["matched"], hit["document"]["permalink"]) for hit in result["hits"]]
    assert near == [("nearest", "/api/v1/plans/ke-hoach/tasks/1.4")]


def test_an_accepted_report_is_found_by_what_it_says(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_plan(session)
    report = a_report(session, "submit", "accept")
    told = NewReportTranslation(narrative="Two courses for journalists were held.")
    reports.translate(session, SYSTEM, CODE, report.id, "en", None, told, LANGUAGES)
    indexed()
    address = f"/api/v1/plans/ke-hoach/accepted-reports/{report.id}"
    for typed in ("lớp tập huấn", "lop tap huan", "courses for journalists"):
        assert permalinks(client, typed) == [address], typed
    assert client.get(address).status_code == 200
    (hit,) = search(client, "lớp tập huấn")["hits"]
    assert "<mark>lớp tập huấn</mark>" in hit["snippet_html"]
    shown = hit["document"]
    assert (shown["kind"], shown["title"], shown["year"]) == ("plan_report", "Báo cáo của So A về nhiệm vụ 1.4, kỳ 2019", 2019)
    assert (shown["slug"], shown["number"], shown["in_force"], shown["languages"]) == (None, None, None, ["en", "vi"])


@pytest.mark.parametrize("ways", [(), ("submit",), ("submit", "return")])
def test_what_was_not_accepted_is_never_in_the_index(session: Session, ways: tuple[str, ...]) -> None:
    a_plan(session)
    report = a_report(session, *ways)
    assert indexing.project(session, report.id) == []
    assert report.id not in {entry.document for batch in indexing.everything(session) for entry in batch}


def test_a_correction_takes_the_place_of_what_it_corrects_when_it_is_accepted(session: Session) -> None:
    a_plan(session)
    report = a_report(session, "submit", "accept")
    english = NewReportTranslation(narrative="Two courses.")
    reports.translate(session, SYSTEM, CODE, report.id, "en", None, english, LANGUAGES)
    wanted = ReportCorrection(reason="Đếm sai", narrative="Đã mở ba lớp.")
    reports.correct(session, SYSTEM, CODE, report.id, None, wanted, clock.now().date())
    ahead = NewReportTranslation(narrative="Three courses.")
    reports.translate(session, SYSTEM, CODE, report.id, "en", None, ahead, LANGUAGES)

    def told() -> list[str]:
        return [entry.text.split("\n")[0] for entry in indexing.project(session, report.id)]

    assert told() == ["Two courses.", WORDS], "the draft of a correction is its writer's own"
    reports.change(session, SYSTEM, CODE, report.id, None, ReportChange(narrative="Đã mở bốn lớp."))
    go(session, report, "submit")
    assert told() == ["Two courses.", WORDS]
    go(session, report, "accept")
    assert told() == ["Three courses.", "Đã mở bốn lớp."]


def test_kinds_narrow_and_are_counted_and_labelled(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_plan(session)
    a_task(session, "1.5", printed="Tập huấn phóng viên")
    a_report(session, "submit", "accept")
    a_document(session, title="Tập huấn phóng viên")
    indexed()
    result = search(client, "tập huấn", lang="zh")
    assert counts(result, "kind") == {"article": 1, "plan_task": 1, "plan_report": 1}
    assert labels(result, "kind")["plan_report"] == "已接受的计划报告"
    assert titles(search(client, "tập huấn", kind="plan_task")) == ["Tập huấn phóng viên"]
    assert search(client, "tập huấn", kind="plan_report", agency=LEAD, year="2019")["total"] == 1
    assert search(client, "tập huấn", kind="plan_report", agency="so-b")["total"] == 0
    assert search(client, kind=["plan_task", "plan_report"])["total"] == 3
    assert client.get("/api/v1/search", params={"kind": "plan"}).status_code == 422


def test_a_search_for_tasks_can_be_saved(editor: Caller) -> None:
    saved = editor.post("/api/v1/searches", json={"q": "tập huấn", "kind": ["plan_task"]})
    assert saved.status_code == 201 and saved.json()["search"].endswith("kind=plan_task")


def test_titles_of_tasks_are_suggested(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_plan(session)
    a_task(session, "1.5", printed="Cơ sở dữ liệu bằng tiếng nước ngoài")
    indexed()
    (one,) = client.get("/api/v1/search/suggest", params={"q": "cơ sở d"}).json()["suggestions"]
    assert (one["kind"], one["slug"], one["permalink"]) == ("plan_task", None, "/api/v1/plans/ke-hoach/tasks/1.5")


def test_what_a_change_concerns(session: Session) -> None:
    plan = a_plan(session)
    task = a_task(session, "1.5")
    report = a_report(session, "submit", "accept")
    a_report(session, period="2018")
    of = {
        topic: set(indexing.concerned(session, [(topic, str(key))]))
        for topic, key in (("task", report.task_id), ("plan", plan.id))
    }
    assert of == {"task": {report.task_id, report.id}, "plan": {report.task_id, task.id}}
    assert set(indexing.concerned(session, [("agency", LEAD)])) == {report.task_id, task.id, report.id}
    assert indexing.concerned(session, [("report", str(report.id)), ("holidays", "2020"), ("agency", "nobody")]) == [report.id]


def test_an_agency_that_is_called_otherwise_changes_its_tasks(session: Session) -> None:
    a_plan(session)
    report = a_report(session, "submit", "accept")
    change = AgencyChange.model_validate({"names": [{"language": "vi", "name": "Sở Mới"}]})
    agencies.change(session, SYSTEM, LEAD, None, change, LANGUAGES)
    assert indexing.project(session, report.id)[0].title == "Báo cáo của Sở Mới về nhiệm vụ 1.4, kỳ 2019"


def test_an_index_is_compared_with_tasks_and_reports_too(session: Session) -> None:
    a_plan(session)
    report = a_report(session, "submit", "accept")
    engine = PostgreSQLEngine(session)
    indexing.rebuild(session, engine)
    session.query(OutboxEntry).delete()
    assert verifying.compare(session, engine).wrong == ()
    engine.drop([report.id])
    assert verifying.compare(session, engine).documents == [report.id]


@pytest.mark.xdist_group("committed")
def test_after_acceptance_the_worker_indexes_the_report(
    settings: Settings, committed_engine: Database, committed_client: Caller
) -> None:
    def found() -> list[str]:
        return permalinks(committed_client, "lop tap huan")

    with unit_of_work(committed_engine) as work:
        a_plan(work)
        report: UUID = a_report(work, "submit").id
    with running(settings, committed_engine):
        until(lambda: search(committed_client, kind="plan_task")["total"] == 1)
        assert found() == []
        with unit_of_work(committed_engine) as work:
            reports.accept(work, SYSTEM, CODE, report, None, None, clock.now().date())
        until(lambda: found() == [f"/api/v1/plans/ke-hoach/accepted-reports/{report}"])
