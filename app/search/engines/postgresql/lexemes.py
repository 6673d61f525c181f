"""Lexemes: what stands in the GIN index for a passage, written as PostgreSQL reads a ``tsvector``.

PostgreSQL's own parser and dictionaries have no part in it; ``vectors`` makes them of entries. Kinds of lexemes are told
apart by their first character, which no key of a token has:

| lexeme      | stands for                                                            | in which entries
| ``quyen``   | a word without marks, with positions                                  | all: title, headings, aliases, text
| ``=quyền``  | a Latin word with its marks (or known to have none), with positions   | all
| ``=CAT``    | an acronym that stands in capitals, with positions                     | all
| ``^quyen``  | a word of the name of the entry                                       | head: title, aliases; provisions: label, headings
| ``~1a2b3``  | two neighbouring words without marks, hashed                          | all: its own name and text
| ``!1a2b3``  | two neighbouring words of which one has marks, hashed                 | all: its own name and text
| ``&1a2b…``  | the whole title or heading without marks, hashed                      | head: title; provisions: each heading, and with its label
| ``$1a2b…``  | the name of a topic whose principal reference the provision is, hashed | provisions
| ``#16/qd-ttg`` | the document's own number                                          | head
| ``@art_14`` | a provision that the entry holds, by its eId                          | provisions
| ``%2018-10-25``, ``%2018-10`` | a day or a month, however it is written             | where it is named; head: days of the document
| ``_h``      | the entry is the head of its document                                 | head
| ``_s7``     | the document belongs to this sixteenth of all                         | all
| ``_l:vi`` … | language, kind (``k``), topic (``t``), agency (``a``), year (``y``)   | all
| ``_in:en``  | a language that the document is published in                          | all
"""

import zlib
from collections.abc import Iterable
from uuid import UUID

from app.core.text.tokens import Token, has_marks
from app.search import texts
from app.search.query import Filters, Word

HEAD = "_h"
SAMPLES = 16
#: Between two texts of an entry, and where a phrase must not run on, positions jump.
GAP = 3
#: Pairs are hashed to twenty bits.
PAIRS = 0xFFFFF


def quoted(lexeme: str) -> str:
    """A lexeme as it may stand in a ``tsvector`` or ``tsquery``: whatever it holds, it ends where it ends."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def pair(first: Word | Token, second: Word | Token, *, with_marks: bool) -> str:
    """The lexeme of two neighbouring words. Marks count when asked for and when one of the words has any."""
    if with_marks and (has_marks(first) or has_marks(second)):
        return f"!{zlib.crc32(f'{first.marked} {second.marked}'.encode()) & PAIRS:x}"
    return f"~{zlib.crc32(f'{first.folded} {second.folded}'.encode()) & PAIRS:x}"


def whole(words: Iterable[str], prefix: str = "&") -> str | None:
    """The lexeme of a whole title or heading, or with ``$`` of a subject, from its folded keys; None when there are none."""
    name = texts.whole(words)
    return hashed(name, prefix) if name else None


def hashed(name: str, prefix: str = "&") -> str:
    """The lexeme of a whole name, as texts.whole writes it."""
    return f"{prefix}{zlib.crc32(name.encode()):x}{zlib.adler32(name.encode()):x}"


def sample(document: UUID) -> int:
    """The sixteenth of all documents that a document belongs to: by its random bits, so that it depends on nothing else."""
    return zlib.crc32(document.bytes) % SAMPLES


def filters(asked: Filters) -> list[list[str]]:
    """Lexemes that narrow: one of each inner list must be there. Ranges are not among them."""
    groups = [
        [f"_l:{value}" for value in asked.languages],
        [f"_k:{value}" for value in asked.kinds],
        [f"_t:{value}" for value in asked.topics],
        [f"_a:{value}" for value in asked.agencies],
        [f"_y:{value}" for value in asked.years],
    ]
    return [group for group in groups if group]
