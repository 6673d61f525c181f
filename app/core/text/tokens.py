"""One tokenizer for the index, the query and the highlighter, so that the three can never disagree.

A token is one Vietnamese syllable, one word of another alphabet, one number, or two neighbouring Han characters, and
knows its range in the text *as given*: NFC or NFD, with soft hyphens and no-break spaces inside. Its keys are what is
compared.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, compress, count, pairwise
from typing import Literal, NamedTuple, Protocol, TypeVar

from app.core.text import numbers, vietnamese
from app.core.text.han import HAN, has_han, simplify
from app.core.text.unicode import INVISIBLE, JOINERS, MARKS

Value = TypeVar("Value")
Script = Literal["latin", "digits", "han", "other", "official"]

#: Keys are cut here: longer words are no words, and PostgreSQL's lexemes and B-trees have an end.
LONGEST_KEY = 64
#: Words of which something is remembered, of each kind.
REMEMBERED = 32_768


class Token(NamedTuple):
    """A piece of text that can be searched for."""

    #: The range in the text as given: ``text[start:end]``.
    start: int
    end: int
    text: str
    #: Key without marks ("quyen"); see vietnamese.unmarked. Plurals lose their s ("rights" gives "right"), Han is simplified,
    #: official numbers are as in numbers.
    folded: str
    #: Key with marks ("quyền"); see vietnamese.marked.
    marked: str
    #: "official" is a whole document number, which stands before the tokens of its parts and covers them.
    script: Script
    #: Whether a phrase runs from the token before into this one: nothing but space, or a hyphen, lies between them.
    joined: bool


class Marked(Protocol):
    """What has a key with marks: a token, or a word of a query."""

    @property
    def marked(self) -> str: ...
    @property
    def script(self) -> Script: ...


_MARK = MARKS + INVISIBLE + JOINERS
_WORD = re.compile(rf"[^\W_]+(?:[{_MARK}]+[^\W_]*)*")
_BETWEEN = re.compile(f"({_WORD.pattern})")
_PART = re.compile(rf"(?P<han>[{HAN}][{HAN}{_MARK}]*)|[^{HAN}]+")
_IDEOGRAPH = re.compile(rf"[{HAN}][{_MARK}]*")
_UNSEEN = re.compile(f"[{INVISIBLE}{JOINERS}\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_QUOTES = re.compile('["“”„«»‹›*_`‘]+')
_HINGES = frozenset(("-", "\u2010", "\u2011", "'", "’", "ʼ", "/", "&", "@", "·", ""))
_new = tuple.__new__
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def tokenize(text: str, *, tails: bool = False) -> list[Token]:
    """The tokens of a text in order.

    ``tails`` adds the last character of each run of Han as a token of its own (not joined): with it in the index, a
    search for one character finds every occurrence by prefix. Queries and highlights leave it out.
    """
    tokens: list[Token] = []
    add = tokens.append
    end = -1
    previous = ""
    for match in _WORD.finditer(text):
        word = match[0]
        folded, marked, script = _keys_of(word)
        if not folded:
            continue
        start = match.start()
        gap = text[end:start] if end >= 0 else None
        joined = gap == " " or (gap is not None and _runs_on(gap, previous, word))
        end = match.end()
        previous = word
        if script == "han":
            tokens.extend(_parts(word, start, joined, tails))
        else:
            # Ten million of these make an index: the plain constructor takes half the time of the named one.
            add(_new(Token, (start, end, word, folded, marked, script, joined)))
    if "/" in text or "(" in text:
        _add_official(text, tokens)
    return tokens


class Words(NamedTuple):
    """The words of a text as they are written. ``joined`` says of each what Token.joined says of its token."""

    words: list[str]
    joined: list[bool]
    #: Each official number with the place of the word that it stands before.
    official: list[tuple[int, str]]


def words(text: str) -> Words:
    """The words that ``tokenize`` makes tokens of, one of each, in a quarter of the time.

    Their keys are for the reader to find. That one word is one token holds for all but Han, which is divided further, and for what
    has no key at all: a text that has words of these kinds is to be read by ``tokenize``.
    """
    pieces = _BETWEEN.split(text)
    found, gaps = pieces[1::2], pieces[2:-1:2]
    joined = [gap == " " or _runs_on(gap, *beside) for gap, beside in zip(gaps, pairwise(found), strict=True)]
    return Words(found, [False, *joined][: len(found)], _numbered(text, pieces) if "/" in text or "(" in text else [])


def _numbered(text: str, pieces: list[str]) -> list[tuple[int, str]]:
    mentions = numbers.find_all(text)
    if not mentions:
        return []
    starts = [*accumulate(map(len, pieces))][:-1:2]
    return [(bisect_left(starts, mention.start), mention.number.key[:LONGEST_KEY]) for mention in mentions]


class Sought:
    """Keys to look for in many texts: those tokens whose folded or marked key is one of them, in a tenth of the time that all take."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(keys)
        # What has no such folded key need not be looked at. None is that of words which are always looked at.
        self._folded = frozenset((*self.keys, *map(unmark, self.keys), None))
        self._official = any(not key.isalnum() for key in self.keys)

    def occurrences(self, text: str) -> list[Token]:
        """The tokens in order. One is joined only when the one before it in the text is among them too."""
        pieces = _BETWEEN.split(text)
        found = pieces[1::2]
        places = [*compress(count(), map(self._folded.__contains__, map(_folded_alone, found)))]
        starts = [*accumulate(map(len, pieces))][:-1:2] if places else []
        tokens: list[Token] = []
        end = follower = -1
        previous = ""
        for place in places:
            word, start = found[place], starts[place]
            folded, marked, script = _keys_of(word)
            followed = place == follower
            if not folded:
                # It parts nothing.
                follower += followed
                continue
            joined = followed and (text[end:start] == " " or _runs_on(text[end:start], previous, word))
            if script == "han":
                for token in _parts(word, start, joined, False):
                    if hit := token.folded in self.keys or token.marked in self.keys:
                        tokens.append(token if followed or not token.joined else token._replace(joined=False))
                    followed = hit
            elif followed := folded in self.keys or marked in self.keys:
                tokens.append(_new(Token, (start, start + len(word), word, folded, marked, script, joined)))
            if followed:
                end, follower, previous = start + len(word), place + 1, word
        return self._with_official(text, tokens) if self._official and ("/" in text or "(" in text) else tokens

    def _with_official(self, text: str, tokens: list[Token]) -> list[Token]:
        mentions = (mention for mention in numbers.find_all(text) if mention.number.key[:LONGEST_KEY] in self.keys)
        tokens += [_official(text, mention, joined=False) for mention in mentions]
        return sorted(tokens, key=lambda token: (token.start, -token.end))


