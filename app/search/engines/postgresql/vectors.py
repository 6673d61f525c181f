"""From entries to vectors: everything by which an entry is found, in the lexemes that ``lexemes`` tells of.

In which order lexemes are written means nothing to PostgreSQL.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise

from app.search import texts
from app.search.engines.postgresql.forms import Form, read
from app.search.engines.postgresql.lexemes import GAP, HEAD, PAIRS, hashed, quoted, sample
from app.search.entry import Entry

_LAST_POSITION = 16_383
_MOST_POSITIONS = 255
_PLACES = tuple(map(str, range(_LAST_POSITION + 1)))


@dataclass(frozen=True, slots=True)
class Vector:
    """``lexemes`` as PostgreSQL reads them, ``sequence`` and ``length`` as models.SearchPassage describes them."""

    lexemes: str
    sequence: str
    length: int


def vector(entry: Entry) -> Vector:
    """Everything an entry can be found by."""
    made = _Writing()
    others = [made.take(text) for text in texts.others(entry)]
    own = [made.take(name, own=True, is_name=True) for name in texts.own(entry)]
    before = made.words
    body = made.take(entry.text, own=True)
    made.plain.update(map(quoted, _plain(entry)))
    return Vector(made.written(), texts.sequence(others, own, body), made.words - before)


class _Writing:
    """A vector while it is written; ``plain`` lexemes, which are quoted, have no positions."""

    def __init__(self) -> None:
        self.place = 0
        self.words = 0
        self.plain: set[str] = set()
        #: Positions as they are written, with commas between them.
        self._noted: dict[Form, str] = {}
        self._official: dict[str, str] = {}
        self._pairs: set[int] = set()
        self._marked_pairs: set[int] = set()

    def take(self, text: str, *, own: bool = False, is_name: bool = False) -> str:
        """Note where each word of a text stands, behind all that was taken before; with ``own`` also its neighbours, and with
        ``is_name`` that it stands in a name. Given back are its marked keys in order, a full stop where a phrase must not run on.
        """
        forms, joined, official = read(text)
        places = [*accumulate([1 if runs_on else GAP for runs_on in joined], initial=self.place + GAP)]
        self._note(forms, places)
        for index, number in official:
            lexeme, at = quoted(number), _written(places[index] + 1)
            self._official[lexeme] = f"{self._official[lexeme]},{at}" if lexeme in self._official else at
        if own:
            self._neighbours(forms, joined)
        if is_name:
            self.plain.update(quoted("^" + form.folded) for form in forms)
            self.plain.update(quoted("^" + number) for _, number in official)
        self.place = places[-1]
        self.words += len(forms)
        spoken = zip(forms, joined, strict=True)
        return "".join([f" {form.marked}" if runs_on else f" . {form.marked}" for form, runs_on in spoken])[3:]

    def _note(self, forms: Sequence[Form], places: Sequence[int]) -> None:
        noted, known = self._noted, self._noted.get
        written = map(_PLACES.__getitem__ if places[-1] < _LAST_POSITION else _written, islice(places, 1, None))
        for form, at in zip(forms, written, strict=True):
            before = known(form)
            noted[form] = at if before is None else f"{before},{at}"

    def _neighbours(self, forms: Sequence[Form], joined: Sequence[bool]) -> None:
        pairs, marked_pairs, crc32 = self._pairs, self._marked_pairs, zlib.crc32
        for (first, second), runs_on in zip(pairwise(forms), joined[1:], strict=True):
            if runs_on:
                pairs.add(crc32(second.folded_last, first.folded_first) & PAIRS)
                if second.has_marks or first.has_marks:
                    marked_pairs.add(crc32(second.marked_last, first.marked_first) & PAIRS)

    def written(self) -> str:
        """The vector as PostgreSQL reads it."""
        positions = self._official
        for form, at in self._noted.items():
            for lexeme in form.lexemes:
                positions[lexeme] = f"{positions[lexeme]},{at}" if lexeme in positions else at
        parts = [f"{lexeme}:{at if len(at) < _MOST_POSITIONS else _first(at)}" for lexeme, at in positions.items()]
        parts += self.plain
        return " ".join(parts) + _hashed("~", self._pairs) + _hashed("!", self._marked_pairs)


def _written(place: int) -> str:
    return _PLACES[min(place, _LAST_POSITION)]


def _first(places: str) -> str:
    """So many positions as a lexeme may have, the first ones."""
    return ",".join(map(str, sorted(map(int, places.split(",")))[:_MOST_POSITIONS]))


def _hashed(kind: str, pairs: set[int]) -> str:
    return f" '{kind}%x'" * len(pairs) % tuple(pairs)


def _plain(entry: Entry) -> Iterator[str]:
    """What an entry is known by beside its words."""
    yield f"_s{sample(entry.document)}"
    yield f"_l:{entry.language}"
    yield from (f"_in:{tag}" for tag in entry.languages)
    yield f"_k:{entry.kind}"
    yield from (f"_t:{code}" for code in entry.topics)
    yield from (f"_a:{code}" for code in entry.agencies)
    if entry.year is not None:
        yield f"_y:{entry.year}"
    if entry.position == 0:
        yield HEAD
        yield from ("#" + key for key in entry.number_keys)
    yield from ("@" + eid for eid in entry.eids)
    yield from ("%" + day for day in texts.days(entry))
    yield from map(hashed, texts.wholes(entry))
    yield from (hashed(subject, "$") for subject in texts.subjects(entry))
