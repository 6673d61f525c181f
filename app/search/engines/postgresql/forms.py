"""Words as they are written into vectors: what each brings along is worked out once and remembered.

An index of a hundred thousand documents has fifty million words, of which a few thousand are most.
"""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.core.text.tokens import REMEMBERED, Remembered, Script, has_marks, tokenize, words
from app.search.engines.postgresql.lexemes import quoted
from app.search.understanding import is_acronym


@dataclass(slots=True, eq=False)
class Form:
    """What a word brings along wherever it stands. Forms are told apart by being the same object, which is what they are found by."""

    folded: str
    marked: str
    #: Quoted lexemes that have positions: without marks, with them, in capitals.
    lexemes: tuple[str, ...]
    #: The keys as pairs are hashed of them, and the checksum of each with a space, from which that of a pair goes on.
    folded_last: bytes
    folded_first: int
    marked_last: bytes
    marked_first: int
    has_marks: bool


@lru_cache(maxsize=REMEMBERED)  # With the spellings, which share them, some 30 MB when all are there.
def _form(folded: str, marked: str, script: Script, *, has_marks: bool, is_acronym: bool) -> Form:
    lexemes = [folded, *(["=" + marked] if script == "latin" else []), *(["=" + marked.upper()] if is_acronym else [])]
    first, second = folded.encode(), marked.encode()
    return Form(
        folded,
        marked,
        tuple(map(quoted, lexemes)),
        first,
        zlib.crc32(first + b" "),
        second,
        zlib.crc32(second + b" "),
        has_marks,
    )


class _Divided(Exception):
    """A word is not one token."""


def _spelt(word: str) -> Form:
    """The form of a word as it is written. _Divided."""
    tokens = tokenize(word, tails=True)
    if len(tokens) != 1 or tokens[0].text != word:
        raise _Divided
    token = tokens[0]
    return _form(token.folded, token.marked, token.script, has_marks=has_marks(token), is_acronym=is_acronym(token))


_form_of = Remembered(_spelt).__getitem__


class Read(NamedTuple):
    """A text: its words, into which of them a phrase runs, and official numbers with the place of the word behind each."""

    forms: list[Form]
    joined: list[bool]
    official: list[tuple[int, str]]


def read(text: str) -> Read:
    """A text as it is written into vectors."""
    found = words(text)
    try:
        return Read([*map(_form_of, found.words)], found.joined, found.official)
    except _Divided:
        return _tokens(text)


def _tokens(text: str) -> Read:
    """The same of a text that has words of several tokens."""
    found = Read([], [], [])
    for token in tokenize(text, tails=True):
        if token.script == "official":
            found.official.append((len(found.forms), token.folded))
            continue
        marks, acronym = has_marks(token), is_acronym(token)
        found.forms.append(_form(token.folded, token.marked, token.script, has_marks=marks, is_acronym=acronym))
        found.joined.append(token.joined)
    return found
