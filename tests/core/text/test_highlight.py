"""Hits on the original text, and safe pieces of it."""

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.highlight import highlight
from app.core.text.snippets import excerpt, mark, snippet

TEXT = (
    "Lời nói đầu.\n\nXét rằng việc thừa nhận phẩm giá vốn có là nền tảng của tự do, công lý và hoà bình trên thế giới. "
    "Mọi người đều có quyền sống, tự do và an toàn cá nhân. Không ai bị tra tấn. Hòa bình & <b>công lý</b> thuộc về mọi người."
)
messy = st.text(
    st.one_of(st.sampled_from("hoa bình <>&\"' \u0301\u00ad\u200d👩🇻🇳人權。.\n"), st.characters(codec="utf-8")), max_size=200
)


def hits(text: str, *terms: str, marked_terms: Sequence[str] = (), prefixes: Sequence[str] = ()) -> list[str]:
    return [text[start:end] for start, end in highlight(text, terms, marked_terms=marked_terms, prefixes=prefixes)]


def test_a_query_without_marks_highlights_every_spelling_with_its_marks() -> None:
    assert hits(TEXT, "hoa binh") == ["hoà bình", "Hòa bình"]
    assert hits(unicodedata.normalize("NFD", TEXT), "hoa binh") == [
        unicodedata.normalize("NFD", phrase) for phrase in ("hoà bình", "Hòa bình")
    ]


def test_words_of_a_phrase_are_one_range_where_they_stand_together_and_two_where_not() -> None:
    assert hits("tự do, do ai tự ý", "tu do") == ["tự do", "do", "tự"]
    assert hits("con, người", "con người") == ["con", "người"]


def test_words_of_different_terms_stay_apart() -> None:
    assert hits("quyền sống", "quyền", "sống") == ["quyền", "sống"]


def test_terms_that_keep_their_marks_do_not_find_other_words() -> None:
    text = "bí mật và bị mất"
    assert hits(text, marked_terms=["bí mật"]) == ["bí mật"]
    assert hits(text, "bi mat") == ["bí mật", "bị mất"]


def test_chinese_is_found_in_either_script_inside_a_sentence() -> None:
    assert hits("依據《世界人權宣言》，人人有權", "人权") == ["人權"]
    assert hits("依據《世界人權宣言》", "世界人权宣言") == ["世界人權宣言"]
    assert hits("依據權利", "权") == ["權"]


def test_an_official_number_is_highlighted_whole_and_its_parts_are_not() -> None:
    assert hits("Quyết định 16 / QĐ - TTg; điều 16", "16/qd-ttg") == ["16 / QĐ - TTg"]


def test_a_word_being_typed_is_highlighted_by_its_beginning() -> None:
    assert hits("quyền của quý vị", prefixes=["quy"]) == ["quyền", "quý"]


@given(messy, st.lists(st.sampled_from(["hoa binh", "hoa", "b", "人权", "权", "1"]), max_size=3))
def test_ranges_lie_inside_the_text_in_order_and_do_not_overlap(text: str, terms: list[str]) -> None:
    last = 0
    for start, end in highlight(text, terms, prefixes=["h"]):
        assert last <= start < end <= len(text)
        last = end


@given(messy, st.lists(st.tuples(st.integers(-5, 250), st.integers(-5, 250)), max_size=6), st.integers(1, 80), st.integers(1, 3))
def test_the_html_of_a_snippet_is_a_slice_of_the_text_and_nothing_else(
    text: str, ranges: list[tuple[int, int]], width: int, count: int
) -> None:
    ranges = [(start, end) for start, end in ranges if start < end]
    last = 0
    fragments = snippet(text, ranges, width, count=count)
    assert len(fragments) <= count
    for fragment in fragments:
        assert last <= fragment.start < fragment.end <= fragment.start + width
        last = fragment.end
        bare = re.sub("</?mark>", "", fragment.html)
        assert "<" not in bare
        assert ">" not in bare
        assert unescape(bare) == text[fragment.start : fragment.end]
    assert re.sub("</?mark>", "", mark(text, ranges)) == mark(text, [])


@given(st.text(st.sampled_from("ạ\u0301\u0323e bn人權"), max_size=120), st.integers(4, 40))
def test_no_cut_goes_through_a_letter_and_its_marks(text: str, width: int) -> None:
    for fragment in snippet(text, highlight(text, ["bn"]), width):
        for place in (fragment.start, fragment.end):
            if 0 < place < len(text) and fragment.end - fragment.start < width:
                assert not unicodedata.combining(text[place])


def test_a_snippet_shows_the_whole_phrase_rather_than_scattered_words() -> None:
    (fragment,) = snippet(TEXT, highlight(TEXT, ["tự do và an toàn"]), 80)
    assert "<mark>tự do và an toàn</mark>" in fragment.html
    assert fragment.html.startswith("Mọi người đều")


def test_a_snippet_is_cut_between_syllables() -> None:
    for width in range(20, 120):
        for fragment in snippet(TEXT, highlight(TEXT, ["tra tấn"]), width):
            before, after = TEXT[: fragment.start], TEXT[fragment.end :]
            assert not (before[-1:].isalnum() and TEXT[fragment.start].isalnum())
            assert not (after[:1].isalnum() and TEXT[fragment.end - 1].isalnum())


def test_everything_but_the_marks_is_escaped() -> None:
    (fragment,) = snippet(TEXT, highlight(TEXT, ["cong ly"]), 1000)
    assert "&amp; &lt;b&gt;<mark>công lý</mark>&lt;/b&gt;" in fragment.html


def test_several_pieces_come_in_the_order_of_the_text() -> None:
    text = "tra tấn " + "và " * 100 + "tra tấn dã man " + "và " * 100 + "tra tấn"
    assert excerpt(text, highlight(text, ["tra tấn dã man"]), 30, count=3).count("<mark>tra tấn") == 3
    assert excerpt("ngắn", [], 30) == "ngắn"
    assert excerpt("", []) == ""


@pytest.mark.parametrize("text", ["a" * 10_000, "\u0301" * 10_000, "人" * 10_000, "ab " * 5_000])
def test_texts_without_a_place_to_cut_are_cut_all_the_same(text: str) -> None:
    for fragment in snippet(text, highlight(text, ["ab", "人人"]), 100):
        assert fragment.end - fragment.start <= 100
