"""The glossary as search uses it."""

from app.search.understanding import understand
from app.search.understanding.knowledge import Knowledge
from app.search.understanding.marks import learn
from app.search.understanding.thesaurus import Thesaurus

KNOWN = Knowledge(
    learn(["tự do ngôn luận", "từ đó", "quyền con người", "nhân quyền", "ủy ban nhân dân tỉnh"]),
    Thesaurus.of(
        [
            ("human-rights", "vi", "quyền con người", "preferred"),
            ("human-rights", "vi", "nhân quyền", "synonym"),
            ("human-rights", "en", "human rights", "preferred"),
            ("human-rights", "zh-Hans", "人权", "preferred"),
            ("liberty", "vi", "tự do", "preferred"),
            ("liberty", "vi", "quyền tự do", "synonym"),
            ("expression", "vi", "tự do ngôn luận", "preferred"),
            ("expression", "en", "freedom of expression", "preferred"),
            ("expression", "en", "freedom of speech", "synonym"),
            ("committee", "vi", "Ủy ban nhân dân", "preferred"),
            ("committee", "vi", "UBND", "abbreviation"),
            ("cat", "vi", "Công ước chống tra tấn", "preferred"),
            ("cat", "vi", "CAT", "abbreviation"),
            ("cedaw", "vi", "Công ước về xóa bỏ mọi hình thức phân biệt đối xử với phụ nữ", "preferred"),
            ("cedaw", "vi", "CEDAW", "abbreviation"),
            ("cedaw", "en", "Convention on the Elimination of All Forms of Discrimination against Women", "preferred"),
            ("cedaw", "en", "CEDAW", "abbreviation"),
            ("escr", "vi", "quyền kinh tế, xã hội và văn hóa", "preferred"),
            ("escr", "en", "economic, social and cultural rights", "preferred"),
            ("committee", "en", "people's committee", "preferred"),
        ]
    ),
)


def others(query: str) -> set[str]:
    return {one.text for one in understand(query, KNOWN).alternatives}


def translations(query: str) -> dict[str, str]:
    return {one.language: one.text for one in understand(query, KNOWN).translations}


def test_a_term_is_looked_for_by_its_other_names_too() -> None:
    assert others("bảo đảm quyền con người ở tỉnh") == {"nhân quyền"}
    assert others("nhan quyen") == {"quyền con người"}
    assert others("UBND tỉnh") == others("ubnd tinh") == {"Ủy ban nhân dân"}
    assert others("ủy ban nhân dân tỉnh") == {"UBND"}
    assert others("freedom of speech") == {"freedom of expression"}


def test_the_longest_term_is_taken_and_marks_must_be_its_own() -> None:
    assert others("tự do ngôn luận") == set()
    assert others("tự do đi lại") == {"quyền tự do"}
    assert others("từ đó") == set()
    assert others("tu do") == {"quyền tự do"}


def test_an_abbreviation_that_is_a_word_is_recognised_in_capitals_only() -> None:
    assert others("CAT") == {"Công ước chống tra tấn"}
    assert others("cat toc") == set()
    assert others("cắt") == set()


def test_a_query_of_terms_alone_is_said_in_other_languages() -> None:
    assert translations("quyền con người") == {"en": "human rights", "zh-Hans": "人权"}
    assert translations("freedom of expression") == {"vi": "tự do ngôn luận"}
    assert translations("人權") == {"vi": "quyền con người", "en": "human rights"}
    assert translations("quyền con người ở Cao Bằng") == {}


def test_of_two_terms_each_is_translated() -> None:
    assert translations("human rights and freedom of speech") == {"vi": "quyền con người tự do ngôn luận"}


def test_what_may_be_of_several_languages_is_looked_for_in_each_as_it_stands() -> None:
    assert others("CEDAW") == {
        "Công ước về xóa bỏ mọi hình thức phân biệt đối xử với phụ nữ",
        "Convention on the Elimination of All Forms of Discrimination against Women",
    }
    assert translations("CEDAW") == {}


def test_a_comma_of_a_term_may_be_typed_or_left_out_and_none_may_stand_elsewhere() -> None:
    for typed in ("economic, social and cultural rights", "economic social and cultural rights"):
        assert translations(typed) == {"vi": "quyền kinh tế, xã hội và văn hóa"}
    assert others("nhân, quyền") == set()


def test_an_english_possessive_is_no_french() -> None:
    assert understand("people's committee", KNOWN).language == "en"
    assert translations("people's committee") == {"vi": "Ủy ban nhân dân"}
    assert translations("people’s committee") == {"vi": "Ủy ban nhân dân"}


def test_a_long_name_is_no_question() -> None:
    name = "Công ước về xóa bỏ mọi hình thức phân biệt đối xử với phụ nữ"
    assert not understand(name, KNOWN).is_question
    assert understand(name).is_question
    assert understand(f"{name}?", KNOWN).is_question


def test_the_number_of_forms_is_told() -> None:
    assert KNOWN.thesaurus.size == sum(len(forms) for forms in KNOWN.thesaurus.by_term.values()) > 15
