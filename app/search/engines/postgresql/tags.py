"""What facets count of a document, as a short text of one character for each value.

Counting the values of ten thousand documents is then counting the characters of one text, which Python does in one call.
Which character stands for which value is kept in ``search_tag``. Languages, which a document has as many of as it has passages
found, are bits until they are counted, and so many of them make a character.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.language import TABLE
from app.search.entry import Entry
from app.search.models import SearchTag
from app.search.query import FacetName

_LETTERS: Mapping[str, FacetName] = {"k": "kind", "t": "topic", "a": "agency", "y": "year"}
_BITS = {tag: 1 << place for place, tag in enumerate(TABLE)}
#: Languages that one character tells, and the characters that tell of them: those that Unicode leaves to private use, plane 15.
_EACH = 10
_LANGUAGES = 0xF0000
#: Between the values of ``KNOWN``, which have no such character.
_BETWEEN = "\x1f"

#: SQL for all that is known, each character before its value.
KNOWN = f"(select string_agg(chr(code) || value, '{_BETWEEN}') from search_tag)"


def _of_languages(first: int) -> str:
    """SQL for the character that tells of the languages from this one on; none where there is none of them."""
    bits = f"(bits >> {first} & {(1 << _EACH) - 1})"
    return f"case {bits} when 0 then '' else chr({_LANGUAGES + (first // _EACH << _EACH)} + {bits}) end"


#: SQL for the characters of a document, from the columns ``tags`` and ``bits``.
WRITTEN = " || ".join(["tags", *map(_of_languages, range(0, len(TABLE), _EACH))])


def language_bit(entry: Entry) -> int:
    """The bit of an entry's language; none for one that the table does not have."""
    return _BITS.get(entry.language, 0)


def values(entry: Entry) -> Iterator[str]:
    """The values of an entry's document, each behind the letter of its facet."""
    yield f"k{entry.kind}"
    yield from (f"t{code}" for code in entry.topics)
    yield from (f"a{code}" for code in entry.agencies)
    if entry.year is not None:
        yield f"y{entry.year}"


def codes(session: Session, entries: Iterable[Entry]) -> dict[str, int]:
    """The codes of all values of the entries; those that have none yet are given one."""
    # In order, so that two who bring the same new ones wait for each other and never in a circle.
    wanted = sorted(set(chain.from_iterable(map(values, entries))))
    known = _known(session, wanted)
    if missing := [{"value": value} for value in wanted if value not in known]:
        session.execute(insert(SearchTag).on_conflict_do_nothing(), missing)
        known = _known(session, wanted)
    return known


def written(entry: Entry, known: Mapping[str, int]) -> str:
    """The characters of an entry's document, but for its languages."""
    return "".join(chr(known[value]) for value in values(entry))


def counted(characters: str, known: str, facets: Collection[FacetName]) -> dict[FacetName, dict[str, int]]:
    """How many documents have each value, from the characters of them all, one document after another, and what is ``KNOWN``."""
    found: dict[FacetName, dict[str, int]] = {name: {} for name in facets}
    names = {one[0]: one[1:] for one in known.split(_BETWEEN) if one}
    for character, times in Counter(characters).items():
        if (code := ord(character)) >= _LANGUAGES:
            if "language" in found:
                for tag in _spoken(code - _LANGUAGES):
                    found["language"][tag] = found["language"].get(tag, 0) + times
        elif (name := names.get(character)) and (facet := _LETTERS[name[0]]) in found:
            found[facet][name[1:]] = times
    return found


def _spoken(code: int) -> Iterator[str]:
    """The languages that a character tells."""
    first, bits = code >> _EACH, code & ((1 << _EACH) - 1)
    yield from (tag for tag, bit in _BITS.items() if bits << first * _EACH & bit)


def _known(session: Session, wanted: list[str]) -> dict[str, int]:
    rows = session.execute(select(SearchTag.value, SearchTag.code).where(SearchTag.value.in_(wanted)))
    return {value: code for value, code in rows}
