"""Official numbers in every spelling, and what is none."""

import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import codes, numbers

Form = Literal["NFC", "NFD"]
FORMS: list[Form] = ["NFC", "NFD"]


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        *[
            ("16 / QĐ - TTg", "16/QĐ-TTg"),
            ("16/QĐ\u2011TTg", "16/QĐ-TTg"),
            ("16/qd-ttg", "16/QĐ-TTg"),
            ("16 qđ ttg", "16/QĐ-TTg"),
        ],
        *[("3432/kh-ubnd", "3432/KH-UBND"), ("3432 KH UBND", "3432/KH-UBND"), ("số 3432 /KH-UBND", "3432/KH-UBND")],
        *[("53/2005/QH11", "53/2005/QH11"), ("53/2005/qh11", "53/2005/QH11"), ("53 2005 qh11", "53/2005/QH11")],
        *[("72/2015/nđ-cp", "72/2015/NĐ-CP"), ("72/2015/nd-cp", "72/2015/NĐ-CP"), ("Số: 72/2015/NĐ–CP.", "72/2015/NĐ-CP")],
        *[("A/RES/217(III)", "A/RES/217(III)"), ("A/RES/217 (III)", "A/RES/217(III)"), ("a/res/217(iii)", "A/RES/217(III)")],
        *[("48-NQ/TW", "48-NQ/TW"), ("01/2019/TTLT-BTP-BCA", "01/2019/TTLT-BTP-BCA"), ("15/2020/UBTVQH14", "15/2020/UBTVQH14")],
        *[("1079/TTg-KGVX", "1079/TTg-KGVX"), ("CCPR/C/GC/34", "CCPR/C/GC/34"), ("S/RES/1325 (2000)", "S/RES/1325(2000)")],
        *[("12a/QĐ-UBND", "12a/QĐ-UBND"), ("97/SL", "97/SL"), ("Luật Trẻ em", "Luật Trẻ em")],
    ],
)
def test_every_spelling_is_written_properly(written: str, proper: str) -> None:
    assert numbers.normalise(written) == proper
    assert numbers.normalise(unicodedata.normalize("NFD", written)) == proper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("16/QĐ-TTg", "16 qd ttg"), ("09/2017/TT-BTTTT", "9/2017/TT-BTTTT"), ("48-NQ/TW", "48/NQ-TW")],
        *[("A/RES/217(III)", "217 A (III)"), ("A/RES/217 A (III)", "A/RES/217 (III)"), ("E/C.12/GC/20.", "e/c.12/gc/20")],
    ],
)
def test_spellings_of_one_number_share_its_key(one: str, other: str) -> None:
    first, second = numbers.parse(one), numbers.parse(other)
    assert first is not None
    assert second is not None
    assert first.key == second.key


def test_the_key_is_folded() -> None:
    number = numbers.parse("16 / QĐ - TTg")
    assert number == numbers.OfficialNumber("16/QĐ-TTg", "16/qd-ttg")


@pytest.mark.parametrize(
    "text",
    [
        *["25/10/2018", "10/2018", "1/2", "24/7", "120 km/h", "120/km-h", "100/người", "5/ngày-đêm", "3/4-5/6", "và/hoặc"],
        *[
            "A/B",
            "a/b/1",
            "Điều 2/khoản 3",
            "12/13 QĐ",
            "http://vi.vn/12/qd-x",
            "1.000/2.000",
            "ngày 2/9",
            "(III)",
            "5 (II)",
            "2018-10-25",
        ],
    ],
)
def test_dates_fractions_and_addresses_are_no_numbers(text: str) -> None:
    assert numbers.find_all(text) == []
    assert numbers.parse(text) is None


def test_numbers_are_found_in_prose_with_their_places() -> None:
    text = (
        "Căn cứ Nghị định số 72/2015/NĐ-CP ngày 7/9/2015; Quyết định số 16 / QĐ-TTg - Phê duyệt Đề án, "
        "Thông tư số 09/2017/NĐ-CP; Luật 53/2005/QH11. Nghị quyết A/RES/217 (III), 48-NQ/TW và 3432 KH UBND"
    )
    found = [(text[mention.start : mention.end], mention.number.text) for mention in numbers.find_all(text)]
    assert found == [
        ("72/2015/NĐ-CP", "72/2015/NĐ-CP"),
        ("16 / QĐ-TTg", "16/QĐ-TTg"),
        ("09/2017/NĐ-CP", "09/2017/NĐ-CP"),
        ("53/2005/QH11", "53/2005/QH11"),
        ("A/RES/217 (III)", "A/RES/217(III)"),
        ("48-NQ/TW", "48-NQ/TW"),
    ]
    assert numbers.find_all(text, loose=True)[-1].number.text == "3432/KH-UBND"


@given(
    st.integers(1, 99_999),
    st.one_of(st.none(), st.integers(1946, 2030)),
    st.sampled_from(["QĐ", "NĐ", "TT", "KH", "CT", "NQ", "BC", "CV"]),
    st.sampled_from(["TTg", "CP", "UBND", "BTTTT", "HĐND", "BLĐTBXH", "SNgV"]),
    st.sampled_from(["/", " / ", "/ "]),
    st.sampled_from(["-", " - ", "–", "\u2011"]),
    st.sampled_from([str, str.lower, str.upper]),
    st.sampled_from(FORMS),
)
def test_any_spelling_leads_to_the_same_number(
    serial: int, year: int | None, kind: str, body: str, slash: str, dash: str, case: Callable[[str], str], form: Form
) -> None:
    proper = "/".join([str(serial), *([str(year)] if year else []), f"{kind}-{body}"])
    written = unicodedata.normalize(form, case(proper.replace("/", slash).replace("-", dash)))
    number = numbers.parse(written)
    assert number is not None
    assert number.text == proper
    assert numbers.parse(number.text) == number
    assert numbers.parse(number.key) == number


@given(st.text(st.sampled_from("0123456789/-.() aAđĐQTPKUBNDHsS\u0300\u200b\u00a0III"), max_size=60), st.booleans())
def test_mentions_are_in_order_and_inside_the_text(text: str, loose: bool) -> None:
    last = 0
    for mention in numbers.find_all(text, loose=loose):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.number.key == mention.number.key.lower()
        last = mention.end


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["1/" * 100_000, "A /" * 100_000, "1/QĐ-" * 50_000, "1-NQ/" * 50_000, "9" * 200_000 + "/", "( " * 100_000]
)
def test_hostile_text_takes_no_time(text: str) -> None:
    numbers.find_all(text, loose=True)


def test_abbreviations_are_written_as_offices_write_them() -> None:
    assert [codes.proper(code) for code in ("qd", "ttg", "hdnd", "BGDDT", "sngv", "xyz", "QĐ")] == [
        *("QĐ", "TTg", "HĐND", "BGDĐT", "SNgV", "XYZ", "QĐ")
    ]
