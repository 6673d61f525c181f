"""The list of terms: its order, its filters, its pages, its languages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.core import clock
from tests.builders import a_term
from tests.callers import Caller

URL = "/api/v1/glossary"


def codes(client: Caller, **params: Any) -> list[str]:
    answer = client.get(URL, params=params)
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


def test_terms_stand_in_the_vietnamese_order_of_their_names(session: Session, anyone: Caller) -> None:
    for code, name in [("d2", "đặc xá"), ("d1", "dân tộc"), ("a2", "ăn"), ("a1", "an sinh"), ("a3", "Ân xá")]:
        a_term(session, code, vi=(name,))
    assert codes(anyone) == ["a1", "a2", "a3", "d1", "d2"]


def test_terms_stand_in_the_order_of_the_names_that_the_reader_sees(session: Session, anyone: Caller) -> None:
    a_term(session, "one", vi=("an sinh",), en=("social security",))
    a_term(session, "two", vi=("quyền",), en=("right",))
    assert codes(anyone, lang="vi") == ["one", "two"]
    assert codes(anyone, lang="en") == ["two", "one"]


@pytest.fixture
def some(session: Session) -> None:
    a_term(session, "human-rights", vi=("quyền con người", "nhân quyền"), en=("human rights",), zh=("人权",))
    a_term(session, "peoples-committee", vi=("Ủy ban nhân dân",), short=("UBND",), domain="administration")
    with clock.frozen(datetime(2020, 5, 1, 18, tzinfo=UTC)):
        a_term(session, "decree", vi=("nghị định",), en=("decree",), short=("NĐ-CP",), domain="administration")


@pytest.mark.usefixtures("some")
@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "nhan quyen"}, ["human-rights"]),
        ({"q": "NHÂN QUYỀN"}, ["human-rights"]),
        ({"q": "quy"}, ["human-rights"]),
        ({"q": "nguoi con"}, ["human-rights"]),
        ({"q": "nhân người"}, []),
        ({"q": "uyền"}, []),
        ({"q": "人权"}, ["human-rights"]),
        ({"q": "人權"}, ["human-rights"]),
        ({"q": "权"}, ["human-rights"]),
        ({"q": "ubnd"}, ["peoples-committee"]),
        ({"q": "nđ-cp"}, ["decree"]),
        ({"q": "nhân"}, ["human-rights", "peoples-committee"]),
        ({"q": "nhan", "domain": "administration"}, ["peoples-committee"]),
        ({"q": "nhan", "language": "en"}, []),
        ({"language": "en"}, ["decree", "human-rights"]),
        ({"language": "zh"}, ["human-rights"]),
        ({"domain": "trade"}, []),
        ({"updated_since": "2020-05-02", "domain": "administration", "language": "en"}, ["decree"]),
        ({"updated_since": "2020-05-03"}, ["human-rights", "peoples-committee"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": "\\"}, []),
        ({"q": " "}, ["decree", "human-rights", "peoples-committee"]),
    ],
)
def test_the_list_is_narrowed(anyone: Caller, params: dict[str, str], found: list[str]) -> None:
    assert sorted(codes(anyone, **params)) == found
    assert anyone.get(URL, params={**params, "limit": 1, "count": "true"}).json()["total"] == len(found)


@pytest.mark.parametrize(
    "params",
    [{"domain": "poetry"}, {"updated_since": "0"}, {"updated_since": "2025-02-30"}, {"q": "x" * 201}, {"limit": 0}],
)
def test_what_cannot_be_asked_is_refused(anyone: Caller, params: dict[str, Any]) -> None:
    answer = anyone.get(URL, params=params)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == list(params)


def test_a_language_that_is_not_offered_is_refused(anyone: Caller) -> None:
    answer = anyone.get(URL, params={"language": "tlh"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-language")


def test_pages_follow_one_another_without_gap_or_repetition(session: Session, anyone: Caller) -> None:
    for number in range(7):
        a_term(session, f"term-{number}", vi=("cùng tên",))
    seen, url = [], f"{URL}?limit=3"
    while True:
        answer = anyone.get(url)
        seen.append([item["code"] for item in answer.json()["items"]])
        if not (link := answer.links.get("next")):
            break
        assert answer.json()["next"] in link["url"]
        url = link["url"]
    assert seen == [[f"term-{n}" for n in range(3)], [f"term-{n}" for n in range(3, 6)], ["term-6"]]


def test_a_name_and_a_definition_are_served_each_in_the_nearest_language(session: Session, anyone: Caller) -> None:
    a_term(session, "one", vi=("quyền con người",), en=("human rights",), definitions={"vi": "Quyền của mọi người."})
    (item,) = anyone.get(URL, params={"lang": "zh-Hans"}).json()["items"]
    assert (item["name"], item["language"]) == ("human rights", {"requested": "zh-Hans", "served": "en", "fallback": True})
    assert item["definition"] == {"language": "vi", "text": "Quyền của mọi người.", "source": None}


def test_abbreviations_are_those_of_the_language_served(session: Session, anyone: Caller) -> None:
    a_term(session, "one", vi=("Ủy ban nhân dân",), en=("people's committee",), short=("UBND",))
    served = {tag: anyone.get(URL, params={"lang": tag}).json()["items"][0]["abbreviations"] for tag in ("vi", "en")}
    assert served == {"vi": ["UBND"], "en": []}


def test_a_page_is_one_statement_however_long(session: Session, connection: Connection, anyone: Caller) -> None:
    for number in range(20):
        a_term(session, f"term-{number}", definitions={"vi": "Nghĩa."})
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "SAVEPOINT" not in statement:
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    assert len(codes(anyone)) == 20
    assert len(statements) == 1
