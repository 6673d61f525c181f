"""A query as ways to find what it asks for: what every hit must match, and the ways in which the best hits are looked for first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from app.core.text.tokens import LONGEST_KEY, has_marks
from app.search import texts
from app.search.engines.base import Matching
from app.search.engines.meilisearch import words
from app.search.engines.meilisearch.records import key
from app.search.engines.meilisearch.ways import Way, Ways, all_of, any_of, condition, is_in, is_not_in, narrowing, term
from app.search.query import DateAsked, Filters, NumberAsked, Query, ReferenceAsked, Understanding, Word
from app.search.ranking import Frequencies

# How many of a question's neighbours and words are looked for, the rarest ones; those that were seen once or never apart.
_TELLING_PAIRS = 10
_RARE_PAIRS = 4
_MEANT_PAIRS = 3
_RARE_WORDS = 3
_TELLING_WORDS = 4
# Two characters of Han are a word, and tell as much as two neighbouring syllables.
_TELLING_HAN = 10
_TOGETHER = 2
# Beyond so many passages a word alone is no way to find a good one: it is looked for together with others.
_FREQUENT = 300


@dataclass(frozen=True, slots=True)
class Expected:
    """Passages that something will find by what was counted when the index was counted last: ``least`` and ``most``."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Plan:
    """``every`` is one of what each hit must match; totals and facets count it. Empty: nothing can be found.

    ``untranslated`` is what of it is found otherwise than by a translation. ``named`` finds what has the number or the name that was
    typed; ``typed`` and ``base`` what has the words, the one with the marks that were typed, the other with any; ``translated`` what
    has them in another language. All are narrowed by the filters.
    """

    every: Ways
    untranslated: Ways = ()
    named: Ways = ()
    typed: Ways = ()
    base: Ways = ()
    translated: Ways = ()
    matching: Matching = "all"
    #: How many passages ``every`` finds, as far as can be told beforehand.
    expected: Expected | None = None


def strict(query: Query) -> Plan:
    """Every telling word, number, date, provision and phrase must be there, or what says the same."""
    asked, narrowed = query.understanding, narrowing(query.filters)
    base = _base(asked)
    if not base:
        return Plan(())
    own = _own_numbers(asked)
    typed = _typed(asked, base)
    translated = _translated(asked, query.filters)

    def those(found: Ways) -> Ways:
        return tuple(way.narrowed(narrowed) for way in found)

    return Plan(
        every=those(any_of((own, base, translated))),
        untranslated=those(any_of((own, base))),
        named=those(any_of((own, _whole(asked)))),
        typed=those(typed),
        base=those(base),
        translated=those(translated),
    )


def elsewhere(query: Query) -> Plan:
    """The query in other languages alone, also of what is to be had in the query's own, where nothing has its words."""
    asked, narrowed = query.understanding, narrowing(query.filters)
    freed = replace(asked, translations=tuple(replace(one, instead_of=None) for one in asked.translations))
    translated = tuple(way.narrowed(narrowed) for way in _translated(freed, query.filters))
    return Plan(every=translated, translated=translated)


def lenient(query: Query, frequencies: Frequencies) -> Plan:
    """Some of what was asked must be there: the neighbours and words that tell most. Quoted phrases are never let go."""
    asked = query.understanding
    narrowed = narrowing(query.filters)
    # A question puts names in quotation marks, and does not insist on them.
    phrases = () if asked.is_question else asked.phrases
    insisted = all_of(term(_phrase(run)) for run in phrases)[0]
    telling = sorted(
        dict.fromkeys(word for word in asked.terms if not word.common), key=lambda word: -frequencies.weight(word.folded)
    )
    telling = telling or list(dict.fromkeys(asked.terms))
    near = [(one, other) for one, other in pairwise(asked.terms) if other.joined and not (one.common and other.common)]
    near.sort(key=lambda pair: -_weight(pair, frequencies))
    seen = [pair for pair in near if _seen(pair, frequencies) is not None][:_TELLING_PAIRS]
    rare = [pair for pair in near if _seen(pair, frequencies) is None and _may_be(pair, frequencies)][:_RARE_PAIRS]
    known = {word: frequencies.known(word.folded) for word in telling}
    most = _TELLING_HAN if any(word.script == "han" for word in telling) else _TELLING_WORDS
    single = [word for word in telling if known[word] is None][:_RARE_WORDS]
    single += [word for word in telling if 0 < (known[word] or 0) <= _FREQUENT][:most]
    frequent = [word for word in telling if (known[word] or 0) > _FREQUENT][:_TELLING_WORDS]
    # Of a single word everything is near that has it, however much that is.
    single = telling if len(telling) == 1 else single
    # Looking for frequent words together takes long, and is for want of better ones.
    together = list(combinations(frequent, 2))[: max(_TOGETHER - len(single), 0)]
    found = [term(words.phrase(map(_folded, pair))) for pair in (*rare, *seen)]
    found += [term(_word(word)) for word in single]
    found += [all_of(term(_word(word)) for word in pair) for pair in together]
    found = found or [term(_word(word)) for word in telling]
    every = any_of(all_of(((insisted,), one)) for one in found)
    base = _base(asked)
    meant = _as_meant(asked, frequencies)

    def those(found: Ways) -> Ways:
        return tuple(way.narrowed(narrowed) for way in found)

    return Plan(
        every=those(every),
        untranslated=those(every),
        named=those(any_of((_own_numbers(asked), _whole(asked)))),
        typed=those(any_of((_typed(asked, base), meant))),
        base=those(every),
        matching="some",
        expected=None if narrowed or phrases else _expected(seen, single, together, frequencies),
    )


