"""Queries that are made from a corpus, on one small enough to see what must come out."""

from collections import Counter
from pathlib import Path

from benchmarks import mined
from benchmarks.ambiguous import ambiguous
from benchmarks.corpus import Corpus, Passage
from benchmarks.names import headings_of
from benchmarks.sampling import sample
from benchmarks.sets import QuerySet
from tests.benchmarks.folders import a_corpus


def _sets(folder: Path) -> dict[tuple[str, str], QuerySet]:
    return {(one.name, one.language): one for one in mined.sets(Corpus(folder))}


def _answers(one: QuerySet) -> dict[str, set[str]]:
    return {query.text: set(query.relevant) for query in one.queries}


def test_every_document_with_the_title_is_an_answer_to_it(tmp_path: Path) -> None:
    titles = [("a", "Thanh niên", "x"), ("b", "thanh  niên:", "y"), ("c", "Thành niên", "z"), ("d", "", "w"), ("e", "–", "v")]
    sets = _sets(a_corpus(tmp_path, {"vi": titles}))
    assert _answers(sets["titles", "vi"]) == {"Thanh niên": {"a", "b"}, "Thành niên": {"c"}}
    # Without marks nobody can tell the two apart.
    assert _answers(sets["titles unmarked", "vi"]) == {"thanh nien": {"a", "b", "c"}}
    assert ("headings", "vi") not in sets


def test_headings_are_read_off_titles_and_lines_without_what_numbers_them() -> None:
    text = "# Mở đầu\nĐiều 4. Nguyên tắc chung\nĐiều 5. Mọi người có quyền sống.\nĐiều 6 của Luật này\nMột dòng khác"
    assert list(headings_of(Passage("a", "vi", "Điều 3. Giải thích từ ngữ", text))) == [
        "Giải thích từ ngữ",
        "Mở đầu",
        "Nguyên tắc chung",
    ]
    assert list(headings_of(Passage("a", "fr", "Article premier", "Article 2 – Définitions"))) == ["Définitions"]
    assert list(headings_of(Passage("a", "zh-Hans", "第三条 术语的解释", ""))) == ["术语的解释"]


def test_the_same_heading_in_several_documents_has_them_all_for_answers(tmp_path: Path) -> None:
    rows = [
        ("a", "Điều 3. Giải thích từ ngữ", "x"),
        ("b", "Luật B", "Điều 1. Giải thích từ ngữ\nTrong luật này"),
        ("c", "C", "z"),
    ]
    sets = _sets(a_corpus(tmp_path, {"vi": rows}))
    assert _answers(sets["headings", "vi"]) == {"Giải thích từ ngữ": {"a", "b"}}
    assert _answers(sets["headings unmarked", "vi"]) == {"giai thich tu ngu": {"a", "b"}}


def test_pairs_that_differ_in_marks_alone_are_asked_when_both_are_frequent(tmp_path: Path) -> None:
    rows = [(f"a{number}", "", "Đoàn thanh niên tham gia.") for number in range(5)]
    rows += [(f"b{number}", "", "Người chưa thành niên, bí mật.") for number in range(5)]
    rows += [("c", "", "Nó đã bị mất. Thành, niên hạn."), ("d", "", "thanh thiếu niên")]
    pairs = _sets(a_corpus(tmp_path, {"vi": rows}))["pairs", "vi"]
    assert _answers(pairs) == {
        "thanh niên": {f"a{number}" for number in range(5)},
        "thành niên": {f"b{number}" for number in range(5)},
    }


def test_a_pair_is_counted_once_a_passage_and_one_without_marks_is_no_query() -> None:
    counts = Counter({("cho anh", "cho anh"): 9, ("cho anh", "chợ anh"): 5, ("bi mat", "bí mật"): 9, ("bi mat", "bị mất"): 4})
    assert ambiguous(counts) == {"chợ anh"}


def test_questions_are_asked_as_they_stand_without_marks_and_across_languages(tmp_path: Path) -> None:
    folder = a_corpus(
        tmp_path,
        {"vi": [("a", "", "Mọi người")], "en": [("a", "", "Everyone")]},
        {"vi": [("q", "Ai được tự do?"), ("lost", "Không ai biết?")], "en": [("q", "Who is free?")]},
        "q\ta\t1\nlost\tzz\t1\n",
    )
    sets = _sets(folder)
    assert _answers(sets["questions", "vi"]) == {"Ai được tự do?": {"a"}}
    assert _answers(sets["questions unmarked", "vi"]) == {"Ai duoc tu do?": {"a"}}
    assert (sets["questions across", "en"].only, len(sets["questions across", "en"].queries)) == ("vi", 1)
    assert mined.unanswered(Corpus(folder)) == 1


def test_questions_may_be_in_a_language_that_no_document_is_in(tmp_path: Path) -> None:
    folder = a_corpus(tmp_path, {"vi": [("a", "", "Mọi người")]}, {"en": [("q", "Who is free?")]}, "q\ta\t1\n")
    assert _sets(folder).keys() == {("questions", "en")}


def test_a_sample_is_bounded_and_always_the_same() -> None:
    every = [f"{number:05}" for number in range(5_000)]
    assert sample(every, "titles vi") == sample(list(reversed(every)), "titles vi")
    assert len(set(sample(every, "titles vi"))) == 1_000
    assert sample(every, "titles vi") != sample(every, "pairs")
    assert sample(every[:3], "titles vi") == every[:3]
