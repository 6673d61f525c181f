"""The list of agencies: its order, its filters, its pages, its languages."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from tests.builders import a_succession, an_agency
from tests.callers import Caller

URL = "/api/v1/agencies"


def codes(client: Caller, **params: Any) -> list[str]:
    answer = client.get(URL, params=params)
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


def test_agencies_stand_in_the_vietnamese_order_of_their_names(session: Session, anyone: Caller) -> None:
    for code, name in [("d2", "Đài Truyền hình"), ("d1", "Doanh trại"), ("a2", "Ăn Giang"), ("a1", "An Giang"), ("a3", "Ân Thi")]:
        an_agency(session, code, vi=name)
    assert codes(anyone) == ["a1", "a2", "a3", "d1", "d2"]


def test_agencies_stand_in_the_order_of_the_names_that_the_reader_sees(session: Session, anyone: Caller) -> None:
    an_agency(session, "so-a", vi="Ban", en="Zone office")
    an_agency(session, "so-b", vi="Sở", en="Agency")
    assert codes(anyone, lang="vi") == ["so-a", "so-b"]
    assert codes(anyone, lang="en") == ["so-b", "so-a"]


@pytest.fixture
def some(session: Session) -> None:
    an_agency(
        session,
        "so-tttt",
        vi="Sở Thông tin và Truyền thông",
        en="Department of Information",
        aliases=("Sở TT&TT",),
        valid_to=date(2025, 2, 28),
    )
    an_agency(session, "so-khcn", vi="Sở Khoa học và Công nghệ", valid_from=date(2025, 3, 1))
    an_agency(session, "cac-so", vi="Các sở, ngành", type="class", enumerable=False)


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"type": "class"}, ["cac-so"]),
        ({"type": "body"}, ["so-khcn", "so-tttt"]),
        ({"on": "2025-02-28"}, ["cac-so", "so-tttt"]),
        ({"on": "2025-03-01"}, ["cac-so", "so-khcn"]),
        ({"q": "thong tin"}, ["so-tttt"]),
        ({"q": "THÔNG TIN"}, ["so-tttt"]),
        ({"q": "tin so"}, ["so-tttt"]),
        ({"q": "tt&tt"}, ["so-tttt"]),
        ({"q": "department"}, ["so-tttt"]),
        ({"q": "khcn"}, ["so-khcn"]),
        ({"q": "cong nghe", "type": "class"}, []),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": "\\"}, []),
        ({"q": " "}, ["cac-so", "so-khcn", "so-tttt"]),
    ],
)
def test_the_list_is_narrowed(anyone: Caller, params: dict[str, str], found: list[str]) -> None:
    assert codes(anyone, **params) == found


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    "params",
    [{"type": "person"}, {"on": "0"}, {"on": "2025-02-30"}, {"on": "2025-2-1"}, {"q": "x" * 201}, {"limit": 0}, {"limit": 101}],
)
def test_what_cannot_be_asked_is_refused(anyone: Caller, params: dict[str, Any]) -> None:
    answer = anyone.get(URL, params=params)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == list(params)


def test_pages_follow_one_another_without_gap_or_repetition(session: Session, anyone: Caller) -> None:
    for number in range(7):
        an_agency(session, f"agency-{number}", vi="Same name")
    seen, url = [], f"{URL}?limit=3"
    while True:
        answer = anyone.get(url)
        seen.append([item["code"] for item in answer.json()["items"]])
        if not (link := answer.links.get("next")):
            break
        assert answer.json()["next"] in link["url"]
        url = link["url"]
    assert answer.json()["next"] is None
    assert seen == [[f"agency-{n}" for n in range(3)], [f"agency-{n}" for n in range(3, 6)], ["agency-6"]]


def test_the_total_is_told_when_it_is_asked_for(session: Session, anyone: Caller) -> None:
    for number in range(3):
        an_agency(session, f"agency-{number}")
    assert anyone.get(URL, params={"limit": 1}).json()["total"] is None
    assert anyone.get(URL, params={"limit": 1, "count": "true"}).json()["total"] == 3


def test_a_name_that_does_not_exist_in_the_language_asked_for_is_served_in_the_nearest(session: Session, anyone: Caller) -> None:
    an_agency(session, "so-tu-phap", vi="Sở Tư pháp", en="Department of Justice")
    an_agency(session, "only-vietnamese", vi="Chỉ tiếng Việt")
    served = {
        item["code"]: (item["name"], item["language"]) for item in anyone.get(URL, params={"lang": "zh-Hans"}).json()["items"]
    }
    assert served["so-tu-phap"] == ("Department of Justice", {"requested": "zh-Hans", "served": "en", "fallback": True})
    assert served["only-vietnamese"] == ("Chỉ tiếng Việt", {"requested": "zh-Hans", "served": "vi", "fallback": True})


def test_a_page_is_one_statement_however_long(session: Session, connection: Connection, anyone: Caller) -> None:
    first = an_agency(session, "first")
    for number in range(20):
        a_succession(session, first, an_agency(session, f"agency-{number}"), None, "split")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "SAVEPOINT" not in statement:
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    assert len(codes(anyone)) == 20
    assert len(statements) == 1
