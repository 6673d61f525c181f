"""How documents are cut into passages."""

from dataclasses import dataclass

from app.search.passages import LONGEST, TOGETHER, cut, passages


@dataclass(frozen=True)
class A:
    """A provision."""

    eid: str
    parent: str | None = None
    kind: str = "paragraph"
    label: str = ""
    heading: str | None = None
    text: str = ""


def test_an_article_is_one_passage_with_all_that_is_in_it() -> None:
    article = [
        A("art_1", kind="article", label="Điều 1", heading="Phạm vi"),
        A("art_1__para_1", "art_1", label="1.", text="Thứ nhất."),
        A("art_1__para_1__point_a", "art_1__para_1", kind="point", label="a)", text="Một."),
        A("art_1__para_2", "art_1", label="2.", heading="Nữa", text="Thứ hai."),
    ]
    (passage,) = passages(article)
    assert (passage.eid, passage.label, passage.headings) == ("art_1", "Điều 1", ("Phạm vi", "Nữa"))
    assert passage.text == "1. Thứ nhất.\na) Một.\n2. Nữa\nThứ hai."


def test_articles_are_never_swallowed_by_their_chapter() -> None:
    chapter = [
        A("chp_I", kind="chapter", label="Chương I", heading="Chung"),
        A("art_1", "chp_I", kind="article", label="Điều 1", text="Một."),
        A("art_2", "chp_I", kind="article", label="Điều 2", text="Hai."),
    ]
    assert [passage.eid for passage in passages(chapter)] == ["chp_I", "art_1", "art_2"]


def test_what_is_too_long_together_is_told_apart_in_its_order() -> None:
    long = "Một câu dài. " * (TOGETHER // 20)
    section = [
        A("sec_I", kind="section", heading="Phần một", text="Mở đầu."),
        A("sec_I__para_1", "sec_I", text=long),
        A("sec_I__para_2", "sec_I", text=long),
        A("sec_II", kind="section", text="Hết."),
    ]
    assert [passage.eid for passage in passages(section)] == ["sec_I", "sec_I__para_1", "sec_I__para_2", "sec_II"]


def test_a_provision_whose_parent_is_missing_is_not_lost() -> None:
    assert [passage.eid for passage in passages([A("x", "nowhere", text="Đây.")])] == ["x"]


def test_cutting_loses_no_word_and_keeps_pieces_within_bounds() -> None:
    for text in ("câu. " * 2000, "từ " * 3000, "x" * 10_000, "đoạn\n\n" * 1500, "字。" * 5000, "", "ngắn"):
        pieces = cut(text)
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert all(0 < len(piece) <= LONGEST for piece in pieces)
