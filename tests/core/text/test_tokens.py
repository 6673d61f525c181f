"""One tokenizer for index, query and highlighter."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.text.tokens import LONGEST_KEY, Sought, Token, pairs, prefix_keys, tokenize, words

messy = st.text(
    st.one_of(
        st.sampled_from("aeđĐýÝọ 12/.-,()QTP\u00a0\u200b\u00ad\u0301\u0323\u0302\n\"'人權の각\ufe00"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


def folded(text: str) -> list[str]:
    return [token.folded for token in tokenize(text)]


def phrases(text: str) -> list[str]:
    return [f"{first.folded} {second.folded}" for first, second in pairs(tokenize(text))]


def test_a_syllable_is_a_token_with_both_keys_and_its_place() -> None:
    assert tokenize("Hoà bình!") == [
        Token(0, 3, "Hoà", "hoa", "hòa", "latin", joined=False),
        Token(4, 8, "bình", "binh", "bình", "latin", joined=True),
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Nghị\u00a0định\u202fsố", ["nghi", "dinh", "so"]),
        ("quy\u00adền\u200b", ["quyen"]),
        ("tự_do|bình=đẳng~x", ["tu", "do", "binh", "dang", "x"]),
        ("l'expression, d’opinion", ["l", "expression", "d", "opinion"]),
        ("kỹ kĩ quý quí ky", ["ki", "ki", "qui", "qui", "ki"]),
        ("ﬁnal ＡＢ１ Straße", ["final", "ab1", "strasse"]),
        ("100% 1.000.000đ", ["100", "1", "000", "000d"]),
        ("² ½ № …", ["2", "12"]),
        ("", []),
    ],
)
def test_words_are_found_whatever_lies_between_and_inside_them(text: str, keys: list[str]) -> None:
    assert folded(text) == keys


@given(messy, st.sets(st.sampled_from(["a", "e", "đ", "d", "1", "2", "人權", "人权", "权の", "q", "y", "i", "ý"])))
def test_occurrences_are_the_tokens_that_were_asked_for(text: str, keys: set[str]) -> None:
    sought = Sought(keys)
    assert sought.occurrences(text) == asked_for(text, keys)
    # What was found once is found again in a text behind it.
    assert sought.occurrences(f"a {text}") == asked_for(f"a {text}", keys)


@given(st.text(max_size=80), st.sets(st.integers(0, 20), max_size=4))
@example("0㐀À", {5})
def test_every_key_that_a_text_has_is_found_in_it(text: str, chosen: set[int]) -> None:
    keys = [
        key for token in tokenize(text) if token.script != "official" for key in (token.folded, token.marked) if key.isalnum()
    ]
    wanted = {key for place, key in enumerate(keys) if place in chosen}
    assert Sought(wanted).occurrences(text) == asked_for(text, wanted)


def asked_for(text: str, keys: set[str]) -> list[Token]:
    expected = []
    before = True
    for token in tokenize(text):
        if token.script == "official":
            continue
        hit = token.folded in keys or (token.script != "han" and token.marked in keys)
        if hit:
            expected.append(token if before else token._replace(joined=False))
        before = hit
    if expected:
        expected[0] = expected[0]._replace(joined=False)
    return expected


@given(messy)
@example("Số 16/QĐ-TTg và 217 (III), A/RES/217(III). Hết")
def test_words_are_those_that_the_tokens_are_made_of(text: str) -> None:
    tokens = tokenize(text)
    found = words(text)
    spoken = [token for token in tokens if token.script != "official"]
    if all(len(tokenize(word)) == 1 == len(tokenize(word, tails=True)) for word in found.words):
        assert found.words == [token.text for token in spoken]
        assert found.joined == [token.joined for token in spoken]
    starts = [sum(other.start < token.start for other in spoken) for token in tokens if token.script == "official"]
    if len(found.words) == len(spoken):
        assert found.official == list(zip(starts, [token.folded for token in tokens if token.script == "official"], strict=True))


def test_han_is_taken_in_overlapping_pairs_and_simplified() -> None:
    assert folded("人人生而自由，法。2018年10月") == ["人人", "人生", "生而", "而自", "自由", "法", "2018", "年", "10", "月"]
    assert folded("世界人權宣言") == folded("世界人权宣言")


def test_tails_let_a_single_character_be_found_by_prefix_everywhere() -> None:
    keys = [token.folded for token in tokenize("人權法。法", tails=True)]
    assert keys == ["人权", "权法", "法", "法"]
    assert all(any(key.startswith(letter) for key in keys) for letter in "人权法")


def test_an_official_number_is_one_token_before_its_parts() -> None:
    tokens = tokenize("Quyết định số 16 / QĐ - TTg ngày 25/10/2018")
    whole = next(token for token in tokens if token.script == "official")
    assert (whole.text, whole.folded) == ("16 / QĐ - TTg", "16/qd-ttg")
    assert [token.folded for token in tokens][3:7] == ["16/qd-ttg", "16", "qd", "ttg"]
    assert [token.script for token in tokens].count("official") == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thanh niên, thành niên", ["thanh nien", "thanh nien"]),
        ("con. người", []),
        ("TP.HCM", ["tp hcm"]),
        ("1.000", ["1 000"]),
        ("quyền “con người”", ["quyen con", "con nguoi"]),
        ("Việt-Nam – Lào", ["viet nam"]),
        ("dòng một\ndòng hai", ["dong mot", "mot dong", "dong hai"]),
        ("đoạn một\r\n \r\nđoạn hai", ["doan mot", "doan hai"]),
        ("(quyền) con", []),
        ("số 16/QĐ-TTg ngày", ["so 16", "16 qd", "qd ttg", "ttg ngay"]),
        ("人权 法", ["人权 法"]),
    ],
)
def test_phrases_run_through_spaces_and_hyphens_and_never_across_punctuation(text: str, expected: list[str]) -> None:
    assert phrases(text) == expected


@given(messy)
def test_every_token_is_a_slice_of_the_text_as_given(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@given(messy)
def test_keys_can_be_lexemes(text: str) -> None:
    for token in tokenize(text, tails=True):
        assert 0 < len(token.folded) <= LONGEST_KEY
        assert 0 < len(token.marked) <= LONGEST_KEY
        assert not any(letter.isspace() or letter == "\x00" for letter in token.folded + token.marked)


@given(messy)
def test_composed_and_decomposed_text_give_the_same_keys(text: str) -> None:
    def keys(form: str) -> list[tuple[str, str, bool]]:
        return [(token.folded, token.marked, token.joined) for token in tokenize(form)]

    assert keys(unicodedata.normalize("NFD", text)) == keys(unicodedata.normalize("NFC", text))


@given(
    st.lists(
        st.sampled_from(("quyền", "con", "người", "hoà", "khoẻ", "tỵ", "nạn", "kỹ", "lý", "được", "Đảng", "mất")), min_size=1
    )
)
def test_a_query_without_marks_meets_the_text_with_marks(words: list[str]) -> None:
    text = " ".join(words)
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    assert folded(bare.replace("đ", "d").replace("Đ", "D")) == folded(text)


def test_a_word_being_typed_may_still_become_another() -> None:
    assert set(prefix_keys("quy")) == {"qui", "quy"}
    assert set(prefix_keys("hoà")) == {"hoa"}
    assert prefix_keys("…") == ()


def test_a_word_of_a_million_letters_is_cut_and_costs_little() -> None:
    (token,) = tokenize("a" * 1_000_000)
    assert len(token.folded) == LONGEST_KEY
    assert len(tokenize("人" * 100_000)) == 99_999
