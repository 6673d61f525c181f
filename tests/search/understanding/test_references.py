"""Provisions in a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.understanding.references import find_all


@pytest.mark.parametrize(
    ("typed", "eid", "there"),
    [
        ("Điều 25 Hiến pháp", "art_25", "Điều 25"),
        ("dieu 25 hien phap", "art_25", "dieu 25"),
        ("khoản 2 Điều 14", "art_14__para_2", "khoản 2 Điều 14"),
        ("Điều 14 khoản 2", "art_14__para_2", "Điều 14 khoản 2"),
        ("điểm a khoản 2 Điều 14 Bộ luật", "art_14__para_2__point_a", "điểm a khoản 2 Điều 14"),
        ("điểm đ khoản 2 Điều 14", "art_14__para_2__point_dd", "điểm đ khoản 2 Điều 14"),
        ("diem d khoan 2 dieu 14", "art_14__para_2__point_d", "diem d khoan 2 dieu 14"),
        ("ICCPR art. 19", "art_19", "art. 19"),
        ("Article 19(2) ICCPR", "art_19__para_2", "Article 19(2)"),
        ("article 14, paragraph 2", "art_14__para_2", "article 14, paragraph 2"),
        ("paragraph 2 of article 14", "art_14__para_2", "paragraph 2 of article 14"),
        ("第十九条", "art_19", "第十九条"),
        ("第二十五條第二款", "art_25__para_2", "第二十五條第二款"),
        ("第一百零三条", "art_103", "第一百零三条"),
        ("第100条", "art_100", "第100条"),
        ("Chương II Hiến pháp", "chp_II", "Chương II"),
        ("Điều 25a", "art_25a", "Điều 25a"),
        ("Điều\u00a0007", "art_7", "Điều\u00a0007"),
    ],
)
def test_a_provision_is_recognised_as_lawyers_write_it(typed: str, eid: str, there: str) -> None:
    (found,) = find_all(typed)
    assert (found.eid, typed[found.start : found.end]) == (eid, there)


@pytest.mark.parametrize(
    "typed", ["Điều 19.3 CPTPP", "điều tra", "art of war", "khoản vay 2 tỷ", "quyền con người", "chương trình 135"]
)
def test_what_is_no_provision_is_left_alone(typed: str) -> None:
    assert find_all(typed) == []


@given(st.text("điềukhoản0123456789. ,()第十百条款ab", max_size=40))
def test_nothing_that_is_typed_fails(typed: str) -> None:
    for found in find_all(typed):
        assert 0 <= found.start < found.end <= len(typed)
