"""Languages: what a tag means, what a header likes best, what is tried in turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core import language
from app.core.language import TABLE, UnknownLanguage

OFFERED = ("vi", "en", "zh-Hans", "fr", "tyz")


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        ("", "vi"),
        ("en", "en"),
        ("EN-us", "en"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("en;q=0.8,fr;q=0.9", "fr"),
        ("en;q=0.8 , fr;q=0.9", "fr"),
        ("fr;q=0.5,en;q=0.5", "fr"),
        ("de,en;q=0.1", "en"),
        ("de", "vi"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-Hans-CN", "zh-Hans"),
        ("cmn-Hans", "zh-Hans"),
        ("zh-TW", "vi"),
        ("zh-TW,zh;q=0.5", "zh-Hans"),
        ("zh-Hant-HK,en;q=0.2", "en"),
        ("tyz", "tyz"),
        ("hmn,tyz;q=0.2", "tyz"),
        ("*", "vi"),
        ("*,en;q=0.5", "vi"),
        ("en;q=0.5,*;q=0.4", "en"),
        ("vi;q=0,*", "en"),
        ("vi;q=0,en;q=0,*", "zh-Hans"),
        ("en;q=0", "vi"),
        ("en;q=0,en-GB", "vi"),
        ("en;q=0.0,fr;q=0.1", "fr"),
        ("en;q=2,fr", "fr"),
        ("en;q=,fr;q=0.1", "fr"),
        ("en;level=1,fr;q=0.1", "fr"),
        ("en; q=0.3, fr ;q=0.7", "fr"),
        (",,,fr", "fr"),
        ("e n,fr", "fr"),
        ("x" * 2000 + ",en", "vi"),
        (",".join(["de"] * 60) + ",en", "vi"),
        ("é,fr", "fr"),
        ("\x00", "vi"),
    ],
)
def test_a_header_gets_the_offered_language_it_likes_best(header: str, chosen: str) -> None:
    assert language.negotiate(header, OFFERED, "vi") == chosen


@given(st.text(max_size=200))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert language.negotiate(header, OFFERED, "vi") in OFFERED


@pytest.mark.parametrize(
    ("tag", "found"),
    [
        ("vi", "vi"),
        ("vi-VN", "vi"),
        ("VI-latn-vn", "vi"),
        ("zh-CN", "zh-Hans"),
        ("zh-MO", "zh-Hant"),
        ("hmong", "hmn"),
        ("mww-Latn", "hmn"),
        ("xx", None),
        ("v", None),
        ("", None),
        ("vi_VN", None),
        ("vi-", None),
        ("-vi", None),
        ("vi-" + "a" * 40, None),
        ("ｖｉ", None),
    ],
)
def test_a_tag_means_one_language_of_the_table_or_none(tag: str, found: str | None) -> None:
    assert language.canonical(tag) == found


def test_every_tag_of_the_table_means_itself_and_speaks_an_interface_language() -> None:
    for tag, one in TABLE.items():
        assert language.canonical(tag) == tag
        assert language.interface(tag) in ("vi", "en", "zh")
        assert set(one.names) == {"vi", "en", "zh"}
        assert set(one.fallbacks) <= set(TABLE) - {tag}


def test_a_language_that_is_not_offered_is_refused_with_those_that_are() -> None:
    for tag in ("de", "nonsense-nonsense", "x" * 1000):
        with pytest.raises(UnknownLanguage) as refusal:
            language.require(tag, OFFERED)
        assert refusal.value.facts["languages"] == "vi, en, zh-Hans, fr, tyz"
        assert len(refusal.value.facts["language"]) <= 35
    assert language.require("zh-cn", OFFERED) == "zh-Hans"


@pytest.mark.parametrize(
    ("tag", "order"),
    [
        ("vi", ("vi", "en", "zh-Hans", "fr", "tyz")),
        ("en", ("en", "vi", "zh-Hans", "fr", "tyz")),
        ("zh-Hans", ("zh-Hans", "en", "vi", "fr", "tyz")),
        ("tyz", ("tyz", "vi", "en", "zh-Hans", "fr")),
        ("fr", ("fr", "en", "vi", "zh-Hans", "tyz")),
    ],
)
def test_a_reader_is_offered_every_language_nearest_first(tag: str, order: tuple[str, ...]) -> None:
    assert language.order(tag, OFFERED, "vi") == order
