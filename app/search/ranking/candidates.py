"""What an engine hands over to be ranked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from typing import NamedTuple
from uuid import UUID


class Sign(IntFlag):
    """What an engine knows of a candidate from the way it found it. Higher ones come first when there are too many, and
    those that are ``translated`` and nothing else last.

    ``translated``: found by the glossary alone, in a language that was not typed, and not to be had in the one that was.
    ``principal``: the query is the name of a topic, and the candidate, which has its words, the topic's principal reference.
    ``reference``: it holds the provision that was asked for, of whatever document.
    """

    none = 0
    translated = 1
    neighbours = 2
    all_in_name = 4
    principal = 8
    whole_name = 16
    as_marked = 32
    reference = 64
    own_number = 128


class Candidate(NamedTuple):
    """A passage that may be good. ``sequence``: other names, own names and text as marked keys, one line each."""

    id: int
    document: UUID
    language: str
    position: int
    published_at: datetime
    signs: Sign
    sequence: str


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of ``passages`` a word (``quyen``) or two neighbours (``quyen con``) occur. Unknown ones count as rare."""

    passages: int = 0
    average_length: float = 150.0
    of: Mapping[str, int] | None = None

    def known(self, key: str) -> int | None:
        """In how many passages it occurs; None when that is not known: in one, in none, or in some that are new."""
        return (self.of or {}).get(key)

    def weight(self, key: str) -> float:
        """How much an occurrence tells (inverse document frequency, above nought)."""
        known = self.known(key) or 0
        return math.log(1 + (self.passages - known + 0.5) / (known + 0.5)) if self.passages > known else 1.0
