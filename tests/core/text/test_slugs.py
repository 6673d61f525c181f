"""Slugs that readers can read."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.slugs import slugify


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Quyền được sống", "vi", "quyen-duoc-song"),
        ("Kế hoạch 3432/KH-UBND", "vi", "ke-hoach-3432-kh-ubnd"),
        ("Freedom of expression: Article 19", "en", "freedom-of-expression-article-19"),
        ("世界人權宣言（1948）", "zh-Hant", "世界人權宣言-1948"),
        ("人权", "vi", "人权"),
        ("Hiến pháp 宪法", "vi", "hien-phap"),
        (" — ", "vi", "untitled"),
        ("", "zh", "untitled"),
        ("ÐIỀU\u00a01", "vi", "dieu-1"),
    ],
)
def test_titles_become_slugs(title: str, language: str, slug: str) -> None:
    assert slugify(title, language) == slug
    assert slugify(unicodedata.normalize("NFD", title), language) == slug


def test_long_titles_are_cut_between_words() -> None:
    slug = slugify("nâng cao hiệu quả công tác tuyên truyền về quyền con người ở Việt Nam", "vi", limit=30)
    assert slug == "nang-cao-hieu-qua-cong-tac"
    assert slugify("a" * 100, "en", limit=30) == "a" * 30


@given(st.text(max_size=200), st.sampled_from(["vi", "en", "zh-Hans", "tyz"]), st.integers(8, 80))
def test_slugs_are_bounded_lower_case_words_joined_by_hyphens(title: str, language: str, limit: int) -> None:
    slug = slugify(title, language, limit=limit)
    assert 0 < len(slug) <= limit
    assert re.fullmatch(r"[^\W_]+(?:-[^\W_]+)*", slug)
    assert slugify(slug, language, limit=limit) == slug
