"""What readers type, and what they must find in the seed: keyword search as it is used."""

import unicodedata
from typing import Any

import pytest

from tests.callers import Caller

UDHR = "A/RES/217(III)"


def search(client: Caller, q: str, **narrowed: Any) -> dict[str, Any]:
    answer = client.get("/api/v1/search", params={"q": q, **narrowed})
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def ids(result: dict[str, Any], first: int = 5) -> list[str]:
    return [hit["document"]["id"] for hit in result["hits"][:first]]


def of_udhr(result: dict[str, Any]) -> dict[str, Any]:
    """The hit in the Universal Declaration."""
    hits: list[dict[str, Any]] = result["hits"]
    return next(hit for hit in hits if hit["document"]["number"] == UDHR)


@pytest.mark.parametrize(
    "typed",
    [
        "quyen con nguoi",
        unicodedata.normalize("NFD", "quyền con người"),
        "quyền con ngừoi",
        "QUYỀN CON NGƯỜI",
        " quyền  con\u00a0người ",
    ],
)
def test_human_rights_are_found_however_they_are_typed(client: Caller, typed: str) -> None:
    expected = search(client, "quyền con người")
    found = search(client, typed)
    assert len(expected["hits"]) >= 4
    assert set(ids(found)) == set(ids(expected))
    assert "<mark>quyền con người</mark>" in found["hits"][0]["title_html"]


def test_the_plan_is_first_for_its_number_and_its_mentions_follow(client: Caller) -> None:
    result = search(client, "3432/KH-UBND")
    assert result["query"]["numbers"] == ["3432/KH-UBND"]
    assert result["hits"][0]["document"]["number"] == "3432/KH-UBND"
    assert result["total"] > 1
    assert all("3432/KH-UBND</mark>" in hit["title_html"] + hit["snippet_html"] for hit in result["hits"][1:])


def test_a_text_whose_first_day_is_not_known_is_not_called_out_of_force(client: Caller) -> None:
    plan = client.get("/api/v1/search", params={"q": "3432/KH-UBND", "limit": 1}).json()["hits"][0]["document"]
    assert plan["number"] == "3432/KH-UBND"
    assert plan["in_force"] is None


def test_freedom_of_expression_is_article_19_in_english_with_the_vietnamese_beside_it(client: Caller) -> None:
    for narrowed in ({"language": "en"}, {}, {"lang": "en"}):
        first = search(client, "freedom of expression", **narrowed)["hits"][0]
        assert first["document"]["number"] == UDHR
        assert (first["language"], first["passage"]["eid"]) == ("en", "art_19")
        assert "vi" in first["document"]["languages"]


def test_torture_without_marks_is_article_5(client: Caller) -> None:
    hit = of_udhr(search(client, "tra tan"))
    assert (hit["language"], hit["passage"]["eid"]) == ("vi", "art_5")
    assert "<mark>tra tấn</mark>" in hit["snippet_html"]


def test_refuge_is_article_14_with_either_letter(client: Caller) -> None:
    found = [search(client, typed) for typed in ("lánh nạn", "lanh nan")]
    assert all(of_udhr(result)["passage"]["eid"] == "art_14" for result in found)


def test_an_acronym_in_capitals_never_finds_a_word_with_marks(client: Caller) -> None:
    hits = search(client, "CAT", limit=50)["hits"]
    assert hits
    assert "Công ước chống tra tấn" in hits[0]["document"]["title"]
    for hit in hits:
        shown = hit["title_html"] + hit["snippet_html"]
        assert "<mark>" not in shown or "<mark>CAT</mark>" in shown or "<mark>cat</mark>" in shown.lower()


def test_an_english_word_is_found_in_english_before_french(client: Caller) -> None:
    result = search(client, "torture", limit=50)
    languages = [hit["language"] for hit in result["hits"]]
    assert of_udhr(result)["language"] == "en"
    assert "en" in languages
    assert "fr" not in languages[: languages.index("en") + 1]


