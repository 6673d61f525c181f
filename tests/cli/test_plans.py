"""The operator loads public holidays."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from app.core.db import unit_of_work
from app.plans.models import HolidayYear
from tests.cli.conftest import Nhanquyen
from tests.plans.building import holidays_of

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
