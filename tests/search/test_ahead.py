"""What Meilisearch is asked to count before it is known what there is: only where more must be there than is gathered."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.search.engines.meilisearch import finding, plan
from app.search.engines.meilisearch.finding import Counts
from app.search.query import Filters, Query
from app.search.ranking import Frequencies
from app.search.understanding import understand
from tests.builders import a_document, a_translation
from tests.callers import Caller
from tests.search.asking import counts, search

KNOWN = Frequencies(1_000, 150.0, {"quyen": 500, "tre": 400, "em": 350, "philaretus": 30, "quyen tre": 40, "tre em": 90})


def lenient(typed: str, *, known: Frequencies = KNOWN, **filters: object) -> plan.Expected | None:
    narrowed = Filters(on=date(2026, 1, 1), **filters)  # type: ignore[arg-type]
    return plan.lenient(Query(understand(typed), narrowed, ("vi",)), known).expected


def test_as_many_are_expected_as_the_most_frequent_way_finds_and_at_most_all_of_them_together() -> None:
    expected = lenient("quyền trẻ em")
    assert expected is not None
    assert expected.least == 90
    # Two pairs, and frequent words two and two.
    assert 40 + 90 <= expected.most <= 40 + 90 + 400 + 350


def test_a_word_that_is_looked_for_alone_is_expected_as_often_as_it_occurs() -> None:
    assert lenient("philaretus ở đâu") == plan.Expected(30, 30)


def test_nothing_is_expected_before_the_first_count_nor_of_a_part_of_the_index() -> None:
    assert lenient("quyền trẻ em", known=Frequencies()) == plan.Expected(0, 0)
    assert lenient("quyền trẻ em", languages=("vi",)) is None
    assert lenient('"quyền trẻ em" tự do') is None


def test_what_is_counted_ahead_is_what_is_there(
    session: Session, client: Caller, indexed: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead: list[bool] = []
    counts_ahead = finding.Finder._counts_ahead

    def noted(finder: finding.Finder, planned: plan.Plan) -> Counts | None:
        counts = counts_ahead(finder, planned)
        ahead.append(counts is not None)
        return counts

    monkeypatch.setattr(finding.Finder, "_counts_ahead", noted)
    for number in range(finding.OF_A_QUESTION + 5):
        law = a_document(
            session, title=f"Bài {number}", body="Quyền trẻ em vùng cao.", fields={"written_on": f"{2000 + number % 2}-01-01"}
        )
        if number % 5 == 0:
            a_translation(session, law, "en", f"Article {number}", body="On the highlands.")
    indexed()
    result = search(client, "quyền trẻ em vùng cao là gì?", limit=5)
    assert (result["matching"], result["total"], result["total_exact"]) == ("some", 25, True)
    assert counts(result, "year") == {"2000": 13, "2001": 12}
    assert counts(result, "language") == {"vi": 25}
    assert ahead in ([], [True])
    # Of a part of the index nothing is known beforehand.
    assert search(client, "quyền trẻ em vùng cao là gì?", year=2000)["total"] == 13
    assert ahead in ([], [True, False])
