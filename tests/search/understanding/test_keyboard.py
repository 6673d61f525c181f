"""What Telex and VNI leave behind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.understanding.keyboard import decode


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("quyeenf", "quyền"),
        ("nguwowfi", "người"),
        ("nguoiwf", "người"),
        ("dduwowcj", "được"),
        ("dduowcj", "được"),
        ("tuwj", "tự"),
        ("ngoon", "ngôn"),
        ("Vieejt", "việt"),
        ("hoaf", "hòa"),
        ("wu", "ưu"),
        ("quye62n", "quyền"),
        ("d9u7o75c", "được"),
        ("ngu7o72i", "người"),
        ("tre3", "trẻ"),
        ("a8n", "ăn"),
        ("con", None),
        ("off", None),
        ("class", None),
        ("quyền", None),
        ("2018", None),
        ("covid19", None),
        ("a", None),
        ("", None),
    ],
)
def test_keys_are_decoded_into_syllables_and_words_are_left_alone(typed: str, meant: str | None) -> None:
    assert decode(typed) == meant


@given(st.text(max_size=20))
def test_nothing_that_is_typed_fails(typed: str) -> None:
    decode(typed)