def test_french_without_accents_is_the_french_article_19(client: Caller) -> None:
    first = search(client, "liberte d'expression")["hits"][0]
    assert (first["language"], first["passage"]["eid"]) == ("fr", "art_19")
    assert "<mark>d’expression</mark>" in first["snippet_html"]


def test_chinese_is_found_inside_sentences_traditional_or_simplified(client: Caller) -> None:
    simplified, traditional = search(client, "人权"), search(client, "人權")
    assert ids(simplified) == ids(traditional)
    told = [(hit["language"] == "zh-Hans", hit["matched"] == "translation") for hit in simplified["hits"]]
    assert (True, False) in told
    assert told == sorted(told, reverse=True)
    assert set(told) <= {(True, False), (False, True)}
    assert any("世界<mark>人权</mark>宣言" in hit["title_html"] for hit in traditional["hits"])
    assert of_udhr(search(client, "酷刑"))["passage"]["eid"] == "art_5"


@pytest.mark.parametrize(("one", "other"), [("hoà bình", "hòa bình"), ("sức khoẻ", "sức khỏe")])
def test_either_placement_of_a_tone_finds_and_marks_both(client: Caller, one: str, other: str) -> None:
    first, second = search(client, one), search(client, other)
    assert ids(first, 20) == ids(second, 20)
    shown = " ".join(hit["snippet_html"] for hit in first["hits"])
    assert f"<mark>{one}</mark>" in shown
    assert f"<mark>{other}</mark>" in shown


def test_i_and_y_are_one_letter_where_they_sound_alike(client: Caller) -> None:
    assert ids(search(client, "tị nạn"), 20) == ids(search(client, "tỵ nạn"), 20)
    assert "<mark>tị nạn</mark>" in search(client, "ty nan")["hits"][0]["snippet_html"]


def test_words_that_nothing_has_together_find_the_nearest_and_say_so(client: Caller) -> None:
    result = search(client, "freedom of expression xylophone")
    assert result["matching"] == "some"
    assert "expression</mark>" in result["hits"][0]["title_html"] + result["hits"][0]["snippet_html"]


def test_what_is_quoted_must_stand_together(client: Caller) -> None:
    loose, quoted = (
        search(client, "freedom of expression", language="en"),
        search(client, '"freedom of expression"', language="en"),
    )
    assert 0 < quoted["total"] < loose["total"]
    assert "<mark>freedom of expression</mark>" in quoted["hits"][0]["title_html"].lower()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("UBND tỉnh Cao Bằng", "3432/KH-UBND"), ("TNQTNQ", UDHR), ("Tuyên ngôn quốc tế nhân quyền", UDHR), ("UDHR", UDHR)],
)
def test_a_document_is_found_by_an_abbreviation_or_another_name(client: Caller, typed: str, number: str) -> None:
    assert number in [hit["document"]["number"] for hit in search(client, typed, limit=50)["hits"]]


def test_what_exists_in_english_is_found_in_english_and_the_rest_by_the_glossary_below(client: Caller) -> None:
    hits = search(client, "human rights", limit=100)["hits"]
    translated = [hit["matched"] == "translation" for hit in hits]
    assert translated == sorted(translated)
    for hit in hits:
        assert ("en" in hit["document"]["languages"]) is (hit["matched"] != "translation")


def test_the_full_name_of_a_convention_finds_it_in_any_language(client: Caller) -> None:
    names = [
        "Công ước về xóa bỏ mọi hình thức phân biệt đối xử chống lại phụ nữ",
        "convention on the elimination of all forms of discrimination against women",
        "消除对妇女一切形式歧视公约",
        "CEDAW",
    ]
    found = [ids(search(client, name))[0] for name in names]
    assert len(set(found)) == 1


def test_an_article_is_found_by_its_label_and_the_name_of_its_law(client: Caller) -> None:
    first = search(client, "Điều 25 Hiến pháp")["hits"][0]
    assert "Hiến pháp" in first["document"]["title"]
    assert first["passage"]["eid"] == "art_25"
