"""Reading a query, step by step: words, what is looked up whole, the language, marks that were left off, words that tell nothing,
questions, other words for the same.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from app.core.text import dates, numbers
from app.core.text.tokens import Token, has_marks, prefix_keys, tokenize
from app.core.text.unicode import clean
from app.core.text.vietnamese import fold, is_syllable
from app.search.query import Alternative, DateAsked, NumberAsked, ReferenceAsked, Typed, Understanding, Word
from app.search.understanding import functionwords, keyboard, references
from app.search.understanding.knowledge import NOTHING, Knowledge
from app.search.understanding.languages import language_of
from app.search.understanding.marks import SyllableModel
from app.search.understanding.questions import is_question
from app.search.understanding.thesaurus import covers
from app.search.understanding.words import is_shouted, word_of

#: Words beyond these are not looked for; a longer query has said enough.
MOST_WORDS = 64
#: Numbers, dates and provisions looked up in one query, of each.
MOST_LOOKUPS = 4
_BLANKS = re.compile(r"\s+")
_QUOTED = re.compile('["“”„«»「」『』]([^"“”„«»「」『』]+)["“”„«»「」『』]')
_NUMBER_BEGUN = re.compile(r"(?:số|so|no)?[\s.:]*(\d{2,6}|\d{1,6}\s*[/-][\s\w/.()-]*|[a-z]{1,5}\s*/[\s\w/.()-]*)", re.IGNORECASE)


def understand(text: str, knowledge: Knowledge = NOTHING) -> Understanding:
    """Read ``text`` as a query. Never fails: what cannot be understood is looked for as words."""
    text = tidy(text)
    tokens = [token for token in tokenize(text) if token.script != "official"]
    shouted = is_shouted(tokens)
    lookups = _lookups(text)
    words, parts = _divided(tokens, lookups, shouted)
    language = language_of(text, [*words, *(part for found in parts for part in found)])
    words = _without_marks_told(words)
    meant = _restored(words, language, knowledge.model)
    spoken = language or ("vi" if meant else None)
    words = _with_common(meant or words, spoken)
    typed_wrong = _keyboard(words, language, knowledge.model)
    places = knowledge.thesaurus.places(words)
    return Understanding(
        text=text,
        words=tuple(words),
        numbers=tuple(NumberAsked(one.number, tuple(found), one.certain) for one, found in _with(lookups, parts) if one.number),
        phrases=tuple(_phrases(text, shouted)),
        sequence=tuple(token.folded for token in tokens),
        with_marks=any(word.exact or has_marks(word) for word in words),
        language=language,
        dates=tuple(DateAsked(one.iso, tuple(found)) for one, found in _with(lookups, parts) if one.iso),
        references=tuple(
            ReferenceAsked(one.eid, text[one.start : one.end], tuple(found)) for one, found in _with(lookups, parts) if one.eid
        ),
        alternatives=(*typed_wrong, *knowledge.thesaurus.alternatives(places, language)),
        translations=() if parts else knowledge.thesaurus.translations(words, places, language),
        is_question=is_question(text, words, spoken, named=covers(places, words)),
        asks=functionwords.asks_by_phrase([word.read_as for word in words], spoken),
        did_you_mean=_did_you_mean(text, tokens, lookups, words, typed_wrong),
    )


def typed(text: str) -> Typed:
    """Read ``text`` as a query whose last word may not be finished: whatever ends in a letter or figure may go on."""
    ended = text != text.rstrip()
    text = tidy(text)
    tokens = [token for token in tokenize(text) if token.script != "official"]
    last = tokens[-1] if tokens and not ended and tokens[-1].end == len(text) else None
    shouted = is_shouted(tokens)
    words = tuple(word_of(token, shouted, joined=token.joined) for token in (tokens[:-1] if last else tokens))[:MOST_WORDS]
    return Typed(
        text=text,
        words=words,
        prefixes=prefix_keys(last.text) if last else (),
        last=last.text.lower() if last else "",
        number_prefix=_number_begun(text),
    )


def tidy(text: str) -> str:
    """The query in NFC on one line, without what cannot be seen."""
    return _BLANKS.sub(" ", clean(text)).strip()


@dataclass(frozen=True, slots=True)
class _Lookup:
    """Something at ``text[start:end]`` that is looked up whole: one of a number, a date and a provision."""

    start: int
    end: int
    number: numbers.OfficialNumber | None = None
    certain: bool = True
    iso: str | None = None
    eid: str | None = None


def _lookups(text: str) -> list[_Lookup]:
    """Numbers first, for a symbol may look like a date; then dates; then provisions. None overlaps another."""
    certain = {(mention.start, mention.end) for mention in numbers.find_all(text)}
    asked = numbers.find_all(text, loose=True)[:MOST_LOOKUPS]
    found = [_Lookup(one.start, one.end, number=one.number, certain=(one.start, one.end) in certain) for one in asked]
    days = [_Lookup(day.start, day.end, iso=day.iso) for day in dates.find_all(text)[:MOST_LOOKUPS]]
    provisions = [_Lookup(one.start, one.end, eid=one.eid) for one in references.find_all(text)[:MOST_LOOKUPS]]
    for one in (*days, *provisions):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return found


def _divided(tokens: Sequence[Token], lookups: Sequence[_Lookup], shouted: bool) -> tuple[list[Word], list[list[Word]]]:
    """The words that are looked for one by one, and those inside each lookup."""
    free: list[Word] = []
    parts: list[list[Word]] = [[] for _ in lookups]
    before: list[Word] | None = None
    for token in tokens:
        inside = (among for one, among in zip(lookups, parts, strict=True) if one.start <= token.start and token.end <= one.end)
        among = next(inside, free)
        # What stands behind a number is no neighbour of what stood before it.
        among.append(word_of(token, shouted, joined=token.joined and among is before))
        before = among
    return free[:MOST_WORDS], parts


def _with(lookups: Sequence[_Lookup], parts: Sequence[list[Word]]) -> Iterable[tuple[_Lookup, list[Word]]]:
    return zip(lookups, parts, strict=True)


def _without_marks_told(words: list[Word]) -> list[Word]:
    """Where no word has marks, the lack of marks tells nothing: "con" may be con, còn or cồn."""
    if any(map(has_marks, words)):
        return words
    return [replace(word, marks_told=word.script != "latin" or word.exact) for word in words]


def _restored(words: Sequence[Word], language: str | None, model: SyllableModel | None) -> list[Word] | None:
    """The words with the forms that were most likely meant; None when there is nothing to restore, or nothing to go by."""
    if model is None or language not in (None, "vi"):
        return None
    if all(word.marks_told for word in words) or not any(is_syllable(word.marked) or _known(word, model) for word in words):
        return None
    forms: list[str] = []
    run: list[tuple[str, bool]] = []
    asking = {} if any(map(has_marks, words)) else functionwords.asking_unmarked([word.folded for word in words])
    for place, word in enumerate(words):
        if run and not word.joined:
            forms += model.restore(run)
            run = []
        run.append((asking.get(place, word.marked), word.marks_told or place in asking))
    forms += model.restore(run)
    return [word if word.marks_told else replace(word, meant=form) for word, form in zip(words, forms, strict=True)]


def _known(word: Word, model: SyllableModel) -> bool:
    return not word.marks_told and bool(model.forms(word.folded))


def _with_common(words: Sequence[Word], language: str | None) -> list[Word]:
    found = functionwords.common([word.read_as for word in words], language)
    return [replace(word, common=tells_little and not word.exact) for word, tells_little in zip(words, found, strict=True)]


def _keyboard(words: Sequence[Word], language: str | None, model: SyllableModel | None) -> tuple[Alternative, ...]:
    """What words typed with the input method switched off were to be; only forms that the index has, for words that it lacks."""
    if model is None or language not in (None, "vi"):
        return ()
    found = []
    for place, word in enumerate(words):
        if word.script != "latin" or word.exact or has_marks(word) or model.forms(word.folded):
            continue
        syllable = keyboard.decode(word.marked)
        if syllable and model.knows(syllable):
            (decoded,) = (word_of(token, False, joined=word.joined) for token in tokenize(syllable))
            found.append(Alternative(place, place + 1, (decoded,), "keyboard", syllable))
    return tuple(found)


def _did_you_mean(
    text: str, tokens: Sequence[Token], lookups: Sequence[_Lookup], words: Sequence[Word], decoded: Sequence[Alternative]
) -> str | None:
    """The query with marks put back and keys decoded, otherwise as it was typed; None when nothing changes."""
    forms = {one.start: one.text for one in decoded}
    pieces: list[str] = []
    end = 0
    numbered = count()
    for token in tokens:
        if any(one.start <= token.start and token.end <= one.end for one in lookups):
            continue
        place = next(numbered)
        if place >= len(words):
            break
        word = words[place]
        form = forms.get(place) or (word.meant if word.meant and word.meant != word.marked else None)
        # A key is written with i for y and one placement of tones: only what has more marks than was typed is an offer.
        if form and form != token.text.lower() and fold(form) != form:
            pieces += (text[end : token.start], _cased(form, token.text))
            end = token.end
    return "".join((*pieces, text[end:])) if pieces else None


def _cased(form: str, typed_: str) -> str:
    return form.upper() if typed_.isupper() and len(typed_) > 1 else form.capitalize() if typed_[:1].isupper() else form


def _number_begun(text: str) -> str | None:
    """How the key of an official number begins that is being typed."""
    if whole := numbers.parse(text):
        return whole.key
    begun = _NUMBER_BEGUN.fullmatch(text)
    return "".join(fold(begun[1]).split()).lstrip("0") if begun else None


def _phrases(text: str, shouted: bool) -> Iterable[tuple[Word, ...]]:
    for quoted in _QUOTED.finditer(text):
        run: list[Word] = []
        for token in tokenize(quoted[1]):
            if token.script == "official":
                continue
            word = word_of(token, shouted, joined=token.joined)
            if not word.joined and run:
                yield tuple(run)
                run = []
            run.append(word)
        if run:
            yield tuple(run[:MOST_WORDS])
