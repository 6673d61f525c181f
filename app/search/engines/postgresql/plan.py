"""A query as ``tsquery`` texts: what every hit must have, and the tiers in which the best hits are looked for first."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from app.core.text.tokens import has_marks
from app.search.engines.base import Matching
from app.search.engines.postgresql import lexemes
from app.search.engines.postgresql.lexemes import HEAD, quoted
from app.search.query import DateAsked, Filters, NumberAsked, Query, ReferenceAsked, TypedQuery, Understanding, Word
from app.search.ranking import Frequencies, Sign

# How many of a query's neighbours and words a lenient search goes by, the rarest ones.
_TELLING_PAIRS = 10
_TELLING_WORDS = 6
_TOGETHER = 10
# Beyond so many passages a word alone is no way to find a good one: it is looked for together with others.
_FREQUENT = 300

#: Where nothing is known of how often words occur.
NOTHING_COUNTED = Frequencies()


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to look for good hits. ``limit`` caps what a frequent word can cost; ``sign`` is what its hits are known by.

    ``spare``: needed only where tiers before it have not found as many with higher signs as can be ranked, for its hits stand behind
    theirs.
    """

    tsquery: str
    sign: Sign
    limit: int
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """``every`` is what each hit must match; totals and facets count it. Empty: nothing can be found."""

    every: str
    tiers: tuple[Tier, ...]
    matching: Matching = "all"
    #: ``every`` in parts that have nothing in common. Other words for the same stand side by side, so that PostgreSQL looks into the
    #: passages that may have them, and into all others of the same page of its table. What has the query's own words is told by
    #: the index alone, and is asked for by itself.
    apart: tuple[str, ...] = ()
    #: What of it has the marks that were typed; empty when none were.
    as_typed: str = ""
    #: What of it was found otherwise than by a translation; empty when there are no translations.
    untranslated: str = ""

    #: How many passages match, as far as frequencies tell: words of a text belong together, so that there may be many more.
    expected: float = math.inf

    @property
    def parts(self) -> tuple[str, ...]:
        """``apart``, or all in one."""
        return self.apart or (self.every,)


def strict(query: Query, frequencies: Frequencies = NOTHING_COUNTED) -> Plan:
    """Every telling word, number, date, provision and phrase must be there, or what says the same."""
    asked = query.understanding
    narrowed = _filters(query)
    if asked.asks_nothing:
        return Plan(conjunction([HEAD_ONLY, *narrowed]), ())
    base = _base(asked)
    if not base:
        return Plan("", ())
    plain, otherwise = _apart(asked)
    named = _named(asked, base)
    tiers = list(named)
    names = [
        quoted("^" + word.folded) + _open(word) for word in distinct(asked.terms) if word in asked.telling or not word.common
    ]
    # A word of the name is a word of the entry, but for capitals.
    exact = [_word(word) for word in distinct(asked.telling) if word.exact]
    tiers.append(Tier(conjunction([*names, *exact, *_beside_words(asked)]), Sign.all_in_name, 300))
    tiers += _neighbours(asked, base)
    if asked.with_marks:
        tiers.append(Tier(conjunction([*names, as_typed(asked)]), Sign.all_in_name | Sign.as_marked, 300))
        tiers.append(Tier(as_typed(asked), Sign.as_marked, 500, spare=True))
    tiers += [Tier(one, Sign.none, 1000, spare=True) for one in (plain, _without(otherwise, plain)) if one]
    translated = _translated(asked, query.filters)
    tiers += [Tier(one, Sign.translated, 100) for one in translated]
    own = [tier.tsquery for tier in named if tier.sign is Sign.own_number]
    typed = as_typed(asked)
    first = disjunction([*own, plain])
    parts = [first, _without(disjunction([*([otherwise] if otherwise else []), *translated]), first)]
    return Plan(
        conjunction([disjunction([*own, base, *translated]), *narrowed]),
        _narrowed(tiers, narrowed),
        apart=tuple(conjunction([one, *narrowed]) for one in parts if one),
        as_typed=conjunction([typed, *narrowed]) if typed else "",
        untranslated=disjunction([*own, base]) if translated else "",
        expected=_expected(distinct(asked.telling), frequencies),
    )


