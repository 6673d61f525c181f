"""Reading a query: words by the tokenizer of the index, official numbers in any spelling, what was quoted, which language it shows."""

import re
from collections.abc import Iterable, Sequence

from app.core.text import numbers
from app.core.text.syllables import may_be_unmarked
from app.core.text.tokens import Token, prefix_keys, tokenize
from app.core.text.unicode import clean
from app.core.text.vietnamese import fold, is_syllable
from app.search.query import NumberAsked, Typed, Understanding, Word

#: Words beyond these are not looked for; a longer query has said enough.
MOST_WORDS = 64
_BLANKS = re.compile(r"\s+")
_QUOTED = re.compile('["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]')
_NUMBER_BEGUN = re.compile(r"(?:số|so|no)?[\s.:]*(\d{2,6}|\d{1,6}\s*[/-][\s\w/.()-]*|[a-z]{1,5}\s*/[\s\w/.()-]*)", re.IGNORECASE)
# Words that stand in nearly every sentence of a language, and are not Vietnamese syllables typed without marks.
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "with",
        "which",
        "what",
        "does",
        "from",
        "are",
        "was",
        "were",
        "is",
        "that",
        "shall",
        "right",
        "rights",
        "everyone",
    ]
)
_FRENCH = frozenset(["les", "des", "du", "et", "droit", "droits", "dans", "pour", "sur", "une", "aux"])
_ELISION = re.compile(r"\b[dlnq]u?['’](?=\w)", re.IGNORECASE)


def understand(text: str) -> Understanding:
    """Read ``text`` as a query. Never fails: what cannot be understood is looked for as words."""
    text = tidy(text)
    tokens = [token for token in tokenize(text) if token.script != "official"]
    asked = numbers.find_all(text, loose=True)
    certain = {(mention.start, mention.end) for mention in numbers.find_all(text)}
    shouted = _is_shouted(tokens)
    free: list[Word] = []
    parts: dict[tuple[int, int], list[Word]] = {(mention.start, mention.end): [] for mention in asked}
    before: list[Word] | None = None
    for token in tokens:
        place = next((span for span in parts if span[0] <= token.start and token.end <= span[1]), None)
        among = free if place is None else parts[place]
        # What stands behind a number is no neighbour of what stood before it.
        among.append(_word(token, shouted, joined=token.joined and among is before))
        before = among
    words = tuple(free[:MOST_WORDS])
    return Understanding(
        text=text,
        words=words,
        numbers=tuple(
            NumberAsked(mention.number, tuple(parts[mention.start, mention.end]), (mention.start, mention.end) in certain)
            for mention in asked[:4]
        ),
        phrases=tuple(_phrases(text, shouted)),
        sequence=tuple(token.folded for token in tokens),
        with_marks=any(word.exact or word.marked != word.folded for word in words),
        language=_language(text, words),
    )


def typed(text: str) -> Typed:
    """Read ``text`` as a query whose last word may not be finished: whatever ends in a letter or figure may go on."""
    ended = text != text.rstrip()
    text = tidy(text)
    tokens = [token for token in tokenize(text) if token.script != "official"]
    last = tokens[-1] if tokens and not ended and tokens[-1].end == len(text) else None
    shouted = _is_shouted(tokens)
    words = tuple(_word(token, shouted, joined=token.joined) for token in (tokens[:-1] if last else tokens))[:MOST_WORDS]
    return Typed(
        text=text,
        words=words,
        prefixes=prefix_keys(last.text) if last else (),
        last=last.text.lower() if last else "",
        number_prefix=_number_begun(text),
    )


def _number_begun(text: str) -> str | None:
    """How the key of an official number begins that is being typed."""
    if whole := numbers.parse(text):
        return whole.key
    begun = _NUMBER_BEGUN.fullmatch(text)
    return "".join(fold(begun[1]).split()).lstrip("0") if begun else None


def tidy(text: str) -> str:
    """The query in NFC on one line, without what cannot be seen."""
    return _BLANKS.sub(" ", clean(text)).strip()


def is_acronym(token: Token) -> bool:
    """Whether a word stands in capitals as an acronym does: CAT, UBND, CPTPP."""
    return token.script == "latin" and 2 <= len(token.text) <= 8 and token.text.isupper() and token.marked == token.folded


def _word(token: Token, shouted: bool, *, joined: bool) -> Word:
    has_marks = token.marked != token.folded
    acronym = (
        is_acronym(token)
        and not shouted
        # CAT is the Convention, QUYEN was typed in capitals without marks: acronyms of five letters are not syllables.
        and not (len(token.text) >= 5 and may_be_unmarked(token.text))
    )
    return Word(
        folded=token.folded,
        marked=token.marked,
        script=token.script,
        marks_told=has_marks or token.script != "latin" or is_syllable(token.marked),
        exact=acronym,
        joined=joined,
    )


def _is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether all of several words are in capitals: then capitals do not tell an acronym."""
    letters = [token.text for token in tokens if token.script == "latin"]
    return len(letters) > 1 and all(text.isupper() for text in letters)


def _phrases(text: str, shouted: bool) -> Iterable[tuple[Word, ...]]:
    for quoted in _QUOTED.finditer(text):
        run: list[Word] = []
        for token in tokenize(quoted[1]):
            if token.script == "official":
                continue
            word = _word(token, shouted, joined=token.joined)
            if not word.joined and run:
                yield tuple(run)
                run = []
            run.append(word)
        if run:
            yield tuple(run[:MOST_WORDS])


def _language(text: str, words: Sequence[Word]) -> str | None:
    if any(word.script == "han" for word in words):
        return "zh-Hans"
    if any(word.marked != word.folded and is_syllable(word.marked) for word in words):
        return "vi"
    plain = [word.folded for word in words if word.script == "latin"]
    if _ELISION.search(text) or any(word in _FRENCH for word in plain):
        return "fr"
    if any(word in _ENGLISH for word in plain):
        return "en"
    return None
