"""What facets count, as characters: held against counting the values themselves."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from threading import Thread
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.core.language import TABLE
from app.search.engines.postgresql import tags
from app.search.entry import Entry
from app.search.query import FACETS
from tests.search.test_lexemes import ENTRY

#: A document: its topics, agencies and year, and the languages in which passages of it were found.
Document = tuple[list[str], list[str], int | None, list[str]]

some = st.lists(st.sampled_from(["women", "children", "right-to-life", "so-tu-phap", "x"]), unique=True, max_size=3)
documents = st.lists(
    st.tuples(some, some, st.none() | st.integers(1945, 2030), st.lists(st.sampled_from(list(TABLE)), min_size=1, unique=True)),
    max_size=8,
)


@given(documents)
def test_counting_characters_counts_values(made: list[Document]) -> None:
    entries = [_entry(one) for one in made]
    known = {
        value: 0x20000 + place for place, value in enumerate(sorted({value for one in entries for value in tags.values(one)}))
    }
    characters = "".join(
        tags.written(entry, known) + _languages(spoken) for entry, (*_, spoken) in zip(entries, made, strict=True)
    )
    told = "\x1f".join(chr(code) + value for value, code in known.items())
    assert tags.counted(characters, told, FACETS) == {
        "kind": _times(["law"] for _ in made),
        "topic": _times(topics for topics, *_ in made),
        "agency": _times(agencies for _, agencies, *_ in made),
        "year": _times([str(year)] for _, _, year, _ in made if year is not None),
        "language": _times(spoken for *_, spoken in made),
    }


def test_only_facets_asked_for_are_counted_and_unknown_characters_are_none() -> None:
    assert tags.counted("karticle\x1ftwomen\U00020000", "\U00020000tchildren", ["topic"]) == {"topic": {"children": 1}}
    assert tags.counted("", "", ["topic", "language"]) == {"topic": {}, "language": {}}


def test_a_value_keeps_its_code(session: Session) -> None:
    first = tags.codes(session, [ENTRY])
    more = tags.codes(session, [ENTRY, replace(ENTRY, topics=("a-new-topic",))])
    assert more.items() > first.items()
    assert len(set(more.values())) == len(more)


def test_two_who_bring_the_same_new_values_agree_on_their_codes(committed_engine: Engine) -> None:
    entry = replace(ENTRY, topics=tuple(f"new-{place}" for place in range(50)))
    found: list[dict[str, int]] = []

    def bring(order: int) -> None:
        with Session(committed_engine) as session, session.begin():
            found.append(tags.codes(session, [replace(entry, topics=entry.topics[::order])]))

    threads = [Thread(target=bring, args=(order,)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 2
    assert found[0] == found[1]


def _entry(document: Document) -> Entry:
    topics, agencies, year, _ = document
    return replace(ENTRY, document=UUID(int=1), kind="law", topics=tuple(topics), agencies=tuple(agencies), year=year)


def _languages(spoken: Sequence[str]) -> str:
    """As the database writes them: see test_the_database_writes_languages_as_they_are_read."""
    bits = sum(tags.language_bit(replace(ENTRY, language=tag)) for tag in spoken)
    each = [(first, bits >> first & 0x3FF) for first in range(0, len(TABLE), 10)]
    return "".join(chr(0xF0000 + (first // 10 << 10) + some) for first, some in each if some)


def test_the_database_writes_languages_as_they_are_read(session: Session) -> None:
    for spoken in (["vi"], ["vi", "en"], list(TABLE), [list(TABLE)[-1]]):
        bits = sum(tags.language_bit(replace(ENTRY, language=tag)) for tag in spoken)
        written = session.scalar(
            text(f"select {tags.WRITTEN} from (select '' as tags, cast(:bits as int) as bits) as one"), {"bits": bits}
        )
        assert written == _languages(spoken)
        assert tags.counted(written, "", ["language"]) == {"language": dict.fromkeys(spoken, 1)}


def _times(each: Iterator[Sequence[str]]) -> dict[str, int]:
    return dict(Counter(value for values in each for value in values))
