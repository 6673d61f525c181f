"""Reading topics: the tree, one topic, and their languages."""

from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.topics import service
from tests.builders import a_topic
from tests.callers import Caller

URL = "/api/v1/topics"


def shape(client: Caller, **params: Any) -> list[tuple[str, list[str]]]:
    items = client.get(URL, params=params).json()["items"]
    return [(item["code"], [child["code"] for child in item["children"]]) for item in items]


def test_topics_stand_in_two_levels_each_in_its_order(session: Session, anyone: Caller) -> None:
    second = a_topic(session, "second", position=2)
    first = a_topic(session, "first", position=1)
    a_topic(session, "b", parent=first, position=2)
    a_topic(session, "a", parent=first, position=2)
    a_topic(session, "z", parent=first, position=1)
    a_topic(session, "c", parent=second)
    assert shape(anyone) == [("first", ["z", "a", "b"]), ("second", ["c"])]


def test_each_topic_is_named_in_the_nearest_language_and_says_which(session: Session, anyone: Caller) -> None:
    parent = a_topic(session, "parent", vi="Quyền", en="Rights")
    a_topic(session, "child", parent=parent, vi="Quyền sống")
    answer = anyone.get(URL, headers={"Accept-Language": "en"})
    (item,) = answer.json()["items"]
    assert (item["name"], item["language"]) == ("Rights", {"requested": "en", "served": "en", "fallback": False})
    child = item["children"][0]
    assert (child["name"], child["language"]) == ("Quyền sống", {"requested": "en", "served": "vi", "fallback": True})
    assert "Accept-Language" in answer.headers["Vary"]


def test_mappings_go_by_instrument_and_number(session: Session, anyone: Caller) -> None:
    pairs = (("SDG", "16.10"), ("SDG", "16.9"), ("SDG", "16.b"), ("ICESCR", "13"), ("ICCPR", "19"), ("UDHR", "10"), ("UDHR", "9"))
    a_topic(session, "topic", mappings=pairs)
    shown = anyone.get(f"{URL}/topic").json()["mappings"]
    assert [f"{one['instrument']} {one['reference']}" for one in shown] == [
        "UDHR 9",
        "UDHR 10",
        "ICCPR 19",
        "ICESCR 13",
        "SDG 16.9",
        "SDG 16.10",
        "SDG 16.b",
    ]


def test_a_topic_tells_where_it_stands(session: Session, anyone: Caller) -> None:
    parent = a_topic(session, "parent", vi="Quyền", en="Rights")
    a_topic(session, "child", parent=parent, vi="Quyền sống")
    a_topic(session, "sibling", parent=parent)
    shown = anyone.get(f"{URL}/parent?lang=en").json()
    assert shown["parent"] is None
    assert [child["code"] for child in shown["children"]] == ["child", "sibling"]
    assert [name["language"] for name in shown["names"]] == ["en", "vi"]
    answer = anyone.get(f"{URL}/child?lang=en")
    assert (answer.json()["parent"]["code"], answer.json()["parent"]["name"]) == ("parent", "Rights")
    assert answer.json()["children"] == []
    assert answer.headers["Content-Language"] == "vi"


def test_a_topic_that_is_not_there_is_a_problem(anyone: Caller) -> None:
    answer = anyone.get(f"{URL}/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "topic-not-found")


def test_the_tree_is_one_statement(session: Session, connection: Connection, anyone: Caller) -> None:
    for number in range(5):
        parent = a_topic(session, f"topic-{number}", mappings=(("UDHR", "1"),))
        a_topic(session, f"topic-{number}-a", parent=parent)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "SAVEPOINT" not in statement:
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    assert len(shape(anyone)) == 5
    assert len(statements) == 1


def test_labels_of_many_topics_come_in_each_ones_nearest_language(session: Session) -> None:
    one, two = a_topic(session, "one", vi="Một", en="One"), a_topic(session, "two", vi="Hai")
    assert service.labels(session, ("en", "vi"), [one.id, two.id]) == {
        one.id: service.Label("one", "One", "en"),
        two.id: service.Label("two", "Hai", "vi"),
    }


def test_the_revision_is_the_strong_entity_tag_for_those_with_a_key(session: Session, reader: Caller) -> None:
    a_topic(session, "one")
    assert reader.get(f"{URL}/one").headers["ETag"] == '"1"'
