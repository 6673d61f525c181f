"""Tasks of the plan in the seed, beside its documents."""

import pytest

from tests.callers import Caller
from tests.search.asking import counts, labels, search

TASK = "/api/v1/plans/3432-kh-ubnd/tasks/1.4"


@pytest.mark.parametrize(
    "typed",
    [
        "cơ sở dữ liệu bằng tiếng nước ngoài",
        "co so du lieu bang tieng nuoc ngoai",
        "nghiên cứu, triển khai xây dựng cơ sở dữ liệu",
        "nhiệm vụ 1.4",
    ],
)
def test_a_task_is_found_with_marks_and_without(client: Caller, typed: str) -> None:
    hits = search(client, typed, kind="plan_task")["hits"]
    assert hits[0]["document"]["permalink"] == TASK
    assert client.get(TASK).status_code == 200


def test_a_task_is_found_beside_documents(client: Caller) -> None:
    result = search(client, "cơ sở dữ liệu bằng tiếng nước ngoài", limit=100, lang="vi")
    assert TASK in [hit["document"]["permalink"] for hit in result["hits"]]
    assert labels(result, "kind")["plan_task"] == "Nhiệm vụ của kế hoạch"


@pytest.mark.parametrize(("tag", "title"), [("en", "database in Vietnamese and foreign languages"), ("zh-Hans", "数据库")])
def test_a_task_is_found_in_other_languages(client: Caller, tag: str, title: str) -> None:
    hits = search(client, title, language=tag, kind="plan_task")["hits"]
    assert TASK in [hit["document"]["permalink"] for hit in hits]
    assert {hit["language"] for hit in hits} == {tag}


def test_tasks_are_counted_by_agency_and_year(client: Caller) -> None:
    result = search(client, kind="plan_task")
    assert result["total"] == 15 == sum(counts(result, "year").values())
    assert counts(result, "agency")["so-tttt-cao-bang"] > 9
    led = search(client, kind="plan_task", agency="so-ngoai-vu-cao-bang", q="trang nhanquyen")
    assert led["hits"][0]["document"]["permalink"] == "/api/v1/plans/3432-kh-ubnd/tasks/4.1"
