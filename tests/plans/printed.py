"""The plan's own text, taken apart: what the seed is compared with. The file in ``source`` is the public document, exactly as it came.

A table cell begins with a tab; a row of the annex is a run of such lines. In the body, what stands before a dash or a number is its
marker.
"""

import re
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent / "source" / "3432-kh-ubnd.txt"
_MARKED = re.compile(r"(?P<marker>[IVX]+\.|[0-9]+\.|[a-d]\)|-) (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class PrintedTask:
    """The five cells of a row."""

    number: str
    name: str
    leads: str
    coordinating: str
    timeframe: str


def text() -> str:
    return SOURCE.read_text("utf-8")


def rows() -> list[list[str]]:
    """The rows of the annex, each as its cells."""
    lines = text().split("\n")
    found: list[list[str]] = [[]]
    for line in lines[lines.index("\tSTT") :]:
        if line.startswith("\t") or (found[-1] and line.lstrip(" ").startswith("\t")):
            found[-1].append(line.lstrip(" ")[1:])
        elif found[-1]:
            found.append([])
    return [row for row in found if row]


def tasks() -> list[PrintedTask]:
    return [PrintedTask(*row) for row in rows() if re.fullmatch(r"[0-9]\.[0-9]", row[0])]


def groups() -> list[tuple[str, str]]:
    """(mark, title); the title stands in a merged cell, which the file repeats."""
    found = [row for row in rows() if re.fullmatch(r"I|[0-9]", row[0])]
    assert all(len(set(row[1:])) == 1 for row in found)
    return [(row[0], row[1]) for row in found]


def body() -> list[tuple[str, str]]:
    """(marker, text) of every line from the first section to the last recipient."""
    lines = text().split("\n")
    first = next(place for place, line in enumerate(lines) if line.startswith("I. "))
    last = next(place for place, line in enumerate(lines) if line.startswith("- Lưu"))
    found = []
    for line in lines[first : last + 1]:
        if line.strip("\u00a0\t "):
            marked = _MARKED.fullmatch(line)
            found.append((marked["marker"], marked["text"]) if marked else ("", line))
    return found


def section(number: str) -> list[tuple[str, str]]:
    """(marker, text) of the lines of one section, without its title."""
    whole = body()
    start = next(place for place, (marker, _) in enumerate(whole) if marker == f"{number}.")
    rest = whole[start + 1 :]
    end = next(
        (
            place
            for place, (marker, line) in enumerate(rest)
            if re.fullmatch(r"[IVX]+\.", marker) or line.startswith("Trên đây là")
        ),
        len(rest),
    )
    return rest[:end]