def elsewhere(query: Query) -> Plan:
    """The query in other languages alone, also of what is to be had in the query's own, where nothing has its words."""
    narrowed = _filters(query)
    freed = replace(
        query.understanding, translations=tuple(replace(one, instead_of=None) for one in query.understanding.translations)
    )
    translated = _translated(freed, query.filters)
    tiers = [Tier(one, Sign.translated, 1000) for one in translated]
    every = conjunction([disjunction(translated), *narrowed]) if translated else ""
    # No entry has this lexeme: nothing is found otherwise than by a translation.
    return Plan(every, _narrowed(tiers, narrowed), untranslated=quoted("_"))


def lenient(query: Query, frequencies: Frequencies) -> Plan:
    """Some of what was asked must be there: the neighbours and words that tell most. Quoted phrases are never let go."""
    asked = query.understanding
    # A question puts names in quotation marks, and does not insist on them.
    narrowed = [*(() if asked.is_question else map(_phrase, asked.phrases)), *_filters(query)]
    words = sorted(distinct(word for word in asked.terms if not word.common), key=lambda word: -frequencies.weight(word.folded))
    words = words or distinct(asked.terms)
    near = [(first, second) for first, second in pairwise(asked.terms) if second.joined and not (first.common and second.common)]
    near.sort(key=lambda pair: -_weight(pair, frequencies))
    lexeme = {pair: quoted(lexemes.pair(*pair, with_marks=False)) for pair in near}
    # All that nobody has seen twice is looked for in one go.
    rare = disjunction(lexeme[pair] for pair in near if _is_rare(pair, frequencies))
    telling = [lexeme[pair] for pair in near if not _is_rare(pair, frequencies)][:_TELLING_PAIRS]
    single = [word for word in words[:_TELLING_WORDS] if (frequencies.known(word.folded) or 0) <= _FREQUENT]
    # Of a single word everything is near that has it, however much that is.
    single = words if len(words) == 1 else single
    frequent = [word for word in words if word not in single][:_TELLING_WORDS]
    together = [conjunction([_word(one), _word(other)]) for one, other in combinations(frequent, 2)][:_TOGETHER]
    ways = [*filter(None, [rare]), *telling, *map(_word, single), *together]
    ways = ways or [_word(word) for word in words]
    if not ways:
        return Plan("", (), "some")
    base = disjunction(ways)
    # Of what a question names as a whole, no word need be found beside it.
    tiers = [*_named(asked, _base(asked)), *(Tier(one, Sign.none, 200) for one in dict.fromkeys(ways))]
    if typed := as_typed(asked):
        tiers.append(Tier(typed, Sign.as_marked, 200))
    if restored := _as_meant(asked, frequencies):
        tiers += [Tier(one, Sign.none, 200) for one in restored]
    expected = float(sum(frequencies.known(f"{first.folded} {second.folded}") or 1 for first, second in near))
    expected += sum(_expected([word], frequencies) for word in single)
    expected += sum(_expected(pair, frequencies) for pair in combinations(frequent, 2))
    return Plan(conjunction([base, *narrowed]), _narrowed(tiers, narrowed), "some", expected=expected)


def _expected(words: Sequence[Word], frequencies: Frequencies) -> float:
    """Passages in which all of the words stand, if they had nothing to do with each other; infinite where nothing was counted."""
    if not frequencies.passages or not words:
        return math.inf
    return frequencies.passages * math.prod((frequencies.known(word.folded) or 1) / frequencies.passages for word in words)


def as_typed(asked: Understanding) -> str:
    """What has every telling word with the marks that were typed; empty when none were."""
    if not asked.with_marks:
        return ""
    # Whatever has a word with its marks has the word: the index need not be asked for that as well.
    return conjunction([*(_marked(word) for word in distinct(asked.telling)), *_beside_words(asked)])


#: How a run of words, and others for the same, are looked for.
Written = Callable[[str, Sequence[str]], str]


def _base(asked: Understanding, written: Written = lambda run, others: disjunction([run, *others])) -> str:
    """What every hit must match that is in the language of the query."""
    return conjunction([*_words(asked, written), *_looked_up(asked)])


def _apart(asked: Understanding) -> tuple[str, str]:
    """What has all in the query's own words; and all that need not, in which there may be some of the former. Empty: nothing."""
    runs = len(list(_covered(asked)))
    if not runs:
        return _base(asked), ""
    plain = _base(asked, lambda run, others: run)
    # Of a single run what is not plain has the others; of several it may have any of them in other words.
    return plain, _base(asked, lambda run, others: disjunction(others)) if runs == 1 else _base(asked)


def _without(some: str, others: str) -> str:
    """What matches one and not the other."""
    return conjunction([some, f"!({others})"]) if some else ""


