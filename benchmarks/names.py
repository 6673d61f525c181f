"""Queries that are names: titles and headings, typed as they stand and without marks. Every document so named is relevant."""

import re
from collections.abc import Iterator

from app.core.text.tokens import tokenize
from app.core.text.vietnamese import fold
from benchmarks.asking import LONGEST_QUERY
from benchmarks.corpus import Corpus, Passage
from benchmarks.sampling import sample
from benchmarks.sets import QuerySet, Sought

_LEGAL = re.compile(
    r"(?:(?:điều|article|art\.|section|chương|chapter|mục|phần)\s+[0-9ivxlc]+[a-zđ]?|第\s*[0-9一二三四五六七八九十百〇]+\s*[条條章节節])"
    r"(?:\s*[.:)．。、–—-]\s*|\s+)(?P<said>\S.*)",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"#{1,6}\s+(?P<said>\S.*?)\s*#*")
_LONGEST_HEADING = 150
_SHORTEST_HEADING = 4


def sets(corpus: Corpus, language: str) -> Iterator[QuerySet]:
    """Titles and headings of the documents in a language; no set of what there is none."""
    titles, headings = _Named(), _Named()
    for passage in corpus.passages(language):
        if passage.title:
            titles.add(passage.title, passage.id)
        for heading in headings_of(passage):
            headings.add(heading, passage.id)
    for name, named in (("titles", titles), ("headings", headings)):
        yield from named.sets(name, language)


def headings_of(passage: Passage) -> Iterator[str]:
    """What headings say, without "Điều 3." or "##" before it: that of the title when it is one, and of lines of the text."""
    lines = [line.strip() for line in passage.text.split("\n")]
    for line in (passage.title, *lines):
        if len(line) > _LONGEST_HEADING:
            continue
        found = _LEGAL.fullmatch(line) or _MARKDOWN.fullmatch(line)
        if found and _is_heading(found["said"]):
            yield found["said"].strip()


def _is_heading(said: str) -> bool:
    """Whether it names something. A sentence that goes on or ends, as an article without a heading has it, does not."""
    whole = not said[0].islower() and said[-1] not in ".;:,。；：，"
    return whole and len(said) >= _SHORTEST_HEADING and any(letter.isalpha() for letter in said)


class _Named:
    """Documents by name. Names of the same words are one, whatever their case and punctuation: no reader tells them apart."""

    def __init__(self) -> None:
        self.typed: dict[str, str] = {}
        self.documents: dict[str, set[str]] = {}
        self.unmarked: dict[str, set[str]] = {}

    def add(self, name: str, document: str) -> None:
        """A name without a word, or too long to be asked for, is left out."""
        name = " ".join(name.split())
        key = _words(name)
        if not key or len(name) > LONGEST_QUERY:
            return
        self.typed.setdefault(key, name)
        self.documents.setdefault(key, set()).add(document)
        self.unmarked.setdefault(fold(key), set()).add(document)

    def sets(self, name: str, language: str) -> Iterator[QuerySet]:
        if not self.documents:
            return
        chosen = sample(self.documents, f"{name} {language}")
        yield QuerySet(name, language, tuple(Sought(self.typed[key], frozenset(self.documents[key])) for key in chosen))
        if language == "vi":
            bare = {fold(key): fold(self.typed[key]) for key in chosen}
            queries = tuple(Sought(text, frozenset(self.unmarked[key])) for key, text in bare.items())
            yield QuerySet(f"{name} unmarked", language, queries)


def _words(name: str) -> str:
    return " ".join(token.text for token in tokenize(name) if token.script != "official").casefold()
