"""What an answer tells of how a query was read, and what it finds by that."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.search.engines.meilisearch import plan as lenient_of_meilisearch
from app.search.engines.postgresql import plan as lenient_of_postgresql
from app.search.understanding.knowledge import Knowledge
from app.search.understanding.thesaurus import Thesaurus
from tests.builders import a_document, a_translation
from tests.callers import Caller
from tests.search.asking import search, titles

ARTICLE = ({"eid": "art_14", "kind": "article", "label": "Điều 14", "heading": "Xét xử", "text": "Công bằng."},)
WITHIN = (
    *ARTICLE,
    {"eid": "art_14__para_2", "kind": "paragraph", "label": "2.", "parent": "art_14", "text": "Suy đoán vô tội."},
)


def test_marks_that_were_left_off_are_offered(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    for number in range(3):
        a_document(session, title=f"Quyền con người {number}", body="Mọi người đều có quyền con người.")
    indexed()
    result = search(client, "quyen con nguoi")
    assert result["query"]["did_you_mean"] == "quyền con người"
    assert result["total"] == 3
    assert search(client, "quyền con người")["query"]["did_you_mean"] is None


def test_keys_of_an_input_method_that_was_off_are_decoded(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_document(session, title="Quyền con người")
    indexed()
    for typed in ("quyeenf con nguwowfi", "quye62n con ngu7o72i"):
        result = search(client, typed)
        assert titles(result) == ["Quyền con người"]
        assert result["query"]["did_you_mean"] == "quyền con người"
        assert [one["reason"] for one in result["query"]["other_words"]] == ["keyboard", "keyboard"]
        assert result["hits"][0]["title_html"] == "<mark>Quyền con người</mark>"


def test_a_new_document_teaches_new_words(session: Session, client: Caller, indexed: Callable[[], None], forgetful: None) -> None:
    a_document(session, title="Quyền con người")
    indexed()
    assert search(client, "binh dang gioi")["query"]["did_you_mean"] is None
    a_document(session, title="Bình đẳng giới")
    indexed()
    assert search(client, "binh dang gioi")["query"]["did_you_mean"] == "bình đẳng giới"


@pytest.mark.parametrize("typed", ["25/10/2018", "ngày 25 tháng 10 năm 2018", "2018-10-25", "25 October 2018", "ngay 25-10-2018"])
def test_a_day_is_found_however_it_is_written(session: Session, client: Caller, indexed: Callable[[], None], typed: str) -> None:
    a_document(session, title="Một", body="Ban hành ngày 25 tháng 10 năm 2018 tại Cao Bằng.")
    a_document(session, title="Hai", body="Sửa ngày 25/10/2018.")
    a_document(session, title="Ba", body="Ban hành ngày 26/10/2018, số 25.")
    indexed()
    result = search(client, typed)
    assert result["query"]["dates"] == ["2018-10-25"]
    assert sorted(titles(result)) == ["Hai", "Một"]
    assert all("<mark>" in hit["snippet_html"] for hit in result["hits"])


def test_a_month_finds_its_days(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_document(session, title="Một", body="Ban hành ngày 25 tháng 10 năm 2018.")
    indexed()
    assert titles(search(client, "tháng 10/2018")) == ["Một"]


def test_a_provision_opens_its_document_at_it(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_document(session, title="Luật Xét xử", provisions=WITHIN)
    a_document(session, title="Luật Khác", provisions=ARTICLE, body="Dẫn Điều 14 Luật Xét xử.")
    indexed()
    for typed in ("khoản 2 Điều 14 Luật Xét xử", "dieu 14 khoan 2 luat xet xu"):
        result = search(client, typed)
        assert result["query"]["provisions"] == ["art_14__para_2"]
        assert titles(result)[0] == "Luật Xét xử"
        assert result["hits"][0]["passage"]["eid"] == "art_14__para_2"
    assert search(client, "Điều 14 Luật Xét xử")["hits"][0]["passage"]["eid"] == "art_14"
    assert len(titles(search(client, "Điều 14"))) == 2


def test_totals_tell_how_many_have_the_marks_typed(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    for number in range(3):
        a_document(session, title=f"{number}", body="Việc của thanh niên.")
    a_document(session, title="Khác", body="Người thành niên.")
    indexed()
    result = search(client, "thanh niên")
    assert (result["total"], result["total_as_typed"]) == (4, 3)
    assert [hit["matched"] for hit in result["hits"]] == ["words", "words", "words", "other_marks"]
    assert search(client, "thanh nien")["total_as_typed"] is None
    assert search(client, "thãnh niên")["total_as_typed"] == 0
    assert search(client, "xylophòne")["total_as_typed"] == 0


def test_a_question_finds_what_is_nearest(session: Session, client: Caller, indexed: Callable[[], None]) -> None:
    a_document(session, title="Một", body="Trẻ em được Nhà nước, gia đình và xã hội bảo vệ, chăm sóc và giáo dục.")
    a_document(session, title="Hai", body="Người lao động được trả lương.")
    indexed()
    result = search(client, "Ai có trách nhiệm bảo vệ và chăm sóc trẻ em?")
    assert result["query"]["is_question"]
    assert result["matching"] == "some"
    assert titles(result)[0] == "Một"
    assert result["hits"][0]["matched"] == "nearest"


def test_what_is_asked_about_comes_before_what_only_mentions_it(
    session: Session, client: Caller, indexed: Callable[[], None]
) -> None:
    a_document(session, title="Công ước về quyền trẻ em", body="Công ước về mọi quyền của người dưới 18 tuổi.")
    a_document(session, title="Nghị định thư về buôn bán trẻ em và mại dâm trẻ em", body="Bổ sung Công ước về quyền trẻ em.")
    for number in range(4):
        a_document(session, title=f"Văn bản {number}", body="Người lao động được trả lương và có quyền nghỉ ngơi.")
    indexed()
    assert titles(search(client, "Quyền trẻ em là gì?"))[0] == "Công ước về quyền trẻ em"
    assert titles(search(client, "quyen tre em la gi"))[0] == "Công ước về quyền trẻ em"


@pytest.fixture
def glossary(client: Caller) -> None:
    """A glossary of one term, for as long as the test takes."""
    forms = Thesaurus.of([("torture", "vi", "tra tấn", "preferred"), ("torture", "en", "torture", "preferred")])
    client.app.state.search_memory.knowledge = Knowledge(None, forms)
    client.app.state.search_memory._due = float("inf")


def test_what_exists_in_one_language_is_found_in_another_and_stands_below(
    session: Session, client: Caller, indexed: Callable[[], None], glossary: None
) -> None:
    a_document(session, title="Chống tra tấn", body="Không ai bị tra tấn.")
    a_document(session, title="Torture is prohibited", language="en", body="Nobody shall be subjected to torture.")
    both = a_document(session, title="Tra tấn bị cấm")
    a_translation(session, both, "en", "Cruelty is forbidden")
    indexed()
    result = search(client, "torture", lang="vi")
    assert result["query"]["other_words"] == [{"text": "tra tấn", "reason": "translation", "language": "vi"}]
    assert titles(result)[-1] == "Chống tra tấn"
    assert [hit["matched"] for hit in result["hits"]][-1] == "translation"
    assert "<mark>tra tấn</mark>" in result["hits"][-1]["title_html"]
    assert "Tra tấn bị cấm" not in titles(result)
    assert result["total"] == len(result["hits"]) == 2


@pytest.mark.parametrize("typed", ["CEDAW là gì", "cedaw la gi", "what is CEDAW", "CEDAW是什么"])
def test_of_a_word_that_is_asked_for_everything_is_found_that_has_it(
    session: Session, client: Caller, indexed: Callable[[], None], typed: str
) -> None:
    a_document(session, title="Quyền phụ nữ", body="Việt Nam thực hiện CEDAW.")
    a_document(session, title="CEDAW", body="Công ước về quyền của phụ nữ.")
    a_document(session, title="Là gì", body="Cái này là cái gì?")
    indexed()
    result = search(client, typed)
    assert titles(result) == ["CEDAW", "Quyền phụ nữ"]
    assert result["hits"][0]["title_html"] == "<mark>CEDAW</mark>"
    assert result["hits"][1]["snippet_html"] == "Việt Nam thực hiện <mark>CEDAW</mark>."


def test_of_a_question_about_a_single_word_everything_is_near_that_has_it(
    session: Session, client: Caller, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    for engine in (lenient_of_postgresql, lenient_of_meilisearch):
        monkeypatch.setattr(engine, "_FREQUENT", 3)
    for number in range(6):
        a_document(session, title=f"Bài {number}", body="CEDAW là công ước." if number % 2 else "Theo CEDAW.")
    indexed()
    result = search(client, "CEDAW là gì?")
    assert result["query"]["is_question"]
    assert result["total"] == 6
