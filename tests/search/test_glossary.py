"""The glossary in searches: other names, abbreviations, other languages, and an editor's change in force."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from app.search import knowledge
from app.search.engines.meilisearch import finding
from app.search.engines.postgresql import reading
from app.search.knowledge import Memory
from tests.builders import a_document, a_term, a_translation
from tests.callers import Caller
from tests.search.asking import search, titles

pytestmark = pytest.mark.usefixtures("forgetful")
GLOSSARY = "/api/v1/glossary"


@pytest.fixture
def terms(session: Session) -> None:
    a_term(session, "human-rights", vi=("quyền con người", "nhân quyền"), en=("human rights",), zh=("人权",))
    a_term(session, "committee", vi=("Ủy ban nhân dân",), en=("People's Committee",), zh=("人民委员会",), short=("UBND",))
    a_term(
        session, "freedom-of-religion", vi=("tự do tôn giáo", "tự do tín ngưỡng"), en=("freedom of religion",), zh=("宗教自由",)
    )
    a_term(session, "torture", vi=("tra tấn",), en=("torture",), zh=("酷刑",))
    a_term(session, "cat", vi=("Công ước chống tra tấn",), en=("Convention against Torture",), short=("CAT",))
    a_term(session, "escr", vi=("quyền kinh tế, xã hội và văn hóa",), en=("economic, social and cultural rights",))
    a_term(session, "escr-covenant", en=("Covenant on Economic Rights",), zh=("经济、社会权利公约",))


def matched(result: dict[str, Any]) -> list[tuple[str, str]]:
    return [(hit["document"]["title"], hit["matched"]) for hit in result["hits"]]


@pytest.mark.usefixtures("terms")
def test_an_abbreviation_finds_what_has_the_whole_name_and_the_other_way_round(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Quy chế", body="Ủy ban nhân dân tỉnh ban hành quy chế.")
    a_document(session, title="Công văn", body="UBND tỉnh đề nghị các sở báo cáo.")
    a_document(session, title="Khác", body="Nhân dân ủy quyền cho hội quản trị.")
    indexed()
    assert titles(search(client, "UBND")) == ["Công văn", "Quy chế"]
    assert titles(search(client, "ubnd tinh")) == ["Công văn", "Quy chế"]
    assert titles(search(client, "ủy ban nhân dân")) == ["Quy chế", "Công văn"]
    shown = {hit["document"]["title"]: hit["snippet_html"] for hit in search(client, "UBND")["hits"]}
    assert "<mark>Ủy ban nhân dân</mark>" in shown["Quy chế"]
    assert search(client, "UBND")["query"]["other_words"][0]["text"] == "Ủy ban nhân dân"


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("typed", "first", "second"),
    [
        ("nhân quyền", "Nhân quyền", "Con người"),
        ("quyền con người", "Con người", "Nhân quyền"),
        ("nhan quyen", "Nhân quyền", "Con người"),
    ],
)
def test_two_names_find_each_others_documents_those_with_the_words_typed_first(
    session: Session, client: Caller, indexed: Callable[[], None], typed: str, first: str, second: str
) -> None:
    for number in range(3):
        a_document(session, title=f"Nhân quyền {number}", body="Công tác nhân quyền ở tỉnh.")
        a_document(session, title=f"Con người {number}", body="Bảo vệ quyền con người ở tỉnh.")
    indexed()
    found = titles(search(client, typed))
    assert [title[:-2] for title in found] == [first] * 3 + [second] * 3


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("freedom of religion", "Tín ngưỡng"),
        ("Freedom of Religion", "Tín ngưỡng"),
        ("宗教自由", "Tín ngưỡng"),
        ("酷刑", "Nhục hình"),
        ("torture", "Nhục hình"),
        ("people's committee", "Quy chế"),
        ("people’s committee", "Quy chế"),
        ("人民委员会", "Quy chế"),
        ("economic, social and cultural rights", "Các quyền"),
        ("economic social and cultural rights", "Các quyền"),
    ],
)
def test_what_is_not_there_in_the_language_typed_is_found_in_vietnamese_and_marked_so(
    session: Session, client: Caller, indexed: Callable[[], None], typed: str, title: str
) -> None:
    a_document(session, title="Tín ngưỡng", body="Pháp luật bảo hộ tự do tôn giáo.")
    a_document(session, title="Nhục hình", body="Nghiêm cấm mọi hình thức tra tấn.")
    a_document(session, title="Quy chế", body="Ủy ban nhân dân tỉnh ban hành.")
    a_document(session, title="Các quyền", body="Bảo đảm quyền kinh tế, xã hội và văn hóa.")
    a_document(session, title="Từ đó", body="Từ đó tồn giao.")
    indexed()
    result = search(client, typed)
    assert matched(result) == [(title, "translation")]
    assert "<mark>" in result["hits"][0]["snippet_html"]
    assert result["total"] == 1


@pytest.mark.usefixtures("terms")
def test_a_comma_of_a_chinese_name_is_where_the_index_has_it(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="公约", language="zh-Hans", body="越南加入了经济、社会权利公约。")
    indexed()
    assert matched(search(client, "Covenant on Economic Rights")) == [("公约", "translation")]


@pytest.mark.usefixtures("terms")
def test_hits_in_the_language_typed_come_before_translated_ones_however_many_these_are(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    for number in range(130):
        a_document(session, title=f"Tra tấn {number}", body="Chống tra tấn.")
    for number in range(5):
        a_document(session, title=f"Report {number}", language="en", body="No complaint of torture was made.")
    indexed()
    result = search(client, "torture", limit=10)
    assert [kind for _, kind in matched(result)] == ["words"] * 5 + ["translation"] * 5
    assert result["total"] == 135


@pytest.mark.usefixtures("terms")
def test_a_document_that_exists_in_the_language_typed_is_found_in_that(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    both = a_document(session, title="Tự do tôn giáo", body="Về tự do tôn giáo.")
    a_translation(session, both, "en", "Freedom of religion", body="On freedom of religion.")
    a_document(session, title="Tín ngưỡng", body="Về tự do tôn giáo.")
    indexed()
    assert matched(search(client, "freedom of religion")) == [("Freedom of religion", "words"), ("Tín ngưỡng", "translation")]


@pytest.mark.usefixtures("terms")
def test_who_asks_for_vietnamese_alone_is_shown_the_vietnamese_of_what_exists_in_both(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    both = a_document(session, title="Tự do tôn giáo", body="Về tự do tôn giáo.")
    a_translation(session, both, "en", "Freedom of religion", body="On freedom of religion.")
    indexed()
    assert matched(search(client, "freedom of religion", language="vi")) == [("Tự do tôn giáo", "translation")]


@pytest.mark.usefixtures("terms")
def test_an_acronym_finds_the_name_it_stands_for_and_the_name_no_word_that_is_spelt_like_it(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Phê chuẩn", body="Việt Nam phê chuẩn Công ước chống tra tấn.")
    a_document(session, title="Cắt giảm", body="Cắt giảm thủ tục.")
    a_document(session, title="Pets", language="en", body="A cat sat on the mat.")
    a_document(session, title="CAT", body="Thành viên của CAT.")
    indexed()
    assert titles(search(client, "Công ước chống tra tấn")) == ["Phê chuẩn", "CAT"]
    assert "Phê chuẩn" in titles(search(client, "CAT"))
    assert "Cắt giảm" not in titles(search(client, "CAT"))


def form(text: str, kind: str = "preferred") -> dict[str, str]:
    return {"language": "vi", "text": text, "kind": kind}


def test_an_editors_change_is_in_force_with_the_next_search(
    session: Session, client: Caller, publisher: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Điểm báo", body="Tổng hợp tin bài.")
    indexed()
    assert search(client, "thời sự")["hits"] == []
    forms = [form("điểm báo"), form("thời sự", "synonym")]
    body = {"code": "digest", "domain": "administration", "forms": forms, "source": {"title": "x"}}
    assert publisher.post(GLOSSARY, json=body).status_code == 201
    assert titles(search(client, "thời sự")) == ["Điểm báo"]
    changed = publisher.patch(f"{GLOSSARY}/digest", json={"forms": forms[:1]}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200
    assert search(client, "thời sự")["hits"] == []
    publisher.patch(f"{GLOSSARY}/digest", json={"forms": forms}, headers={"If-Match": '"2"'})
    assert titles(search(client, "thời sự")) == ["Điểm báo"]
    assert publisher.delete(f"{GLOSSARY}/digest", headers={"If-Match": '"3"'}).status_code == 204
    assert search(client, "thời sự")["hits"] == []


def test_what_has_not_changed_is_not_read_again(session: Session, connection: Connection) -> None:
    a_term(session, "one")
    memory = Memory()
    first = memory.read(session).thesaurus
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    assert memory.read(session).thesaurus is first
    assert len(statements) == 1
    a_term(session, "two")
    assert set(memory.read(session).thesaurus.by_term) == set(knowledge.read(session).thesaurus.by_term) == {"one", "two"}


def test_no_more_forms_are_kept_than_memory_is_meant_for(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "MOST_FORMS", 3)
    for number in range(5):
        a_term(session, f"term-{number}")
    assert list(knowledge.read(session).thesaurus.by_term) == ["term-0", "term-1", "term-2"]


@pytest.mark.usefixtures("terms")
def test_translated_hits_are_marked_so_and_stand_last_also_behind_what_is_ranked(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    for number in range(80):
        a_document(session, title=f"Tra tấn {number}", body="Chống tra tấn.")
        a_document(session, title=f"Report {number}", language="en", body="No complaint of torture was made.")
    indexed()
    pages = [matched(search(client, "torture", limit=40, offset=offset)) for offset in (0, 40, 80, 120)]
    assert [kind for page in pages for _, kind in page] == ["words"] * 80 + ["translation"] * 80
    assert len({title for page in pages for title, _ in page}) == 160


@pytest.mark.usefixtures("terms")
def test_where_the_version_in_the_language_typed_says_it_otherwise_the_vietnamese_one_is_found_before_what_is_only_near(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    both = a_document(session, title="Luật", body="Về tự do tôn giáo.")
    a_translation(session, both, "en", "Law", body="On belief.")
    a_document(session, title="Freedom", language="en", body="Freedom to move.")
    indexed()
    result = search(client, "freedom of religion")
    assert (result["matching"], result["total"], matched(result)) == ("all", 1, [("Luật", "translation")])


@pytest.mark.usefixtures("terms")
def test_the_passages_of_a_translated_hit_are_those_that_have_the_term(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    articles = [("art_1", "Về tự do tôn giáo."), ("art_2", "Về nhà ở."), ("art_3", "Bảo đảm tự do tín ngưỡng.")]
    provisions = tuple({"eid": eid, "kind": "article", "label": eid, "text": text} for eid, text in articles)
    law = a_document(session, title="Luật", kind="legal_text", fields={"type": "law"}, provisions=provisions)
    indexed()
    answer = client.get("/api/v1/search/passages", params={"q": "freedom of religion", "document": str(law.id)}).json()
    assert [(hit["passage"]["eid"], hit["matched"]) for hit in answer["hits"]] == [
        ("art_1", "translation"),
        ("art_3", "translation"),
    ]


@pytest.mark.usefixtures("terms")
def test_what_a_translation_finds_beside_the_words_typed_is_no_translated_hit_and_stands_on_one_page(
    session: Session, client: Caller, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Fewer are ranked than there are hits of either kind, so that both go on behind the ranked ones.
    for engine in (reading, finding):
        monkeypatch.setattr(engine, "RANKED_DOCUMENTS", 7)
        monkeypatch.setattr(engine, "RANKED_PASSAGES", 10)
    for most in ("ALONE", "TRANSLATED"):
        monkeypatch.setattr(finding, most, 10)
    for number in range(12):
        a_document(session, title=f"Tra tấn {number}", body="Chống tra tấn.")
        a_document(session, title=f"Report {number}", language="en", body="No complaint of torture was made.")
        if number % 3 == 0:
            a_document(session, title=f"Cả hai {number}", body="Chống tra tấn (torture).")
    indexed()
    pages = [search(client, "torture", limit=5, offset=offset) for offset in range(0, 30, 5)]
    found = [hit for page in pages for hit in matched(page)]
    assert {page["total"] for page in pages} == {28}
    assert [kind for _, kind in found] == ["words"] * 16 + ["translation"] * 12
    assert len({title for title, _ in found}) == 28
    assert {title[:6] for title, kind in found if kind == "words"} == {"Report", "Cả hai"}


def test_a_form_without_marks_is_none_that_has_marks_and_an_acronym_in_a_name_stands_in_capitals(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_term(session, "hostage", vi=("con tin",), en=("hostage",))
    a_term(session, "cat-committee", vi=("Ủy ban CAT",), en=("Torture Board",))
    a_document(session, title="Bắt cóc", body="Bắt giữ con tin.")
    a_document(session, title="Bản tin", body="Cơn tin vắn.")
    a_document(session, title="Giám sát", body="Báo cáo gửi Ủy ban CAT.")
    a_document(session, title="Khác", body="Ủy ban cat.")
    indexed()
    assert matched(search(client, "hostage")) == [("Bắt cóc", "translation")]
    assert matched(search(client, "torture board")) == [("Giám sát", "translation")]
