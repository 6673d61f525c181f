"""Han text."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.text import han


def test_traditional_becomes_simplified() -> None:
    assert han.simplify("世界人權宣言、聯合國、經濟") == "世界人权宣言、联合国、经济"


@given(st.text())
def test_simplifying_keeps_the_length_and_twice_is_once(text: str) -> None:
    simplified = han.simplify(text)
    assert len(simplified) == len(text)
    assert han.simplify(simplified) == simplified


def test_every_ideograph_is_simplified_one_for_one() -> None:
    everything = "".join(chr(code) for code in range(0x3400, 0xA000))
    simplified = han.simplify(everything)
    assert len(simplified) == len(everything)
    assert han.simplify(simplified) == simplified


def test_han_is_told_from_everything_else() -> None:
    assert han.has_han("Điều 1 人")
    assert han.has_han("𠀀")
    assert not han.has_han("Điều 1, かな, 한글")


def test_bigrams_overlap() -> None:
    assert han.bigrams("人人自由") == ["人人", "人自", "自由"]
    assert han.bigrams("法") == ["法"]
    assert han.bigrams("") == []
