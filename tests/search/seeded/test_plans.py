"""What a query is looked for by, on all of the seed."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.search import knowledge
from app.search.engines.postgresql import plan
from app.search.query import FACETS, Filters, Query
from app.search.understanding import understand

QUERIES = (
    "nhân quyền",
    "quyền con người",
    "báo chí nhân quyền",
    "Nhân quyền quốc tế UBND tỉnh",
    "UBND",
    "sở thông tin và truyền thông nhân quyền",
    "human rights",
    "human rights of the child",
    "人权",
    "3432/KH-UBND nhân quyền",
    "ICCPR điều 19",
    "bình đẳng giới",
    "chỉ của một nơi",
)


@pytest.fixture
def found(session: Session) -> dict[str, set[int]]:
    """Ids of passages by what they match, remembered."""

    class Found(dict[str, set[int]]):
        def __missing__(self, asked: str) -> set[int]:
            sql = text("select id from search_passage where lexemes @@ cast(:asked as tsquery)")
            self[asked] = set(session.scalars(sql, {"asked": asked}))
            return self[asked]

    return Found()


@pytest.mark.parametrize("narrowed", [Filters(on=date(2026, 1, 1)), Filters(on=date(2026, 1, 1), languages=("vi",))])
@pytest.mark.parametrize("typed", QUERIES)
def test_the_parts_make_the_whole_and_have_nothing_in_common(
    session: Session, found: dict[str, set[int]], typed: str, narrowed: Filters
) -> None:
    query = Query(understand(typed, knowledge.read(session)), narrowed, ("vi", "en"), 0, 20, frozenset(FACETS))
    planned = plan.strict(query)
    parts = [found[part] for part in planned.parts]
    assert set().union(*parts) == found[planned.every]
    assert sum(map(len, parts)) == len(found[planned.every])
    if planned.as_typed:
        assert found[planned.as_typed] <= found[planned.every]
    for tier in planned.tiers:
        if not tier.sign & plan.Sign.whole_name:
            assert found[tier.tsquery] <= found[planned.every], tier


def test_other_words_are_looked_for_apart(session: Session) -> None:
    known = knowledge.read(session)
    asked = {typed: understand(typed, known) for typed in QUERIES}
    several = {
        typed: len(plan.strict(Query(one, Filters(on=date(2026, 1, 1)), ("vi",), 0, 20, frozenset())).parts)
        for typed, one in asked.items()
    }
    assert several["nhân quyền"] == several["human rights"] == 2
    assert several["chỉ của một nơi"] == 1
