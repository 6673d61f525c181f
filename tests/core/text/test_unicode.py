"""Clean text, and the way back to the text as it came."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import unicode

messy = st.text(
    st.one_of(
        st.sampled_from(
            "aeđĐðÐếạ \u00a0\u202f\u2028\u2011\u200b\u00ad\u200d\u0301\u0323\u0302\r\n\t\x00\x0b人각\u1100\u1161\u11a8क👩"
        ),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("came", "stored"),
    [
        ("Nghị\u00a0định\u202fsố", "Nghị định số"),
        ("16/QĐ\u2011TTg", "16/QĐ-TTg"),
        ("quy\u00adền\u200b con\ufeff", "quyền con"),
        ("\u00d0iều \u0111\u01b0\u1ee3c \u00f0\u01b0\u1ee3c", "Điều được được"),
        ("a\u2028b\u2029c\r\nd\re", "a b\nc\nd\ne"),
        ("một\tcột\x00\x07\x1b", "một\tcột"),
        (unicodedata.normalize("NFD", "người"), "người"),
        ("o\u00ad\u0323", "ọ"),
        ("nửa \ud83d cặp", "nửa \ufffd cặp"),
        ("quy\u200dền", "quyền"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_seen_or_searched_is_made_plain(came: str, stored: str) -> None:
    assert unicode.clean(came) == stored


@given(messy)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = unicode.clean(text)
    assert unicode.clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
    assert "\x00" not in cleaned


@given(messy)
def test_tracing_gives_the_cleaned_text(text: str) -> None:
    assert unicode.trace(text).text == unicode.clean(text)


@given(messy, st.data())
def test_every_piece_of_a_traced_text_leads_to_where_it_came_from(text: str, data: st.DataObject) -> None:
    traced = unicode.trace(text)
    if not traced.text:
        return
    start = data.draw(st.integers(0, len(traced.text) - 1))
    end = data.draw(st.integers(start + 1, len(traced.text)))
    first, last = traced.span(start, end)
    assert 0 <= first < last <= len(text)
    assert unicode.clean(text[first:last]).find(traced.text[start:end].strip("\u200c\u200d")) >= 0


def test_a_span_covers_the_letter_with_the_marks_it_was_written_with() -> None:
    text = unicodedata.normalize("NFD", "số \u00adngười")
    traced = unicode.trace(text)
    start = traced.text.index("người")
    first, last = traced.span(start, start + 5)
    assert unicodedata.normalize("NFC", text[first:last]) == "người"


def test_halves_of_surrogate_pairs_are_seen_and_whole_characters_are_not() -> None:
    assert unicode.has_lone_surrogates("a\ud800")
    assert unicode.has_lone_surrogates("\udfff")
    assert not unicode.has_lone_surrogates("𠀀 quyền")


def test_nul_is_seen() -> None:
    assert unicode.has_nul("a\x00b")
    assert not unicode.has_nul("a0b")
