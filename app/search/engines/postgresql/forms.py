"""Words as they are written into vectors: what each brings along is worked out once and remembered.

An index of a hundred thousand documents has fifty million words, of which a few thousand are most.
"""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.core.text.tokens import LONGEST_KEY, Script, has_marks, tokenize, words
from app.search.engines.postgresql.lexemes import quoted
from app.search.understanding import is_acronym

#: Spellings that are remembered, and forms, which those of one word share: some 30 MB when all are there.
_MOST = 32_768


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


@lru_cache(maxsize=_MOST)
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


class _Spellings(dict[str, Form]):
    """Forms by words as they are written. When there are too many all are forgotten: the frequent ones come again."""

    def __missing__(self, word: str) -> Form:
        tokens = tokenize(word, tails=True)
        if len(tokens) != 1 or tokens[0].text != word:
            raise _Divided
        token = tokens[0]
        form = _form(token.folded, token.marked, token.script, has_marks=has_marks(token), is_acronym=is_acronym(token))
        if len(word) <= LONGEST_KEY:
            if len(self) >= _MOST:
                self.clear()
            self[word] = form
        return form


_SPELLINGS = _Spellings()


class Read(NamedTuple):
    """A text: its words, into which of them a phrase runs, and official numbers with the place of the word behind each."""

    forms: list[Form]
    joined: list[bool]
    official: list[tuple[int, str]]


def read(text: str) -> Read:
    """A text as it is written into vectors."""
    found = words(text)
    try:
        return Read([*map(_SPELLINGS.__getitem__, found.words)], found.joined, found.official)
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
