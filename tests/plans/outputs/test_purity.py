"""The outputs are pure: values in, bytes out, whatever the clock says and wherever the process runs."""

import ast
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.plans.outputs import agenda, report, workbook
from tests.plans.outputs.given import the_calendar, the_contents, the_report

OUTPUTS = Path(__file__).parents[3] / "app" / "plans" / "outputs"

RENDERED: list[Callable[[], bytes]] = [
    lambda: report.render(the_report()),
    lambda: workbook.render(the_contents(), "vi"),
    lambda: agenda.render(the_calendar(), "vi"),
]
NAMES = ["report", "workbook", "calendar"]


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """Another zone, and two seconds later: a zip archive counts in twos."""
    kept = os.environ.get("TZ")
    os.environ["TZ"] = "America/Lima"
    time.tzset()
    yield
    if kept is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = kept
    time.tzset()


@pytest.mark.parametrize("render", RENDERED, ids=NAMES)
def test_the_same_contents_give_the_same_bytes(render: Callable[[], bytes], request: pytest.FixtureRequest) -> None:
    before = render()
    request.getfixturevalue("elsewhere")
    time.sleep(2.1)
    assert render() == before


@pytest.mark.parametrize("render", RENDERED[:2], ids=NAMES[:2])
def test_an_archive_says_nothing_of_when_and_where_it_was_made(render: Callable[[], bytes], tmp_path: Path) -> None:
    file = tmp_path / "made"
    file.write_bytes(render())
    with ZipFile(file) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in archive.infolist()} == {0}


@pytest.mark.parametrize("module", sorted(OUTPUTS.rglob("*.py")), ids=lambda path: str(path.relative_to(OUTPUTS)))
def test_no_output_asks_what_time_it_is(module: Path) -> None:
    asked = {node.attr for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Attribute)}
    assert not asked & {"today", "now", "utcnow", "time", "environ"}
