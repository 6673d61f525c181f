"""A query as it is read."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.understanding import MOST_WORDS, typed, understand
from app.search.understanding.knowledge import Knowledge
from app.search.understanding.marks import learn
from app.search.understanding.thesaurus import Thesaurus


def test_words_numbers_and_language_are_told_apart() -> None:
    asked = understand("Quyết định số 16 / qđ-ttg về quyền con người")
    assert [word.folded for word in asked.words] == ["quyet", "dinh", "so", "ve", "quyen", "con", "nguoi"]
    assert [(one.number.text, one.certain) for one in asked.numbers] == [("16/QĐ-TTg", True)]
    assert [part.folded for part in asked.numbers[0].parts] == ["16", "qd", "ttg"]
    assert asked.language == "vi"


def test_a_number_without_slashes_is_recognised_and_not_certain() -> None:
    (number,) = understand("3432 kh ubnd").numbers
    assert (number.number.text, number.certain) == ("3432/KH-UBND", False)


def test_what_follows_a_number_is_no_neighbour_of_what_came_before() -> None:
    words = {word.folded: word for word in understand("số 16/QĐ-TTg ngày nào").words}
    assert not words["ngay"].joined
    assert words["nao"].joined


def test_marks_tell_where_they_were_typed_and_where_none_belong() -> None:
    words = {word.folded: word.marks_told for word in understand("quyền con nguoi").words}
    assert words == {"quyen": True, "con": True, "nguoi": False}


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("CAT", ["cat"]),
        ("Công ước CAT", ["cat"]),
        ("cat", []),
        ("Cat", []),
        ("CẮT", []),
        ("QUYEN CON NGUOI", []),
        ("QUYEN", []),
        ("UNESCO", ["unesco"]),
        ("UBND", ["ubnd"]),
        ("A", []),
    ],
)
def test_capitals_tell_an_acronym_unless_everything_is_in_capitals(text: str, exact: list[str]) -> None:
    assert [word.folded for word in understand(text).words if word.exact] == exact


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("quyền con người", "vi"),
        ("quyen con nguoi", None),
        ("freedom of expression", "en"),
        ("liberte d'expression", "fr"),
        ("droits des femmes", "fr"),
        ("人權", "zh-Hans"),
        ("CEDAW", None),
        ("16/QĐ-TTg", None),
    ],
)
def test_the_language_is_told_only_where_it_shows(text: str, language: str | None) -> None:
    assert understand(text).language == language


def test_quotation_marks_make_phrases_that_end_at_punctuation() -> None:
    asked = understand('“tự do ngôn luận, báo chí” và "con người"')
    assert [[word.folded for word in run] for run in asked.phrases] == [
        ["tu", "do", "ngon", "luan"],
        ["bao", "chi"],
        ["con", "nguoi"],
    ]


def test_composed_and_decomposed_queries_are_read_alike() -> None:
    text = "Quyền được sống, số 16/QĐ-TTg"
    assert understand(unicodedata.normalize("NFD", text)) == understand(text)


def test_a_very_long_query_is_cut() -> None:
    assert len(understand(" ".join(f"w{i}" for i in range(5000))).words) == MOST_WORDS


def test_the_last_word_is_unfinished_until_something_follows() -> None:
    going_on, ended = typed("quyền con ng"), typed("quyền con ng ")
    assert [word.folded for word in going_on.words] == ["quyen", "con"]
    assert going_on.prefixes == ("ng",)
    assert [word.folded for word in ended.words] == ["quyen", "con", "ng"]
    assert ended.prefixes == ()


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("3432/K", "3432/k"),
        ("số 16 / qđ - t", "16/qd-t"),
        ("34", "34"),
        ("a/res/2", "a/res/2"),
        ("quyền", None),
        ("Điều 5", None),
    ],
)
def test_a_number_being_typed_is_recognised(text: str, begun: str | None) -> None:
    assert typed(text).number_prefix == begun


@given(st.text(max_size=120))
def test_nothing_that_is_typed_fails(text: str) -> None:
    asked = understand(text)
    assert len(asked.words) <= MOST_WORDS
    typed(text)


def test_ten_kilobytes_of_noise_are_read_quickly_enough_to_be_refused_elsewhere() -> None:
    rng = random.Random(3432)
    understand("".join(chr(rng.choice((rng.randrange(32, 0x250), rng.randrange(0x4E00, 0x9FFF)))) for _ in range(10_000)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tai sao bao ve tre em", "tại sao bảo vệ trẻ em"),
        ("tre em khieu nai o dau", "trẻ em khiếu nại ở đâu"),
        ("lam the nao de bao ve tre em", "làm thế nào để bảo vệ trẻ em"),
        ("bao ve tre em la gi", "bảo vệ trẻ em là gì"),
    ],
)
def test_what_asks_is_known_without_marks_although_texts_do_not_ask(typed: str, meant: str) -> None:
    learnt = learn(["bảo vệ trẻ em", "tài sản", "ở đầu", "thể chế", "khiếu nại", "ở đầu", "để bảo vệ"])
    read = understand(typed, Knowledge(learnt, Thesaurus()))
    assert read.did_you_mean == meant
    assert read.is_question
    assert "tre" in [word.folded for word in read.telling]
    assert not {"dau", "sao", "gi", "nao"} & {word.folded for word in read.telling}
