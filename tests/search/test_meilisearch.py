"""The engine in Meilisearch by itself: the words it is given, filters, and keys."""

import re
from datetime import date

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text.tokens import tokenize
from app.search.engines.meilisearch import keys, words
from app.search.engines.meilisearch.keeping import Keeper
from app.search.engines.meilisearch.ways import MOST_WAYS, Way, all_of, any_of, is_in, narrowing, term
from app.search.query import Filters
from tests.search.servers import Server


def test_a_word_is_written_with_its_marks_and_without_and_the_two_never_meet() -> None:
    (quyen,) = tokenize("quyền")
    assert (words.folded(quyen.folded), words.marked(quyen.marked)) == ("quyen", "x0quye62n")
    assert words.marked("con") == "x0con" != words.folded("con")
    assert words.capitals("CAT") == "x1cat"


def test_the_beginning_of_a_word_of_han_is_the_beginning_of_its_key() -> None:
    assert words.folded("人权").startswith(words.folded("人"))
    assert not words.folded("人权").startswith(words.folded("权"))


@given(st.text(min_size=1, max_size=80))
def test_whatever_a_text_holds_its_words_are_letters_and_figures(anything: str) -> None:
    for token in tokenize(anything):
        for written in (words.folded(token.folded), words.marked(token.marked), words.as_written(token)):
            assert re.fullmatch(r"[a-z0-9]+", written)
            assert len(written) <= 250, "longer words are dropped by the server"


def test_words_that_differ_in_marks_alone_are_written_differently() -> None:
    pairs = (("mất", "mật"), ("ma", "má"), ("do", "đo"), ("cafe", "café"), ("uber", "über"))
    assert all(words.marked(one) != words.marked(other) for one, other in pairs)


@pytest.mark.parametrize("value", ['x"] OR head = true', "a b", "\\", '"', "'", "a\nb", "quyền", ""])
def test_a_value_that_is_none_of_ours_is_left_out_of_a_filter(value: str) -> None:
    assert is_in("topics", [value]) == "topics IN []"
    assert is_in("topics", [value, "work"]) == 'topics IN ["work"]'


def test_filters_are_made_of_values_alone() -> None:
    asked = Filters(date(2020, 1, 1), languages=("vi",), topics=('" OR 1',), years=(2018,), year_from=2000, in_force=True)
    assert narrowing(asked) == (
        'language IN ["vi"]',
        "topics IN []",
        "year IN [2018]",
        "year >= 2000",
        "has_force = true AND (force_from <= 737425 AND (force_until IS NULL OR force_until > 737425))",
    )


def test_one_of_each_part_makes_a_way_and_there_are_never_too_many() -> None:
    either = any_of((term('"a"'), term('"b"')))
    assert all_of((either, term('"c"'))) == (Way(('"a"', '"c"')), Way(('"b"', '"c"')))
    assert len(all_of([either] * 3 + [any_of(term(f'"{number}"') for number in range(9))])) <= MOST_WAYS
    assert Way(('"a"', '"b c"')).text == '"a" "b c" '


@pytest.mark.meilisearch
def test_the_key_that_searches_is_what_it_was_said_to_be_and_can_do_nothing_else(
    meilisearch_server: Server, keeper: Keeper
) -> None:
    keeper.rebuild([])
    key = keeper.search_key()
    assert key == keeper.search_key() == keys.derived(meilisearch_server.key, keeper.family)
    with httpx.Client(base_url=meilisearch_server.url, headers={"Authorization": f"Bearer {key}"}, trust_env=False) as http:
        assert http.post(f"/indexes/{keeper.uid}/search", json={"q": ""}).status_code == 200
        assert http.get(f"/indexes/{keeper.uid}/documents").status_code == 403
        assert http.delete(f"/indexes/{keeper.uid}").status_code == 403
        assert http.get("/keys").status_code == 403
        assert http.post("/indexes/another/search", json={"q": ""}).status_code == 403