def pairs(tokens: Iterable[Token]) -> Iterator[tuple[Token, Token]]:
    """Neighbouring tokens that a phrase may run through: never across punctuation, never with a whole official number."""
    for first, second in pairwise(token for token in tokens if token.script != "official"):
        if second.joined:
            yield first, second


def prefix_keys(word: str) -> tuple[str, ...]:
    """The folded keys that may begin the word somebody is still typing.

    "quy" is the key "qui" as a whole word, but may become "quyền"; so both are asked for.
    """
    word = word[:LONGEST_KEY]
    whole = _alphanumeric(vietnamese.unmarked(word))
    begun = _alphanumeric(vietnamese.fold(_UNSEEN.sub("", word)))
    return tuple(key for key in dict.fromkeys((simplify(_singular(whole)), simplify(_singular(begun)))) if key)


class Remembered(dict[str, Value]):
    """What the function gives for a word: a look-up for the machine, which no function of ours would be. When there are too many,
    all are forgotten: the frequent ones come again.
    """

    def __init__(self, function: Callable[[str], Value]) -> None:
        self._function = function

    def __missing__(self, word: str) -> Value:
        value = self._function(word)
        if len(word) <= LONGEST_KEY:
            if len(self) >= REMEMBERED:
                self.clear()
            self[word] = value
        return value


def _unmark(key: str) -> str:
    if not key.isascii():
        key = _alphanumeric(vietnamese.fold(key))[:LONGEST_KEY]
    return _singular(key) if key.isascii() else key


#: The folded key that belongs to a token's marked key: "quyền" gives "quyen", "rights" gives "right".
unmark: Callable[[str], str] = Remembered(_unmark).__getitem__


def _one_key(word: str) -> str | None:
    """The folded key of a word, when that is also what its marked key has; None for what is to be looked at closer."""
    folded, marked, script = _keys_of(word)
    return folded if folded and script != "han" and unmark(marked) == folded else None


_folded_alone: Callable[[str], str | None] = Remembered(_one_key).__getitem__


def has_marks(token: "Marked") -> bool:
    """Whether a word is written with marks, or letters, that may be left off in typing."""
    return token.script == "latin" and not token.marked.isascii()


def _singular(key: str) -> str:
    """A plural of English or French without its s. No Vietnamese syllable ends in one, so that none is touched."""
    if len(key) < 4 or key[-1] != "s" or key[-2] in "su" or key.endswith(("is", "ss")) or not key.isalpha():
        return key
    if key.endswith("ies") and len(key) > 4:
        return key[:-3] + "y"
    if key.endswith(("shes", "ches", "xes", "sses", "zes")):
        return key[:-2]
    return key[:-1]


