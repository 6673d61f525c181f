"""Completions of what is being typed."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.builders import a_document, a_translation
from tests.callers import Caller


def suggest(client: Caller, q: str, **asked: Any) -> list[str]:
    answer = client.get("/api/v1/search/suggest", params={"q": q, **asked})
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()["suggestions"]]


@pytest.fixture
def library(session: Session, indexed: Callable[[], None]) -> None:
    rights = a_document(session, title="Quyền con người ở Cao Bằng")
    a_translation(session, rights, "en", "Human rights in Cao Bang")
    a_translation(session, rights, "zh-Hans", "高平省的人权")
    a_document(session, title="Kỷ luật lao động")
    a_document(session, title="Tuyên ngôn về quyền con người")
    a_document(session, title="Quyển sách con mèo")
    a_document(session, title="Kế hoạch thực hiện", kind="legal_text", fields={"type": "plan", "number": "3432/KH-UBND"})
    a_document(session, title="Quyền bí mật", published=False)
    indexed()


@pytest.mark.usefixtures("library")
class TestLibrary:
    @pytest.mark.parametrize("typed", ["quyen con ng", "quyền con ng", "Quyền Con Ng", "quyền con người"])
    def test_titles_go_on_as_typed_the_nearest_first(self, client: Caller, typed: str) -> None:
        assert suggest(client, typed)[:2] == ["Quyền con người ở Cao Bằng", "Tuyên ngôn về quyền con người"]

    def test_marks_typed_come_before_others(self, client: Caller) -> None:
        assert suggest(client, "quyển c")[0] == "Quyển sách con mèo"
        assert suggest(client, "quyền c")[0] == "Quyền con người ở Cao Bằng"

    @pytest.mark.parametrize("typed", ["3432", "3432/", "3432/kh", "số 3432/KH-UB", "3432 kh ubnd"])
    def test_numbers_go_on_as_typed(self, client: Caller, typed: str) -> None:
        assert suggest(client, typed) == ["Kế hoạch thực hiện"]

    def test_chinese_goes_on_from_one_character(self, client: Caller) -> None:
        assert suggest(client, "人") == ["高平省的人权"]
        assert suggest(client, "高平") == ["高平省的人权"]

    def test_a_lone_y_may_become_another_word(self, client: Caller) -> None:
        assert suggest(client, "kỷ l") == suggest(client, "ky l") == ["Kỷ luật lao động"]
        assert suggest(client, "quy")[0].startswith("Quy")

    def test_the_readers_language_comes_first_and_a_filter_keeps_to_one(self, client: Caller) -> None:
        assert suggest(client, "cao b", lang="en")[0] == "Human rights in Cao Bang"
        assert suggest(client, "cao b", lang="vi")[0] == "Quyền con người ở Cao Bằng"
        assert suggest(client, "cao b", lang="vi", language="en") == ["Human rights in Cao Bang"]

    def test_what_is_typed_is_marked(self, client: Caller) -> None:
        (one,) = client.get("/api/v1/search/suggest", params={"q": "human ri"}).json()["suggestions"]
        assert one["title_html"] == "<mark>Human</mark> <mark>rights</mark> in Cao Bang"

    def test_drafts_and_nothing_are_never_suggested(self, client: Caller) -> None:
        assert suggest(client, "quyền bí") == []
        assert suggest(client, "") == suggest(client, "…") == []

    def test_no_more_than_asked_for(self, client: Caller) -> None:
        assert len(suggest(client, "c", limit=2)) == 2
        assert client.get("/api/v1/search/suggest", params={"q": "c", "limit": 21}).status_code == 422