def _expected(
    pairs: Sequence[tuple[Word, Word]], single: Sequence[Word], together: Sequence[tuple[Word, ...]], frequencies: Frequencies
) -> Expected:
    """What is found by either of neighbours, words, and words anywhere in a passage; what is rare is hardly anywhere."""
    found = [_seen(pair, frequencies) or 0 for pair in pairs] + [frequencies.known(word.folded) or 0 for word in single]
    return Expected(
        max(found, default=0),
        sum(found) + sum(min(frequencies.known(word.folded) or 0 for word in words) for words in together),
    )


def _base(asked: Understanding) -> Ways:
    """What every hit must match that is in the language of the query; nothing when there is nothing to look for."""
    parts = [
        *_words(asked),
        *map(_number, asked.numbers),
        *map(_date, asked.dates),
        *map(_reference, asked.references),
        *(term(_phrase(run)) for run in asked.phrases),
    ]
    return all_of(parts) if parts else ()


def _words(asked: Understanding) -> Iterator[Ways]:
    """The telling words; where other words say the same as a run of them, one or the other."""
    telling = set(asked.telling)
    covered: set[int] = set()
    for start, end in sorted({(one.start, one.end) for one in asked.alternatives}):
        if covered.intersection(range(start, end)):
            continue
        covered.update(range(start, end))
        run = all_of(term(_word(word)) for word in asked.words[start:end])
        others = (_form(one.words) for one in asked.alternatives if (one.start, one.end) == (start, end))
        yield any_of((run, *others))
    for place, word in enumerate(asked.words):
        if place not in covered and word in telling:
            yield term(_word(word))


def _typed(asked: Understanding, base: Ways) -> Ways:
    """What has every telling word with the marks that were typed; nothing when none were."""
    if not asked.with_marks:
        return ()
    # Where marks were typed they alone are looked for; what else a way asks for stays.
    marks = {_word(word): _marked(word) for word in asked.telling}
    plain = {_word(word) for word in asked.telling}
    demanded = Way(tuple(dict.fromkeys(_marked(word) for word in asked.telling)))
    ways: list[Way] = []
    for way in base:
        rest = tuple(one for one in way.terms if one not in plain)
        exactly = Way(tuple(marks.get(one, one) for one in way.terms if one in plain), way.filters)
        ways += all_of(((exactly,), (Way(rest),), (demanded,)))
    return tuple(dict.fromkeys(ways))


def _own_numbers(asked: Understanding) -> Ways:
    return condition(is_in("keys", (key("#", one.number.key[:LONGEST_KEY]) for one in asked.numbers))) if asked.numbers else ()


def _whole(asked: Understanding) -> Ways:
    """What is called as the whole query reads, and the principal references of a topic that is."""
    name = texts.whole(asked.sequence)
    if not name:
        return ()
    phrases = all_of(term(_phrase(run)) for run in asked.phrases)
    return all_of((condition(is_in("keys", (key("&", name), key("$", name)))), phrases))