@lru_cache(maxsize=REMEMBERED)
def _keys(word: str) -> tuple[str, str, Script]:
    """Folded key, marked key and script of a word; what holds Han is to be divided further."""
    if word.isascii():
        marked = vietnamese.marked(word)[:LONGEST_KEY]
        return (marked, marked, "digits") if word.isdigit() else (_singular(marked), marked, "latin")
    marked = _alphanumeric(vietnamese.marked(word), keep_marks=True)
    folded = _alphanumeric(vietnamese.fold(marked))
    if has_han(word):
        return folded, marked, "han"
    if folded.isdecimal():
        figures = "".join(str(unicodedata.digit(figure)) for figure in folded)
        return figures, figures, "digits"
    marked = (marked or folded)[:LONGEST_KEY]
    if all(letter.isascii() for letter in folded):
        return _singular(folded[:LONGEST_KEY]), marked, "latin"
    return folded[:LONGEST_KEY], marked, "other"


def _keys_of(word: str) -> tuple[str, str, Script]:
    """Keys and script of a word of any length."""
    return _keys(word) if len(word) <= LONGEST_KEY else _cut_keys(word)


def _cut_keys(word: str) -> tuple[str, str, Script]:
    """Keys of a word too long to be one; both forms of normalisation give the same, and nothing is kept of it."""
    if has_han(word):
        return word[:1], word[:1], "han"
    return _keys.__wrapped__(unicodedata.normalize("NFC", word[: 8 * LONGEST_KEY]))


def _alphanumeric(key: str, *, keep_marks: bool = False) -> str:
    if key.isalnum():
        return key
    return "".join(letter for letter in key if letter.isalnum() or (keep_marks and unicodedata.category(letter)[0] == "M"))


def _parts(word: str, offset: int, joined: bool, tails: bool) -> Iterator[Token]:
    """The tokens of a word that is Han, wholly or in part: 2018年10月 has four."""
    for match in _PART.finditer(word):
        start, end = match.span()
        if match.lastgroup:
            yield from _ideographs(match[0], offset + start, joined, tails)
        else:
            folded, marked, script = _keys_of(match[0])
            if not folded:
                continue
            yield Token(offset + start, offset + end, match[0], folded, marked, script, joined)
        joined = True


def _ideographs(run: str, offset: int, joined: bool, tails: bool) -> Iterator[Token]:
    """Overlapping pairs of the characters of a run; a character brings the marks and selectors behind it along."""
    spans = [match.span() for match in _IDEOGRAPH.finditer(run)]
    letters = simplify("".join(unicodedata.normalize("NFC", run[start]) for start, _ in spans))
    if len(spans) == 1:
        start, end = spans[0]
        yield Token(offset + start, offset + end, run[start:end], letters, letters, "han", joined)
        return
    for index, ((start, _), (_, end)) in enumerate(pairwise(spans)):
        key = letters[index : index + 2]
        yield Token(offset + start, offset + end, run[start:end], key, key, "han", joined or index > 0)
    if tails:
        start, end = spans[-1]
        yield Token(offset + start, offset + end, run[start:end], letters[-1], letters[-1], "han", False)


def _runs_on(gap: str, before: str, after: str) -> bool:
    """Whether a phrase may run through what lies between two words."""
    if gap in (".", ","):
        figures = before[-1].isdecimal() and after[0].isdecimal()
        return figures or (gap == "." and before.isupper())
    return len(gap) < 16 and _is_bridge(gap)


@lru_cache(maxsize=4_096)
def _is_bridge(gap: str) -> bool:
    gap = _QUOTES.sub("", _UNSEEN.sub("", gap))
    if gap in _HINGES:
        return True
    return gap.isspace() and not _BLANK_LINE.search(gap.replace("\r\n", "\n"))


def _add_official(text: str, tokens: list[Token]) -> None:
    """Put each official number before the tokens of its parts."""
    for mention in reversed(numbers.find_all(text)):
        index = len(tokens)
        while index and tokens[index - 1].start >= mention.start:
            index -= 1
        joined = tokens[index].joined if index < len(tokens) else False
        tokens.insert(index, _official(text, mention, joined=joined))


def _official(text: str, mention: numbers.Mention, *, joined: bool) -> Token:
    key = mention.number.key[:LONGEST_KEY]
    return Token(mention.start, mention.end, text[mention.start : mention.end], key, key, "official", joined)
