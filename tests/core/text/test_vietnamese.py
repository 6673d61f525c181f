"""Spelling: keys that agree where readers do, and order that Vietnamese readers expect."""

import random
import unicodedata
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.text import syllables, vietnamese

ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
RHYMES = """a ai ang anh ao ăn âu e en eo ê ên i ia iên iêu y o oa oai oan oe ong ô ôi ơ ơi
u ua uân uê ui uôi uy uyên uyu ư ưa ươi ương ưu"""
TONES = ["", *syllables.TONES]
SYLLABLES = [
    syllables.place_tone(*parts, tone)
    for onset, rhyme, tone in product([*ONSETS.split(), ""], RHYMES.split(), TONES)
    if (parts := syllables.parse(onset + rhyme)) and "".join(parts) == onset + rhyme
]
words = st.sampled_from(SYLLABLES)
anything = st.one_of(st.text(max_size=30), st.lists(words, max_size=6).map(" ".join))


@pytest.mark.parametrize(
    ("written", "moved"),
    [
        *[("hoà", "hòa"), ("thuỷ", "thủy"), ("quý", "quý"), ("hoàn", "hoàn"), ("hòan", "hoàn"), ("khoẻ", "khỏe")],
        *[("toà án", "tòa án"), ("HOÀ BÌNH", "HÒA BÌNH"), ("Thuỵ Sĩ", "Thụy Sĩ"), ("uỷ ban", "ủy ban"), ("xoè", "xòe")],
        *[("ngoài", "ngoài"), ("khuỷu", "khuỷu"), ("thuở", "thuở"), ("quà", "quà"), ("gìn giữ", "gìn giữ"), ("gỉa", "giả")],
        *[("café", "café"), ("résumé", "résumé"), ("mañana", "mañana"), ("loại", "loại"), ("nghiã", "nghĩa"), ("quỳnh", "quỳnh")],
    ],
)
def test_tone_marks_move_to_where_the_newer_spelling_has_them(written: str, moved: str) -> None:
    assert vietnamese.normalise_tone(written) == moved
    assert vietnamese.normalise_tone(unicodedata.normalize("NFD", written)) == moved


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("hoà bình", "hòa bình"), ("sức khoẻ", "sức khỏe"), ("tị nạn", "tỵ nạn"), ("quý", "quí"), ("kỹ", "kĩ"), ("lý", "lí")],
        *[("con ngừoi", "con người"), ("nguời", "người"), ("ÐƯỢC", "được"), ("MỸ", "mĩ"), ("quy\u00adền", "quyền")],
    ],
)
def test_spellings_that_differ_for_the_writer_only_have_one_key(one: str, other: str) -> None:
    assert vietnamese.marked(one) == vietnamese.marked(other)
    assert vietnamese.unmarked(one) == vietnamese.unmarked(other)
    assert vietnamese.digits(one) == vietnamese.digits(other)


@pytest.mark.parametrize(
    ("one", "other"), [("thanh", "thành"), ("bí", "bị"), ("ma", "mà"), ("da", "đa"), ("an", "ân"), ("thuy", "thui")]
)
def test_words_that_differ_keep_different_keys(one: str, other: str) -> None:
    assert vietnamese.marked(one) != vietnamese.marked(other)
    assert vietnamese.digits(one) != vietnamese.digits(other)


@given(words)
def test_a_syllable_typed_without_marks_has_the_same_unmarked_key(word: str) -> None:
    assert vietnamese.unmarked(vietnamese.fold(word)) == vietnamese.unmarked(word)


def test_no_two_syllables_of_the_language_share_a_key_with_marks_but_y_and_i() -> None:
    keys: dict[str, set[str]] = {}
    for word in SYLLABLES:
        keys.setdefault(vietnamese.marked(word), set()).add(word)
    for same in keys.values():
        assert len({word.replace("y", "i").translate(str.maketrans("ýỳỷỹỵ", "íìỉĩị")) for word in same}) == 1, same


