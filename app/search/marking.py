"""What is marked in hits: the words that were asked for, as each hit has them."""

from dataclasses import dataclass

from app.core.text import dates
from app.core.text.highlight import Highlighter, Range, merged
from app.core.text.snippets import excerpt, mark
from app.search.engines.base import Found
from app.search.query import Understanding, Word

#: Characters of a snippet.
SNIPPET = 280


@dataclass(frozen=True, slots=True)
class Shown:
    """Marks one hit's texts."""

    highlighter: Highlighter
    days: frozenset[str]

    def marked(self, text: str) -> str:
        """The text as HTML, escaped, with ``<mark>`` around what was asked for."""
        return mark(text, self._ranges(text))

    def excerpt(self, text: str) -> str:
        """The part of the text that says most of what was asked, as HTML."""
        return excerpt(text, self._ranges(text), SNIPPET)

    def _ranges(self, text: str) -> list[Range]:
        found = self.highlighter.ranges(text)
        if not self.days:
            return found
        named = [(one.start, one.end) for one in dates.find_all(text) if one.iso in self.days or one.iso[:7] in self.days]
        return merged([*found, *named])


class Marks:
    """The highlighters of one query: for hits that have it as typed, with other marks, or in another language."""

    def __init__(self, asked: Understanding) -> None:
        self.asked = asked
        self.days = frozenset(one.iso for one in asked.dates)
        self._folded, self._typed = _highlighters(asked)
        self._translated: dict[str, Highlighter] = {}

    def of(self, found: Found) -> Shown:
        """The one that belongs to a hit."""
        if found.translated:
            return Shown(self._in(found.language), self.days)
        return Shown(self._typed if found.as_marked else self._folded, self.days)

    def _in(self, language: str) -> Highlighter:
        if language not in self._translated:
            runs = [run for one in self.asked.translations if one.language == language for term in one.terms for run in term]
            self._translated[language] = Highlighter([], whole=[_text(run) for run in runs])
        return self._translated[language]


def _highlighters(asked: Understanding) -> tuple[Highlighter, Highlighter]:
    """For any marks; and for hits where marks stand as typed, for these only."""
    numbers = [one.number.text for one in asked.numbers]
    loose = [part for one in asked.numbers if not one.certain for part in one.parts]
    looked_up = [part for one in asked.references for part in one.parts] + [part for day in asked.dates for part in day.parts]
    decoded = {one.start: one.words[0] for one in asked.alternatives if one.reason == "keyboard"}
    meant = [decoded.get(place, word) for place, word in enumerate(asked.words)]
    words = [word for word in (*meant, *loose) if not word.exact and not ((asked.is_question or asked.asks) and word.common)]
    exact = [word.marked for word in asked.words if word.exact]
    phrases = [*_runs(meant), *_runs(looked_up)]
    others = [_text(one.words) for one in asked.alternatives if one.reason != "keyboard"]
    folded = Highlighter([*(word.folded for word in words), *phrases, *numbers], marked_terms=exact, whole=others)
    told = [word.marked for word in words if word.marks_told]
    open_to_marks = [word.folded for word in words if not word.marks_told]
    typed = Highlighter([*open_to_marks, *numbers], marked_terms=[*told, *exact, *phrases], whole=others)
    return folded, typed


def _runs(words: list[Word]) -> list[str]:
    """Words as they stand side by side, for marks that go through."""
    runs: list[list[str]] = []
    for word in words:
        if word.joined and runs:
            runs[-1].append(word.marked)
        else:
            runs.append([word.marked])
    return [" ".join(run) for run in runs if len(run) > 1]


def _text(run: tuple[Word, ...]) -> str:
    """A form of the glossary as a text, with a comma where it has one."""
    pieces: list[list[Word]] = []
    for word in run:
        if pieces and word.joined:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return ", ".join(map(_piece, pieces))


def _piece(run: list[Word]) -> str:
    # Pairs of Han overlap: their text is the first of each, and the second of the last.
    if all(word.script == "han" for word in run):
        return "".join(word.folded[:1] for word in run) + run[-1].folded[1:]
    return " ".join(word.marked.upper() if word.exact else word.marked for word in run)
