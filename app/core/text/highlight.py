"""Where a query's words stand in a text, found by the tokenizer that indexed it: ``hoa binh`` finds hoà bình and hòa bình.

Ranges are (start, end) in the text as given, in order and without overlaps. See snippets for cutting and for HTML.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.core.text.han import simplify
from app.core.text.tokens import Sought, Token, pairs, prefix_keys, tokenize

Range = tuple[int, int]


@dataclass(slots=True)
class _Keys:
    """What to look for among the keys of one kind."""

    words: set[str] = field(default_factory=set)
    phrases: set[tuple[str, str]] = field(default_factory=set)


class Highlighter:
    """The words of one query, ready to be looked for in many texts.

    A token is a hit when its folded key is one of ``terms`` or its marked key one of ``marked_terms``; what had marks
    in the query and shall be found with these marks only goes into the latter alone. A term may be one word or a
    phrase. ``prefixes`` are words still being typed, matched by their beginning, without marks. ``whole`` are phrases of
    which only the whole is a hit, without marks; what is in capitals in capitals, with a comma only where the phrase has one.
    """

    def __init__(
        self,
        terms: Iterable[str],
        *,
        marked_terms: Iterable[str] = (),
        prefixes: Iterable[str] = (),
        whole: Iterable[str] = (),
    ) -> None:
        self._folded = _Keys()
        self._marked = _Keys()
        self._characters: set[str] = set()
        for term in terms:
            self._learn(term, self._folded, marked=False)
        for term in marked_terms:
            self._learn(term, self._marked, marked=True)
        self._whole: dict[str, list[list[Token]]] = {}
        for phrase in whole:
            if run := [token for token in tokenize(phrase) if token.script != "official"]:
                self._whole.setdefault(run[0].folded, []).append(run)
        wholes = (token.folded for runs in self._whole.values() for run in runs for token in run)
        #: Every key that matters, of either kind; one that is only part of a phrase is held against that later.
        self._sought = Sought((*self._folded.words, *self._marked.words, *wholes))
        self._prefixes = tuple(key for word in prefixes for key in prefix_keys(word))

    def ranges(self, text: str) -> list[Range]:
        """Where the words of the query stand; neighbouring words of one of its phrases are one range."""
        tokens = tokenize(text) if self._prefixes else self._sought.occurrences(text)
        found = [(token.start, token.end) for token in tokens if self._is_hit(token)]
        found += [(first.start, second.end) for first, second in pairs(tokens) if self._is_phrase(first, second)]
        found += self._wholes(tokens)
        if self._characters:
            found += [(index, index + 1) for index, letter in enumerate(simplify(text)) if letter in self._characters]
        return merged(found)

    def _wholes(self, tokens: list[Token]) -> Iterator[Range]:
        if not self._whole:
            return
        tokens = [token for token in tokens if token.script != "official"]
        for index, token in enumerate(tokens):
            for wanted in self._whole.get(token.folded, ()):
                run = tokens[index : index + len(wanted)]
                # Where the phrase has a comma there may be one, or none.
                joined = all(one.joined or not other.joined for one, other in zip(run[1:], wanted[1:], strict=False))
                if joined and len(run) == len(wanted) and all(map(_is_same, run, wanted)):
                    yield run[0].start, run[-1].end

    def _learn(self, term: str, keys: _Keys, *, marked: bool) -> None:
        tokens = _without_parts(tokenize(term))
        keys.words.update(token.marked if marked else token.folded for token in tokens)
        for first, second in pairs(tokens):
            keys.phrases.add((first.marked, second.marked) if marked else (first.folded, second.folded))
        self._characters.update(token.folded for token in tokens if token.script == "han" and len(token.folded) == 1)

    def _is_hit(self, token: Token) -> bool:
        if token.folded in self._folded.words or token.marked in self._marked.words:
            return True
        return bool(self._prefixes) and token.folded.startswith(self._prefixes)

    def _is_phrase(self, first: Token, second: Token) -> bool:
        if (first.folded, second.folded) in self._folded.phrases:
            return True
        return (first.marked, second.marked) in self._marked.phrases


def highlight(text: str, terms: Iterable[str], *, marked_terms: Iterable[str] = (), prefixes: Iterable[str] = ()) -> list[Range]:
    """``Highlighter(terms, …).ranges(text)``, for one text."""
    return Highlighter(terms, marked_terms=marked_terms, prefixes=prefixes).ranges(text)


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The ranges in order, those that overlap made one; empty ones dropped."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if start >= end:
            continue
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _is_same(token: Token, wanted: Token) -> bool:
    shouts = len(wanted.text) > 1 and wanted.text.isupper()
    return token.folded == wanted.folded and (token.text.isupper() or not shouts)


def _without_parts(tokens: list[Token]) -> list[Token]:
    """The tokens of a term, without the parts of an official number: 16 alone is not what was asked for."""
    result: list[Token] = []
    covered = -1
    for token in tokens:
        if token.script == "official":
            covered = token.end
            result.append(token)
        elif token.start >= covered:
            result.append(token)
    return result