def _translated(asked: Understanding, filters: Filters) -> Ways:
    """What has the query in another language, by the glossary, and is not to be had in the query's own.

    Where the answer is narrowed to languages without the query's own, nothing is to be had in that.
    """
    found = []
    for one in asked.translations:
        to_be_had = one.instead_of and (not filters.languages or one.instead_of in filters.languages)
        own = condition(is_not_in("languages", (one.instead_of,))) if one.instead_of and to_be_had else (Way(),)
        spoken = condition(is_in("language", (one.language,)))
        runs = all_of(any_of(map(_form, runs)) for runs in one.terms)
        found.append(all_of((spoken, runs, own)))
    return any_of(found)


def _as_meant(asked: Understanding, frequencies: Frequencies) -> Ways:
    """The rarest neighbours with the marks that were most likely meant, for words typed without."""
    meant = [replace(word, marked=word.meant) if word.meant else word for word in asked.words]
    near = [pair for pair in pairwise(meant) if pair[1].joined and any(word.meant for word in pair)]
    near.sort(key=lambda pair: -_weight(pair, frequencies))
    return any_of(term(words.phrase(map(words.as_written, pair))) for pair in near[:_MEANT_PAIRS])


def _weight(pair: tuple[Word, Word], frequencies: Frequencies) -> float:
    return frequencies.weight(f"{pair[0].folded} {pair[1].folded}")


def _seen(pair: tuple[Word, Word], frequencies: Frequencies) -> int | None:
    """In how many passages two neighbours stand; None when in one, in none, or in some that are new."""
    return frequencies.known(f"{pair[0].folded} {pair[1].folded}")


def _may_be(pair: tuple[Word, Word], frequencies: Frequencies) -> bool:
    """Whether two neighbours that were never seen twice may be anywhere."""
    return not frequencies.passages or not all(word.common for word in pair)


def _folded(word: Word) -> str:
    return words.marked(word.marked) if word.exact else words.folded(word.folded)


def _word(word: Word) -> str:
    return words.phrase((_folded(word),))


def _marked(word: Word) -> str:
    """A word as it was typed, where typing tells: an acronym in capitals, marks; marks that were left off may be any."""
    if word.exact:
        return words.phrase((words.capitals(word.marked),))
    if word.script == "latin" and word.marks_told:
        return words.phrase((words.marked(word.marked),))
    return words.phrase((words.folded(word.folded),))


def _number(asked: NumberAsked) -> Ways:
    whole = condition(is_in("keys", (key("=", asked.number.key[:LONGEST_KEY]),)))
    if asked.certain:
        return whole
    return any_of((whole, all_of(term(_word(word)) for word in asked.parts)))


def _date(asked: DateAsked) -> Ways:
    """The day however it is written: texts are read for days as queries are."""
    return condition(is_in("keys", (key("%", asked.iso),)))


def _reference(asked: ReferenceAsked) -> Ways:
    """The provision, that which it stands in, or a mention of it."""
    within = asked.eid.split("__")
    places = ("__".join(within[:depth]) for depth in range(len(within), 0, -1))
    mention = term(words.phrase(map(_folded, asked.parts))) if asked.parts else ()
    return any_of((condition(is_in("keys", (key("@", place) for place in places))), mention))


def _phrase(run: Sequence[Word]) -> str:
    """Words side by side: with their marks when any of them has marks."""
    if any(map(has_marks, run)):
        return words.phrase(map(words.as_written, run))
    if any(word.exact for word in run):
        return words.phrase(words.marked(word.marked) if word.script == "latin" else words.folded(word.folded) for word in run)
    return words.phrase(words.folded(word.folded) for word in run)


def _form(run: Sequence[Word]) -> Ways:
    """A form of the glossary: its words side by side, with its marks and capitals.

    What stands between its commas is looked for part by part, for a phrase never runs on across a full stop of the index.
    """
    # Capitals stand in the index by themselves, beside the same word among its neighbours.
    shouted = (words.phrase((words.capitals(word.marked),)) for word in run if word.exact)
    parts = (_side_by_side(part) for part in _between_commas(run) if len(part) > 1 or not part[0].exact)
    return all_of(map(term, (*parts, *shouted)))


def _between_commas(run: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for word in run:
        if parts and word.joined:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _side_by_side(part: Sequence[Word]) -> str:
    """Words of a form, with their marks where these tell: a phrase has all of its words with marks, or none."""
    latin = [word for word in part if word.script == "latin"]
    if any(map(has_marks, latin)) or all(word.marks_told or word.exact for word in latin):
        return words.phrase(map(words.as_written, part))
    return words.phrase(words.folded(word.folded) for word in part)