def _beside_words(asked: Understanding) -> Iterator[str]:
    """What every hit must match beside its telling words, where it has all of these."""
    telling = set(asked.telling)
    yield from (disjunction([run, *others]) for run, others, words in _runs(asked) if not telling.issuperset(words))
    yield from _looked_up(asked)


def _looked_up(asked: Understanding) -> Iterator[str]:
    """Numbers, days, provisions and phrases."""
    yield from map(_number, asked.numbers)
    yield from map(_date, asked.dates)
    yield from map(_reference, asked.references)
    yield from map(_phrase, asked.phrases)


def _words(asked: Understanding, written: Written) -> Iterator[str]:
    """The telling words; where other words say the same as a run of them, one or the other."""
    telling = set(asked.telling)
    covered = {place for start, end in _covered(asked) for place in range(start, end)}
    yield from (written(run, others) for run, others, _ in _runs(asked))
    for word in distinct(word for place, word in enumerate(asked.words) if place not in covered):
        if word in telling:
            yield _word(word)


def _runs(asked: Understanding) -> Iterator[tuple[str, Sequence[str], Sequence[Word]]]:
    """Runs of words for which others say the same: the run, those others, and the words of the run."""
    for start, end in _covered(asked):
        run = conjunction(_word(word) for word in distinct(asked.words[start:end]))
        others = [_form(one.words) for one in asked.alternatives if (one.start, one.end) == (start, end)]
        yield run, others, asked.words[start:end]


def _covered(asked: Understanding) -> Iterator[tuple[int, int]]:
    """The places of words for which others say the same, none of them twice."""
    last = 0
    for start, end in sorted({(one.start, one.end) for one in asked.alternatives}):
        if start >= last:
            yield start, end
            last = end


def _named(asked: Understanding, base: str) -> list[Tier]:
    """Ways to find what the query names: a number, a provision of a document, a whole title, a topic."""
    tiers = [Tier(conjunction([quoted("#" + one.number.key), HEAD_ONLY]), Sign.own_number, 200) for one in asked.numbers]
    if not base:
        return tiers
    tiers += [Tier(conjunction([quoted("@" + one.eid), base]), Sign.reference, 300) for one in asked.references]
    if whole := lexemes.whole(asked.sequence):
        tiers.append(Tier(conjunction([quoted(whole), *map(_phrase, asked.phrases)]), Sign.whole_name, 300))
    if subject := lexemes.whole(asked.sequence, "$"):
        tiers.append(Tier(conjunction([quoted(subject), base]), Sign.principal, 100))
    return tiers


def _translated(asked: Understanding, filters: Filters) -> list[str]:
    """What has the query in another language, by the glossary, and is not to be had in the query's own.

    Where the answer is narrowed to languages without the query's own, nothing is to be had in that.
    """
    found = []
    for one in asked.translations:
        to_be_had = one.instead_of and (not filters.languages or one.instead_of in filters.languages)
        own = [f"!{quoted(f'_in:{one.instead_of}')}"] if to_be_had else []
        found.append(conjunction([quoted(f"_l:{one.language}"), *(disjunction(map(_form, runs)) for runs in one.terms), *own]))
    return found


def _as_meant(asked: Understanding, frequencies: Frequencies) -> list[str]:
    """The rarest neighbours with the marks that were most likely meant, for words typed without."""
    meant = [replace(word, marked=word.meant) if word.meant else word for word in asked.words]
    near = [pair for pair in pairwise(meant) if pair[1].joined and any(word.meant for word in pair)]
    near.sort(key=lambda pair: -_weight(pair, frequencies))
    return [quoted(lexemes.pair(first, second, with_marks=True)) for first, second in near[:_TELLING_PAIRS]]


def _weight(pair: tuple[Word, Word], frequencies: Frequencies) -> float:
    return frequencies.weight(f"{pair[0].folded} {pair[1].folded}")


def _is_rare(pair: tuple[Word, Word], frequencies: Frequencies) -> bool:
    """Whether two neighbours stand together in one passage at most, as far as was counted: looking for them costs nothing."""
    return frequencies.known(f"{pair[0].folded} {pair[1].folded}") is None


def _narrowed(tiers: Iterable[Tier], narrowed: Sequence[str]) -> tuple[Tier, ...]:
    return tuple(replace(tier, tsquery=conjunction([tier.tsquery, *narrowed])) for tier in tiers)