@given(anything)
@example("Sÿ")
def test_keys_are_the_same_for_composed_and_decomposed_text_and_stay_what_they_are(text: str) -> None:
    for key in (vietnamese.fold, vietnamese.marked, vietnamese.unmarked):
        once = key(unicodedata.normalize("NFC", text))
        assert key(unicodedata.normalize("NFD", text)) == once
        assert key(once) == once


@given(words)
def test_a_tone_in_its_place_stays_there(word: str) -> None:
    assert vietnamese.normalise_tone(word) == word


def test_marks_become_digits_behind_their_letter() -> None:
    assert vietnamese.digits("quyền") == "quye62n"
    assert vietnamese.digits("được") == "d9u7o75c"
    assert vietnamese.digits("QUYỀN CON NGƯỜI") == "quye62n con ngu7o72i"


@given(words)
def test_digits_are_ascii_and_tell_marked_syllables_apart(word: str) -> None:
    key = vietnamese.digits(word)
    assert key.isascii()
    assert "".join(letter for letter in key if not letter.isdigit()) == vietnamese.unmarked(word)


def test_fold_takes_off_marks_and_case() -> None:
    assert vietnamese.fold("Quyền ĐƯỢC sống, Ðắk Lắk, Łódź, ﬁne, ＡＢＣ") == "quyen duoc song, dak lak, lodz, fine, abc"
    assert vietnamese.strip_marks("Đặng Thuỳ TRÂM") == "Dang Thuy TRAM"


@pytest.mark.parametrize(
    "word", ["quyền", "người", "nghiêng", "HOÀ", "mất", "gì", "giếng", "yêu", "oan", "khuya", "quốc", "y", "soóc"]
)
def test_syllables_are_known(word: str) -> None:
    assert vietnamese.is_syllable(word)


@pytest.mark.parametrize("word", ["quyen", "mat", "ngiêng", "café", "wow", "freedom", "12", "", "người2", "cê", "hộc5", "ñan"])
def test_what_is_no_syllable_is_known_too(word: str) -> None:
    assert not vietnamese.is_syllable(word)


def test_words_typed_without_marks_may_be_vietnamese() -> None:
    assert all(syllables.may_be_unmarked(word) for word in ("quyen", "con", "nguoi", "duoc", "tra", "tan", "yeu", "quyet"))
    assert not any(syllables.may_be_unmarked(word) for word in ("freedom", "expression", "torture", "rights", "article"))


ORDER = """
a à ả ã á ạ an ản Án ăn ắn ân ấn ba bà bá ca che chế da dã đa đã đạo e em ê êm ga hoa hòa hoá họa i ky ma mà mả mã má mạ
mai o oan ô ôn ơ ơn pha qua quyên quyền quyển quyến quyết sa ta tha thanh thành trà u un ư ứng va xa y ý
"""


def test_words_sort_in_the_order_of_the_vietnamese_alphabet_with_tones_last() -> None:
    order = ORDER.split()
    shuffled = random.Random(7).sample(order, len(order))
    assert sorted(shuffled, key=vietnamese.sort_key) == order
    assert sorted(shuffled, key=lambda word: vietnamese.sort_key(word).encode()) == order


@pytest.mark.parametrize(
    "order",
    [
        ["Điều 2", "Điều 10", "Điều 10a", "Điều 100"],
        ["Cao Bằng", "Cao Bằng 2", "Cao Lộc", "Đà Nẵng", "Hà Nội", "Hoà Bình", "Huế"],
        ["1.2", "1.10", "2.1", "An", "“Anh”", "人权", "权利"],
        ["ma", "má", "mà cả", "ma tuý", "mai"],
        ["resume", "résumé", "resumed"],
    ],
)
def test_titles_sort_as_readers_look_for_them(order: list[str]) -> None:
    assert sorted(random.Random(7).sample(order, len(order)), key=vietnamese.sort_key) == order


@given(st.text(max_size=2000))
def test_sort_keys_can_be_stored_and_are_bounded(text: str) -> None:
    key = vietnamese.sort_key(text)
    assert len(key) <= 601
    assert "\x00" not in key
    assert key == vietnamese.sort_key(unicodedata.normalize("NFD", text))
