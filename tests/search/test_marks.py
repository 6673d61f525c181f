"""Marks: found without them, preferred when typed, kept in what is shown."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_document
from tests.callers import Caller
from tests.search.asking import search, titles

PAIRS = [
    ("thanh niên", "thành niên"),
    ("bí mật", "bị mất"),
    ("tự do", "từ đó"),
    ("hoà giải", "hỏa giai"),
    ("điểm d", "điểm đ"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_has_the_marks_typed_comes_first_and_the_rest_after(
    session: Session, client: Caller, indexed: Callable[[], None], one: str, other: str
) -> None:
    for number in range(6):
        a_document(session, title=f"Văn bản {number} với {one}", body=f"Đây là {one} ở trong câu {number}.")
        a_document(session, title=f"Tài liệu {number} với {other}", body=f"Đây là {other} ở trong câu {number}.")
    indexed()
    for typed, word in ((one, one), (other, other)):
        result = search(client, typed)
        assert result["total"] == 12
        assert all(word in title for title in titles(result)[:6])
        assert all(f"<mark>{word}</mark>" in hit["snippet_html"] for hit in result["hits"][:6])
        assert all("<mark>" in hit["snippet_html"] for hit in result["hits"])


def test_only_what_has_the_marks_typed_is_marked_where_it_stands(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Một", body="Giữ bí mật khi đồ bị mất.")
    indexed()
    (hit,) = search(client, "bí mật")["hits"]
    assert hit["snippet_html"] == "Giữ <mark>bí mật</mark> khi đồ bị mất."
    (hit,) = search(client, "bi mat")["hits"]
    assert hit["snippet_html"] == "Giữ <mark>bí mật</mark> khi đồ <mark>bị mất</mark>."


def test_half_a_query_with_marks_is_found_as_well(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_document(session, title="Quyền con người ở Cao Bằng")
    indexed()
    assert titles(search(client, "quyền con nguoi")) == ["Quyền con người ở Cao Bằng"]


def test_an_acronym_finds_itself_in_any_case_and_no_word_with_marks(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Cắt giảm thủ tục")
    a_document(session, title="Công ước CAT")
    a_document(session, title="The cat and the hat", language="en")
    indexed()
    assert set(titles(search(client, "CAT"))) == {"Công ước CAT", "The cat and the hat"}
    assert "Cắt giảm thủ tục" in titles(search(client, "cat"))


def test_hits_are_escaped_and_marked_on_the_text_as_it_was_written(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Sức khoẻ & <b>bạo lực</b>", body="Sức khoẻ, sức khỏe; a < b & c.")
    indexed()
    (hit,) = search(client, "suc khoe")["hits"]
    assert hit["title_html"] == "<mark>Sức khoẻ</mark> &amp; &lt;b&gt;bạo lực&lt;/b&gt;"
    assert hit["snippet_html"] == "<mark>Sức khoẻ</mark>, <mark>sức khỏe</mark>; a &lt; b &amp; c."


def test_a_heading_is_marked_too(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    provision = {"eid": "art_5", "kind": "article", "label": "Điều 5", "heading": "Cấm tra tấn", "text": "Không ai bị nhục hình."}
    a_document(session, title="Văn bản", kind="legal_text", fields={"type": "law"}, provisions=(provision,))
    indexed()
    (hit,) = search(client, "tra tan")["hits"]
    assert hit["passage"] == {
        "eid": "art_5",
        "label": "Điều 5",
        "heading": "Cấm tra tấn",
        "heading_html": "Cấm <mark>tra tấn</mark>",
    }
