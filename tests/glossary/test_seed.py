"""The terms of the seed: complete, sourced, and none taken for another."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app import transfer
from app.core.text.tokens import tokenize
from app.core.text.vietnamese import marked
from app.glossary.schemas import NewTerm
from app.search.understanding.thesaurus import LONGEST_FORM
from app.transfer.records import TermRecord

SEED = Path(__file__).parents[2] / "seed"
LANGUAGES = ("vi", "en", "zh-Hans")
#: Forms that two terms share on purpose, by language and search key. Each needs a reason here.
SHARED: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def terms() -> list[TermRecord]:
    return [one.record for one in transfer.read(SEED).terms]


def lines() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SEED / "glossary.jsonl").read_text("utf-8").splitlines()]


def test_there_are_many_terms_each_named_in_three_languages_and_sourced(terms: list[TermRecord]) -> None:
    assert len(terms) >= 170
    for term in terms:
        preferred = [form.language for form in term.forms if form.kind == "preferred"]
        assert sorted(preferred) == sorted(LANGUAGES), term.code
        assert term.source.title, term.code
        assert {one.language for one in term.definitions} >= {"vi", "en"}, term.code


def test_what_is_not_verified_says_why_and_no_address_is_invented(terms: list[TermRecord]) -> None:
    assert [term.code for term in terms if not term.note] == []
    assert [term.code for term in terms if term.source.url] == []


def test_every_domain_is_there(terms: list[TermRecord]) -> None:
    counts = Counter(term.domain for term in terms)
    assert set(counts) == {"human_rights", "administration", "labour", "trade", "development"}
    assert counts["human_rights"] > 100
    assert counts["administration"] > 50


def test_no_form_names_two_terms_without_a_reason(terms: list[TermRecord]) -> None:
    named: dict[tuple[str, str], set[str]] = {}
    for term in terms:
        for form in term.forms:
            named.setdefault((form.language, marked(form.text)), set()).add(term.code)
    assert {key: codes for key, codes in named.items() if len(codes) > 1 and key not in SHARED} == {}


def test_no_two_forms_of_a_term_are_one_to_search(terms: list[TermRecord]) -> None:
    for term in terms:
        keys = Counter((form.language, marked(form.text)) for form in term.forms)
        assert [key for key, times in keys.items() if times > 1] == [], term.code


def test_search_can_use_every_form(terms: list[TermRecord]) -> None:
    long = [form.text for term in terms for form in term.forms if not 0 < len(tokenize(form.text)) <= LONGEST_FORM]
    assert long == []


def test_every_term_is_taken_as_it_stands() -> None:
    for line in lines():
        given = {name: value for name, value in line.items() if value is not None}
        given["source"] = {name: value for name, value in line["source"].items() if value is not None}
        given["definitions"] = [{name: value for name, value in one.items() if value is not None} for one in line["definitions"]]
        assert [form.text for form in NewTerm.model_validate(given).forms] == [form["text"] for form in line["forms"]]


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("human-rights", {"nhân quyền", "quyền con người", "human rights", "人权"}),
        ("peoples-committee", {"Ủy ban nhân dân", "UBND", "People's Committee", "人民委员会"}),
        ("cedaw", {"CEDAW", "消除对妇女一切形式歧视公约"}),
        ("decree", {"nghị định", "NĐ-CP"}),
        ("upr", {"UPR", "Universal Periodic Review", "普遍定期审议"}),
        ("non-refoulement", {"non-refoulement"}),
        ("sdg", {"SDG", "可持续发展目标"}),
    ],
)
def test_what_everybody_looks_for_is_there(terms: list[TermRecord], code: str, texts: set[str]) -> None:
    (term,) = (term for term in terms if term.code == code)
    assert texts <= {form.text for form in term.forms}