def completing(query: TypedQuery) -> tuple[Tier, ...]:
    """Heads whose title goes on as typed; those that have the marks typed come first."""
    typed = query.typed
    narrowed = [disjunction([quoted(f"_l:{tag}") for tag in query.only])] if query.only else []
    begun = disjunction([quoted("^" + prefix) + ":*" for prefix in typed.prefixes])
    words = [quoted("^" + word.folded) + _open(word) for word in distinct(typed.words)]
    tiers = []
    if typed.number_prefix:
        tiers.append(Tier(conjunction([quoted("#" + typed.number_prefix) + ":*", HEAD_ONLY, *narrowed]), Sign.own_number, 100))
    title = [*words, *([begun] if begun else [])]
    if not title:
        return tuple(tiers)
    if any(map(has_marks, typed.words)):
        marked = [_marked(word) for word in distinct(typed.words)]
        tiers.append(Tier(conjunction([*title, *marked, HEAD_ONLY, *narrowed]), Sign.as_marked, 200))
    tiers.append(Tier(conjunction([*title, HEAD_ONLY, *narrowed]), Sign.none, 200))
    return tuple(tiers)


def distinct(words: Iterable[Word]) -> list[Word]:
    """The words, each once."""
    return list(dict.fromkeys(words))


def conjunction(parts: Iterable[str]) -> str:
    """All of the parts; empty ones ask for nothing."""
    return " & ".join(dict.fromkeys(part if _is_single(part) else f"({part})" for part in parts if part))


def disjunction(parts: Iterable[str]) -> str:
    """One of the parts; empty ones are none."""
    return " | ".join(dict.fromkeys(part if _is_single(part) else f"({part})" for part in parts if part))


HEAD_ONLY = quoted(HEAD)


def _is_single(part: str) -> bool:
    return part.startswith("'") and " " not in part


def _filters(query: Query) -> list[str]:
    return [disjunction(map(quoted, group)) for group in lexemes.filters(query.filters)]


def _open(word: Word) -> str:
    """A single Han character is the beginning of the pairs that it stands in."""
    return ":*" if word.script == "han" and len(word.folded) == 1 else ""


def _word(word: Word) -> str:
    return quoted("=" + word.marked) if word.exact else quoted(word.folded) + _open(word)


def _marked(word: Word) -> str:
    """A word as it was typed, where typing tells: an acronym in capitals, marks; marks that were left off may be any."""
    if word.exact:
        return quoted("=" + word.marked.upper())
    if word.script == "latin" and word.marks_told:
        return quoted("=" + word.marked)
    return quoted(word.folded) + _open(word)


def _number(asked: NumberAsked) -> str:
    whole = quoted(asked.number.key)
    if asked.certain:
        return whole
    return disjunction([whole, conjunction(map(_word, distinct(asked.parts)))])


def _date(asked: DateAsked) -> str:
    """The day however it is written: texts are read for days as queries are."""
    return quoted("%" + asked.iso)


def _reference(asked: ReferenceAsked) -> str:
    """The provision, that which it stands in, or a mention of it."""
    within = asked.eid.split("__")
    places = ["__".join(within[:depth]) for depth in range(len(within), 0, -1)]
    return disjunction([*(quoted("@" + place) for place in places), " <-> ".join(_word(part) for part in asked.parts)])


def _phrase(run: Sequence[Word]) -> str:
    """Words side by side: with their marks when any of them has marks."""
    with_marks = any(map(has_marks, run))
    return " <-> ".join(_marked(word) if with_marks else _word(word) for word in run)


def _form(run: Sequence[Word]) -> str:
    """A form of the glossary: its words side by side, with its marks and capitals, and a comma where it has one."""
    pieces = [_marked(run[0])] if run else []
    for before, word in pairwise(run):
        # The end of a run of Han is in the index once more, as a single character.
        gap = 2 * lexemes.GAP if before.script == "han" and len(before.folded) > 1 else lexemes.GAP
        pieces += ["<->" if word.joined else f"<{gap}>", _marked(word)]
    return " ".join(pieces)


def _neighbours(asked: Understanding, base: str) -> list[Tier]:
    words = [word for word in asked.terms]
    near = [(first, second) for first, second in pairwise(words) if second.joined]
    if not near:
        return []
    folded = [quoted(lexemes.pair(first, second, with_marks=False)) for first, second in near]
    tiers = [Tier(conjunction([*folded, base]), Sign.neighbours, 500)]
    if asked.with_marks:
        marked = [quoted(lexemes.pair(first, second, with_marks=True)) for first, second in near]
        tiers.insert(0, Tier(conjunction([*marked, as_typed(asked)]), Sign.neighbours | Sign.as_marked, 500))
    return tiers
