"""Text from before Unicode is repaired, everything else is left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.legacy import Repaired, detect, repair

TCVN3 = "Mäi ng\u00adêi sinh ra ®Òu ®\u00adîc tù do vµ b×nh ®¼ng vÒ nh©n phÈm vµ quyÒn lîi."
VNI = "Moïi ngöôøi sinh ra ñeàu ñöôïc töï do vaø bình ñaúng veà nhaân phaåm vaø quyeàn lôïi."
UNICODE = "Mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi."


def test_text_in_abc_fonts_is_read() -> None:
    assert repair(TCVN3) == Repaired(UNICODE, "tcvn3")


def test_text_in_vni_fonts_is_read() -> None:
    assert repair(VNI) == Repaired(UNICODE, "vni")


def test_capitals_of_abc_fonts_are_told_by_their_plain_letters() -> None:
    assert repair("QUYÒN Vµ NGHÜA Vô\n" + TCVN3).text == "QUYỀN VÀ NGHĨA VỤ\n" + UNICODE
    assert repair("§iÒu 1. QUYÒN con ng\u00adêi vµ Bé luËt").text == "Điều 1. QUYỀN con người và Bộ luật"


def test_lines_that_need_no_repair_stay_as_they_are() -> None:
    mixed = f"{UNICODE}\n{TCVN3}\nLa liberté d'expression a été créée.\nHà Nội là thủ đô"
    assert repair(mixed).text == f"{UNICODE}\n{UNICODE}\nLa liberté d'expression a été créée.\nHà Nội là thủ đô"


@pytest.mark.parametrize(
    "text",
    [
        UNICODE,
        unicodedata.normalize("NFD", UNICODE),
        "và là có bé mét cho nên thì trình là",
        "Tous les êtres humains naissent libres et égaux en dignité et en droits. « Noël », où, déjà, français.",
        "Für Menschen gegenüber; Würde, Brüder, Grüße, schön, Österreich, Übung, groß.",
        "Artículo 1: todos nacen libres, según razón y están dotados; niñez, año, también, así.",
        "Alla människor är födda fria; förnuft, samvete, broderskap, året, öppen.",
        "Article 1: all human beings are born free.",
        "人人生而自由 ® © µ ± §",
        "§ 1, © 2018, 20 µm, ±5, «trích»",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert detect(text) is None
    assert repair(text).text == text


@given(st.text())
def test_what_is_not_detected_is_not_changed(text: str) -> None:
    if detect(text) is None:
        assert repair(text).text == text
