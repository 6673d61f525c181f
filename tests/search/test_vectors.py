"""The fast writer of vectors, held against the rules spelt out."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.cli.migrations import ROOT
from app.search.engines.postgresql.vectors import vector
from app.search.entry import Entry
from tests.search import spelt
from tests.search.test_lexemes import ENTRY

WORDS = ["quyền", "Quyền", "QUYỀN", "quyên", "Hoà", "hòa", "người", "rights", "right", "CAT", "cat", "UBND", "ﬁn", "İ", "x" * 70]
ODD = ["人", "人权", "權利", "2018年10月5日", "ʰ", "ʰa", "５６", "٣", "l'État", "con\u00adngười", "a\u0301", "\\", "'", "''", "𝒳"]
NUMBERS = [
    "16/QĐ-TTg",
    "217 (III)",
    "A/RES/217(III)",
    "48-NQ/TW",
    "5/10/2018",
    "ngày 5 tháng 10 năm 2018",
    "2018",
    "1.000",
    "3,5",
]
BETWEEN = [" ", " ", " ", " ", "", ". ", ", ", "-", "/", "\n", "\n\n", "\u00a0", "_", "“", ".", " - ", "\u200b", "&"]

prose = st.lists(
    st.tuples(st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.sampled_from(NUMBERS)), st.sampled_from(BETWEEN)),
    max_size=40,
).map(lambda told: "".join(word + gap for word, gap in told))
anything = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=["Cs"]), max_size=60)
texts = st.one_of(prose, prose, anything)


def check(session: Session, entry: Entry) -> None:
    made = vector(entry)
    kept = session.execute(text("select lexeme, positions from unnest(cast(:made as tsvector))"), {"made": made.lexemes})
    assert {lexeme: positions or [] for lexeme, positions in kept} == spelt.lexemes(entry)
    assert (made.sequence, made.length) == (spelt.sequence(entry), spelt.length(entry))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(texts, texts, texts, st.integers(0, 1))
@example("a", "b", "từ " * 400 + "rights right Rights " * 300, 0)
@example("a", "b", "a b " * 10_000, 0)
@example("a", "b", "Quyền quyền QUYỀN quyên, " * 80, 1)
def test_the_vector_of_any_entry_is_what_the_rules_say(
    session: Session, title: str, heading: str, told: str, position: int
) -> None:
    label = title[:20] or None
    entry = replace(ENTRY, position=position, title=title, headings=(heading, title), label=label, text=told)
    check(session, replace(entry, number=heading or None, eids=("art_1",), subjects=(title,), days=(date(2018, 10, 25),)))


def test_the_vectors_of_the_seed_are_what_the_rules_say(session: Session) -> None:
    for number, (language, title, told) in enumerate(seed()):
        check(session, replace(ENTRY, document=UUID(int=number), language=language, title=title, text=told))


def seed() -> Iterator[tuple[str, str, str]]:
    """Some of the seed's texts in every language: their language, a title, and what they say."""
    for file in sorted((ROOT / "seed" / "documents").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            for translation in json.loads(line)["translations"]:
                yield translation["language"], translation["title"], translation["body"]
                for provision in translation["provisions"][:3]:
                    yield translation["language"], provision["label"], provision["text"]
