"""The neutral form of a test set: documents, queries, and which documents answer which query.

A folder holds ``corpus.LANG.jsonl`` ({id, language, title, text}), ``queries.LANG.jsonl`` ({id, language, text}) and
``qrels.tsv`` (query-id, corpus-id, score; a score above 0 is relevant). Ids are the same in every language. Other files are ignored.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.core.language import canonical
from app.core.text.unicode import clean
from benchmarks.errors import MalformedLine, Unmeasurable


@dataclass(frozen=True, slots=True)
class Passage:
    """One document in one language. ``title`` is empty where the set gives none; test sets have no ``summary``."""

    id: str
    language: str
    title: str
    text: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    language: str
    text: str


class Corpus:
    """A set in a folder. Passages are read anew each time they are asked for, so that large ones need no memory."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        self.folder = folder
        self.name = name or folder.resolve().name
        if not folder.is_dir():
            raise Unmeasurable(f"{folder} is not a folder. Name one that holds corpus.LANG.jsonl files, by CORPUS=…")
        self._corpora = _by_language(folder, "corpus")
        self._queries = _by_language(folder, "queries")
        if not self._corpora:
            raise Unmeasurable(f"{folder} holds no corpus.LANG.jsonl. docs/benchmarks.md tells the form.")

    @property
    def languages(self) -> tuple[str, ...]:
        """Canonical tags of the documents' languages, sorted, Vietnamese first."""
        return _ordered(self._corpora)

    @property
    def spoken(self) -> tuple[str, ...]:
        """Canonical tags of the languages of documents or queries, in the same order."""
        return _ordered({*self._corpora, *self._queries})

    def passages(self, language: str) -> Iterator[Passage]:
        """The documents in a language, in the order of the file. MalformedLine on the first line that cannot be read."""
        seen: set[str] = set()
        file = self._corpora[language]
        for number, row in _rows(file, language):
            passage = Passage(
                _text(row, "id", file, number),
                language,
                clean(_text(row, "title", file, number, optional=True)).strip(),
                clean(_text(row, "text", file, number, optional=True)).strip(),
            )
            if passage.id in seen:
                raise MalformedLine(file, number, f"the id {passage.id!r} stands twice")
            if not passage.title and not passage.text:
                raise MalformedLine(file, number, "there is neither a title nor a text")
            seen.add(passage.id)
            yield passage

    def questions(self, language: str) -> list[Question]:
        """The queries in a language; none when there is no file of them."""
        file = self._queries.get(language)
        if file is None:
            return []
        rows = _rows(file, language)
        return [Question(_text(row, "id", file, number), language, _text(row, "text", file, number)) for number, row in rows]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Ids of all documents, in whatever language they are."""
        return frozenset(passage.id for language in self.languages for passage in self.passages(language))

    @cached_property
    def relevant(self) -> dict[str, frozenset[str]]:
        """By query id, the ids of the documents that answer it. Empty when there is no qrels.tsv."""
        file = self.folder / "qrels.tsv"
        found: dict[str, set[str]] = {}
        if not file.exists():
            return {}
        for number, line in _lines(file):
            columns = [column.strip() for column in line.split("\t")]
            if len(columns) < 3:
                raise MalformedLine(file, number, "three columns are wanted, parted by tabs: query-id, corpus-id, score")
            try:
                score = float(columns[2])
            except ValueError:
                if number == 1:
                    continue  # the line of headings, which a file may have
                raise MalformedLine(file, number, f"the score {columns[2]!r} is not a number") from None
            if score > 0:
                found.setdefault(columns[0], set()).add(columns[1])
        return {query: frozenset(documents) for query, documents in found.items()}


def _ordered(tags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(tags, key=lambda tag: (tag != "vi", tag)))


def _by_language(folder: Path, what: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for file in sorted(folder.glob(f"{what}.*.jsonl")):
        tag = file.name.removeprefix(f"{what}.").removesuffix(".jsonl")
        language = canonical(tag)
        if language is None:
            raise Unmeasurable(f"{file}: “{tag}” is not a language that the service knows")
        if language in found:
            raise Unmeasurable(f"{file} and {found[language].name} are both in {language}. Leave one of them out.")
        found[language] = file
    return found


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with their numbers from 1."""
    with file.open(encoding="utf-8-sig", newline="\n") as lines:
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise Unmeasurable(f"{file} is not UTF-8: {error}") from None


def _rows(file: Path, language: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _lines(file):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise MalformedLine(file, number, f"not JSON: {error}") from None
        if not isinstance(row, dict):
            raise MalformedLine(file, number, "a JSON object is wanted")
        told = row.get("language")
        if told is not None and (not isinstance(told, str) or canonical(told) != language):
            raise MalformedLine(file, number, f"language {told!r} in a file of {language}")
        yield number, row


def _text(row: dict[str, Any], name: str, file: Path, number: int, *, optional: bool = False) -> str:
    value = row.get(name)
    if value is None and optional:
        return ""
    if not isinstance(value, str):
        raise MalformedLine(file, number, f"“{name}” must be a text")
    if not optional and not value.strip():
        raise MalformedLine(file, number, f"“{name}” is empty")
    return value
