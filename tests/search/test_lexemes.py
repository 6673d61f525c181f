"""What an entry can be found by in PostgreSQL."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.text.tokens import tokenize
from app.search.engines.postgresql.lexemes import SAMPLES, pair, quoted, sample, whole
from app.search.engines.postgresql.vectors import vector
from app.search.entry import Entry

ENTRY = Entry(
    document=UUID(int=1),
    language="vi",
    position=0,
    eid=None,
    eids=(),
    kind="article",
    slug="mot",
    title="Quyền con người",
    number="16/QĐ-TTg",
    number_keys=("16/qd-ttg",),
    aliases=("CEDAW",),
    year=2018,
    days=(),
    published_at=datetime(2018, 10, 25, tzinfo=UTC),
    topics=("equality",),
    agencies=("bo-ngoai-giao",),
    languages=("vi",),
    has_force=False,
    force_from=None,
    force_until=None,
    label=None,
    headings=(),
    subjects=(),
    text="Hoà bình, tự do.",
)


def lexemes(entry: Entry) -> set[str]:
    return set(re.findall(r"'((?:[^']|'')+)'", vector(entry).lexemes))


def hashed(words: str, *, with_marks: bool = False) -> str:
    first, second = tokenize(words)
    return pair(first, second, with_marks=with_marks)


def test_a_head_is_found_by_words_with_and_without_marks_name_number_and_tags() -> None:
    found = lexemes(ENTRY)
    assert {"quyen", "=quyền", "^quyen", "hoa", "=hòa", "=con", "16/qd-ttg", "#16/qd-ttg", "^cedaw"} <= found
    assert {"_h", "_l:vi", "_k:article", "_t:equality", "_a:bo-ngoai-giao", "_y:2018", whole(["quyen", "con", "nguoi"])} <= found
    assert "^hoa" not in found


def test_neighbours_are_told_with_and_without_marks_and_never_across_punctuation() -> None:
    found = lexemes(ENTRY)
    assert {hashed("hoa binh"), hashed("hòa bình", with_marks=True), hashed("tự do", with_marks=True)} <= found
    assert hashed("hòa binh", with_marks=True) not in found
    assert hashed("binh tu") not in found


def test_a_provision_has_its_own_name_and_the_words_of_its_document_but_not_its_number() -> None:
    found = lexemes(replace(ENTRY, position=1, eid="art_5", label="Điều 5", headings=("Tra tấn",), text="Không ai."))
    assert {"quyen", "cedaw", "16/qd-ttg", "^dieu", "^tra", "khong", whole(["tra", "tan"])} <= found
    assert not {"^quyen", "#16/qd-ttg", "_h", whole(["quyen", "con", "nguoi"])} & found


def test_sixteenths_of_all_documents_are_about_equal() -> None:
    counts = [0] * SAMPLES
    for number in range(16_000):
        counts[sample(UUID(int=number))] += 1
    assert 800 < min(counts) <= max(counts) < 1200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=200))
def test_postgresql_reads_whatever_a_text_holds(session: Session, anything: str) -> None:
    made = vector(replace(ENTRY, title=anything, text=anything, headings=(anything,), topics=(anything[:20],)))
    assert session.scalar(text("select length(cast(:made as tsvector))"), {"made": made.lexemes})


def test_a_lexeme_ends_where_it_ends(session: Session) -> None:
    for lexeme in ("it's", "back\\slash", "' | 'x", "a:*b & c", "''"):
        vector_of_one = session.scalar(text("select tsvector_to_array(cast(:made as tsvector))"), {"made": quoted(lexeme)})
        assert vector_of_one == [lexeme]
        found = session.scalar(
            text("select array_to_tsvector(array[:raw]) @@ cast(:asked as tsquery)"), {"raw": lexeme, "asked": quoted(lexeme)}
        )
        assert found
