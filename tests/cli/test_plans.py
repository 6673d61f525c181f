"""The operator loads public holidays."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from app.core.db import unit_of_work
from app.plans.models import HolidayYear, Plan
from tests import databases
from tests.cli.conftest import Nhanquyen
from tests.plans.building import CODE, a_plan, a_report, holidays_of
from tests.plans.outputs.files import column, texts, workbook_of
from tests.transfer.test_round_trip import contents

pytestmark = pytest.mark.xdist_group("committed")


def a_file(folder: Path, *years: int, **more: object) -> str:
    path = folder / "holidays.jsonl"
    path.write_text("\n".join(json.dumps({"year": year, **holidays_of(year), **more}) for year in years), "utf-8")
    return str(path)


def test_holidays_are_loaded_listed_and_loaded_again(nhanquyen: Nhanquyen, tmp_path: Path) -> None:
    file = a_file(tmp_path, 2026, 2027)
    first = nhanquyen("plans", "holidays", "load", file)
    assert first.code == 0, first.err
    assert [line.split() for line in first.out.splitlines()[1:]] == [["2026", "new", "11", "0"], ["2027", "new", "11", "0"]]
    assert "as before" in nhanquyen("plans", "holidays", "load", file).out
    listed = nhanquyen("plans", "holidays", "list").out
    assert [line.split()[:3] for line in listed.splitlines()[1:]] == [["2026", "1", "11"], ["2027", "1", "11"]]


def test_a_file_with_a_year_in_part_loads_nothing(nhanquyen: Nhanquyen, committed_engine: Engine, tmp_path: Path) -> None:
    file = a_file(tmp_path, 2026)
    with Path(file).open("a", encoding="utf-8") as more:
        more.write('\n{"year": 2027, "source": "x", "off": [{"day": "2027-01-01"}]}\n')
    answer = nhanquyen("plans", "holidays", "load", file)
    assert (answer.code, answer.out) == (2, "")
    assert "2027 is loaded in part: it has 1 days off" in answer.err and "Traceback" not in answer.err
    with unit_of_work(committed_engine) as session:
        assert session.scalar(select(func.count()).select_from(HolidayYear)) == 0


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(nhanquyen: Nhanquyen, tmp_path: Path) -> None:
    answer = nhanquyen("plans", "holidays", "load", str(tmp_path / "none.csv"))
    assert answer.code == 2 and "Line 1 of none.csv cannot be read" in answer.err


def test_the_operator_writes_the_report_and_the_workbook(nhanquyen: Nhanquyen, committed_engine: Engine, tmp_path: Path) -> None:
    with unit_of_work(committed_engine) as session:
        a_plan(session)
    plan = ("--plan", CODE, "--as-of", "2020-06-30")
    report = nhanquyen("plans", "report", *plan, "--year", "2019", "--output", str(tmp_path / "r.docx"), "--place", "Cao Bằng")
    assert report.code == 0, report.err
    assert "NQ_PUBLIC_URL is not set" in report.err and "Báo cáo 3432/KH-UBND năm 2019.docx is in" in report.err
    assert "Cao Bằng, ngày" in " ".join(texts((tmp_path / "r.docx").read_bytes()))
    book = nhanquyen("plans", "workbook", *plan, "--output", str(tmp_path / "w.xlsx"), "--lang", "en")
    assert book.code == 0, book.err
    found = workbook_of((tmp_path / "w.xlsx").read_bytes())
    assert [one.value for one in column(found["Reports"], "State of the report")] == ["No information"] * 2 + [
        "Not due: the period is not over"
    ]


def test_a_plan_that_is_not_there_and_a_place_that_cannot_be_written_end_in_a_sentence(
    nhanquyen: Nhanquyen, committed_engine: Engine, tmp_path: Path
) -> None:
    none = nhanquyen("plans", "workbook", "--plan", "none", "--output", str(tmp_path / "w.xlsx"))
    assert (none.code, "There is no plan none." in none.err) == (2, True) and not (tmp_path / "w.xlsx").exists()
    with unit_of_work(committed_engine) as session:
        a_plan(session)
    lost = nhanquyen("plans", "workbook", "--plan", CODE, "--output", str(tmp_path / "no" / "w.xlsx"))
    assert lost.code == 2 and "cannot be written: No such file or directory." in lost.err


def test_plans_with_their_history_go_out_of_one_database_and_into_another(
    nhanquyen: Nhanquyen, committed_engine: Engine, tmp_path: Path
) -> None:
    with unit_of_work(committed_engine) as session:
        a_plan(session)
        a_report(session)
    data, out, again = (str(tmp_path / name) for name in ("data", "out", "again"))
    assert nhanquyen("data", "export", data).code == 0
    first = nhanquyen("plans", "export", out, "--plan", CODE)
    assert first.code == 0 and f"{CODE}        4" in first.out
    assert nhanquyen("plans", "export", again, "--plan", "none").err.strip().endswith("There is no plan none.")
    refused = nhanquyen("plans", "import", out)
    assert refused.code == 2 and "The plan is there already" in refused.err
    databases.empty(committed_engine)
    shutil.rmtree(tmp_path / "data" / "plans")
    assert nhanquyen("data", "import", data).code == 0
    spoiled = tmp_path / "out" / "facts" / f"{CODE}.jsonl"
    whole = spoiled.read_text("utf-8")
    spoiled.write_text(whole.replace('"period": "2019"', '"period": "2017"'), "utf-8")
    told = nhanquyen("plans", "import", out)
    assert told.code == 2 and f"facts/{CODE}.jsonl:4: No report on task 1.4 is asked for 2017." in told.err
    with unit_of_work(committed_engine) as session:
        assert session.scalar(select(func.count()).select_from(Plan)) == 0, "nothing is half-written"
    spoiled.write_text(whole, "utf-8")
    assert nhanquyen("plans", "import", out).code == 0
    assert nhanquyen("plans", "export", again).code == 0
    assert contents(tmp_path / "again") == contents(tmp_path / "out")
