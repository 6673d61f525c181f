"""The neutral form of test sets, as it is read."""

from pathlib import Path

import pytest

from app.core.text.markdown import render
from benchmarks.corpus import Corpus, Passage, Question
from benchmarks.errors import MalformedLine, Unmeasurable
from benchmarks.prose import as_markdown, titled
from tests.benchmarks.folders import a_corpus, lines

ONE = '{"id": "a", "language": "vi", "title": "Quyền", "text": "Mọi người"}'


def test_languages_are_those_of_the_files_and_zh_is_simplified_chinese(tmp_path: Path) -> None:
    corpus = Corpus(a_corpus(tmp_path, {"zh": [("a", "", "人权")], "en": [("a", "", "Rights")], "vi": [("a", "", "Quyền")]}))
    assert corpus.languages == ("vi", "en", "zh-Hans")
    assert list(corpus.passages("zh-Hans")) == [Passage("a", "zh-Hans", "", "人权")]


def test_a_title_may_be_missing_and_unknown_fields_and_files_are_passed_over(tmp_path: Path) -> None:
    lines(tmp_path / "corpus.vi.jsonl", '{"id": "a", "text": "Mọi người", "source": "somewhere"}', "", ONE.replace('"a"', '"b"'))
    lines(tmp_path / "notes.txt", "not of the form")
    assert [(one.id, one.title) for one in Corpus(tmp_path).passages("vi")] == [("a", ""), ("b", "Quyền")]


@pytest.mark.parametrize("heading", ["", "query-id\tcorpus-id\tscore\n"])
def test_judgements_are_read_with_headings_or_without(tmp_path: Path, heading: str) -> None:
    folder = a_corpus(tmp_path, {"vi": [("a", "", "x")]}, qrels=f"{heading}q1\ta\t1\nq1\tb\t2\nq2\ta\t0\n")
    assert Corpus(folder).relevant == {"q1": frozenset({"a", "b"})}


def test_queries_are_read_in_each_language(tmp_path: Path) -> None:
    corpus = Corpus(a_corpus(tmp_path, {"vi": [("a", "", "x")]}, {"en": [("q", "What?")]}))
    assert corpus.questions("en") == [Question("q", "en", "What?")]
    assert corpus.questions("vi") == []


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "a JSON object is wanted"),
        ('{"text": "x"}', "“id” must be a text"),
        ('{"id": 7, "text": "x"}', "“id” must be a text"),
        ('{"id": " ", "text": "x"}', "“id” is empty"),
        ('{"id": "b", "text": ["x"]}', "“text” must be a text"),
        ('{"id": "b", "title": "", "text": " "}', "there is neither a title nor a text"),
        ('{"id": "b", "language": "en", "text": "x"}', "language 'en' in a file of vi"),
        (ONE, "the id 'a' stands twice"),
    ],
)
def test_a_malformed_line_is_told_with_file_and_line(tmp_path: Path, line: str, why: str) -> None:
    lines(tmp_path / "corpus.vi.jsonl", ONE, "", line)
    with pytest.raises(MalformedLine, match=r"corpus\.vi\.jsonl, line 3: ") as told:
        list(Corpus(tmp_path).passages("vi"))
    assert why in str(told.value)


@pytest.mark.parametrize("line", ["q1\ta", "q1\ta\tgood", "q1 a 1"])
def test_a_malformed_judgement_is_told_with_file_and_line(tmp_path: Path, line: str) -> None:
    folder = a_corpus(tmp_path, {"vi": [("a", "", "x")]}, qrels=f"query-id\tcorpus-id\tscore\n{line}\n")
    with pytest.raises(MalformedLine, match=r"qrels\.tsv, line 2: "):
        _ = Corpus(folder).relevant


def test_what_is_no_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unmeasurable, match="is not a folder"):
        Corpus(tmp_path / "nowhere")
    with pytest.raises(Unmeasurable, match=r"holds no corpus\.LANG\.jsonl"):
        Corpus(tmp_path)
    lines(tmp_path / "corpus.klingon.jsonl", ONE)
    with pytest.raises(Unmeasurable, match="klingon"):
        Corpus(tmp_path)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "corpus.vi.jsonl").write_bytes(b'{"id": "a", "text": "\xff"}\n')
    with pytest.raises(Unmeasurable, match="not UTF-8"):
        list(Corpus(tmp_path).passages("vi"))


def test_text_goes_into_markdown_and_comes_out_as_it_was() -> None:
    text = "# 1. *Quyền* <b> [a](b) & `x`\n- một\n+ hai\n3) ba\n\n    bốn | năm\n---\nhttps://a.example/_b_ ~~c~~ &amp; \\n"
    read = render(as_markdown(text)).text
    assert [line.strip() for line in read.split("\n")] == [line.strip() for line in text.split("\n")]


def test_a_passage_without_a_title_is_called_by_its_first_words() -> None:
    text = "Mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm."
    assert titled(Passage("a", "vi", "", text)) == "Mọi người sinh ra đều được tự do và bình"
    assert titled(Passage("a", "vi", "Điều 1", text)) == "Điều 1"
    assert titled(Passage("a", "vi", "", "…!")) == "…!"
