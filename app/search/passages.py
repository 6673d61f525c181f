"""Cutting a document into passages: small enough to point at, large enough to hold what belongs together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core.text.han import has_han

#: Characters up to which a provision and what is in it are one passage. Chinese says in a third of them as much.
TOGETHER = 1_500
#: Characters up to which a text is left whole.
LONGEST = 3_000
#: Kinds of provision that people look for by themselves: never swallowed by what they stand in.
UNITS = frozenset(("article", "item", "annex"))
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?;。！？；])\s*")


class Provided(Protocol):
    """What is read of a provision; see documents.models.Provision."""

    @property
    def eid(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def heading(self) -> str | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Passage:
    """``headings``, ``eids``: of the provision and of those inside it, its own first."""

    eid: str
    eids: tuple[str, ...]
    label: str
    headings: tuple[str, ...]
    text: str


def cut(text: str) -> list[str]:
    """A text in pieces of at most LONGEST characters, cut between paragraphs, else sentences, else anywhere."""
    pieces: list[str] = []
    room = _room(text, LONGEST)
    for part in _parts(text.strip(), room, (_PARAGRAPH, _SENTENCE)):
        if pieces and len(pieces[-1]) + len(part) + 2 <= room:
            pieces[-1] += "\n\n" + part
        else:
            pieces.append(part)
    return pieces


def passages(provisions: Sequence[Provided]) -> Iterator[Passage]:
    """The passages of a document's provisions, in their order."""
    children: dict[str | None, list[Provided]] = {}
    known = {one.eid for one in provisions}
    for one in provisions:
        children.setdefault(one.parent if one.parent in known else None, []).append(one)
    rest = list(reversed(children.get(None, [])))
    while rest:
        one = rest.pop()
        inside = list(_inside(one, children))
        whole = "\n".join([one.text, *(_told(other) for other in inside)]).strip()
        headings = tuple(other.heading for other in (one, *inside) if other.heading)
        if not any(other.kind in UNITS for other in inside) and len(whole) <= _room(whole, TOGETHER):
            yield Passage(one.eid, tuple(other.eid for other in (one, *inside)), one.label, headings, whole)
            continue
        for piece in cut(one.text) or [""]:
            yield Passage(one.eid, (one.eid,), one.label, (one.heading,) if one.heading else (), piece)
        rest.extend(reversed(children.get(one.eid, [])))


def _inside(one: Provided, children: Mapping[str | None, Sequence[Provided]]) -> Iterator[Provided]:
    rest = list(reversed(children.get(one.eid, [])))
    while rest:
        other = rest.pop()
        yield other
        rest.extend(reversed(children.get(other.eid, [])))


def _told(one: Provided) -> str:
    """A provision as it reads inside another: "a) Tổ chức …"."""
    return " ".join(filter(None, (one.label, one.heading))) + ("\n" if one.heading and one.text else " ") + one.text


def _room(text: str, characters: int) -> int:
    return characters // 3 if has_han(text[:200]) else characters


def _parts(text: str, room: int, breaks: Sequence[re.Pattern[str]]) -> Iterator[str]:
    """Parts of at most ``room`` characters, by the first kind of break that makes them small enough."""
    for part in breaks[0].split(text) if breaks else [text[start : start + room] for start in range(0, len(text), room)]:
        if len(part) > room:
            yield from _parts(part, room, breaks[1:])
        elif part.strip():
            yield part.strip()
