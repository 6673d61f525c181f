"""A query as ``tsquery`` texts: what every hit must have, and the tiers in which the best hits are looked for first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.search.engines.base import Matching
from app.search.engines.postgresql import lexemes
from app.search.engines.postgresql.lexemes import HEAD, quoted
from app.search.query import NumberAsked, Query, TypedQuery, Understanding, Word
from app.search.ranking import Frequencies, Sign

# How many of a query's neighbours and words a lenient search goes by, the rarest ones.
_TELLING_PAIRS = 8
_TELLING_WORDS = 4


@dataclass(frozen=True, slots=True)
class Tier:
    """One way to look for good hits. ``limit`` caps what a frequent word can cost; ``sign`` is what its hits are known by."""

    tsquery: str
    sign: Sign
    limit: int


@dataclass(frozen=True, slots=True)
class Plan:
    """``every`` is what each hit must match; totals and facets count it. Empty: nothing can be found."""

    every: str
    tiers: tuple[Tier, ...]
    matching: Matching = "all"


def strict(query: Query) -> Plan:
    """Every word, number and phrase must be there."""
    asked = query.understanding
    narrowed = _filters(query)
    if asked.asks_nothing:
        return Plan(conjunction([HEAD_ONLY, *narrowed]), ())
    musts = [*(_word(word) for word in distinct(asked.words)), *map(_number, asked.numbers), *map(_phrase, asked.phrases)]
    if not musts:
        return Plan("", ())
    base = conjunction(musts)
    own = [conjunction([quoted("#" + number.number.key), HEAD_ONLY]) for number in asked.numbers]
    tiers = [Tier(one, Sign.own_number, 200) for one in own]
    if whole := lexemes.whole(asked.sequence):
        tiers.append(Tier(conjunction([quoted(whole), base]), Sign.whole_name, 300))
    if subject := lexemes.whole(asked.sequence, "$"):
        tiers.append(Tier(conjunction([quoted(subject), base]), Sign.principal, 100))
    names = [quoted("^" + word.folded) + _open(word) for word in distinct(asked.terms)]
    tiers.append(Tier(conjunction([*names, base]), Sign.all_in_name, 300))
    tiers += _neighbours(asked, base)
    if asked.with_marks:
        marked = [_marked(word) for word in distinct(asked.words)]
        tiers.append(Tier(conjunction([*marked, base]), Sign.as_marked, 500))
    tiers.append(Tier(base, Sign.none, 1000))
    return Plan(
        conjunction([disjunction([*own, base]), *narrowed]),
        tuple(Tier(conjunction([tier.tsquery, *narrowed]), tier.sign, tier.limit) for tier in tiers),
    )


def lenient(query: Query, frequencies: Frequencies) -> Plan:
    """Some of what was asked must be there: the neighbours and words that tell most. Quoted phrases are never let go."""
    asked = query.understanding
    narrowed = [*map(_phrase, asked.phrases), *_filters(query)]
    words = sorted((word for word in distinct(asked.terms)), key=lambda word: -frequencies.weight(word.folded))
    near = [(first, second) for first, second in pairwise(asked.terms) if second.joined]
    near.sort(key=lambda pair: -frequencies.weight(f"{pair[0].folded} {pair[1].folded}"))
    telling = [quoted(lexemes.pair(first, second, with_marks=False)) for first, second in near[:_TELLING_PAIRS]]
    telling += [_word(word) for word in words[:_TELLING_WORDS]]
    if not telling:
        return Plan("", (), "some")
    tiers = [Tier(conjunction([one, *narrowed]), Sign.none, 200) for one in dict.fromkeys(telling)]
    return Plan(conjunction([disjunction(telling), *narrowed]), tuple(tiers), "some")


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
    if any(word.marked != word.folded for word in typed.words):
        marked = [_marked(word) for word in distinct(typed.words)]
        tiers.append(Tier(conjunction([*title, *marked, HEAD_ONLY, *narrowed]), Sign.as_marked, 200))
    tiers.append(Tier(conjunction([*title, HEAD_ONLY, *narrowed]), Sign.none, 200))
    return tuple(tiers)


def distinct(words: Iterable[Word]) -> list[Word]:
    """The words, each once."""
    return list(dict.fromkeys(words))


def conjunction(parts: Iterable[str]) -> str:
    return " & ".join(dict.fromkeys(part if _is_single(part) else f"({part})" for part in parts))


def disjunction(parts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(part if _is_single(part) else f"({part})" for part in parts))


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
        return quoted("=" + word.folded.upper())
    if word.script == "latin" and word.marks_told:
        return quoted("=" + word.marked)
    return quoted(word.folded) + _open(word)


def _number(asked: NumberAsked) -> str:
    whole = quoted(asked.number.key)
    if asked.certain:
        return whole
    return disjunction([whole, conjunction(map(_word, distinct(asked.parts)))])


def _phrase(run: Sequence[Word]) -> str:
    """Words side by side: with their marks when any of them has marks."""
    with_marks = any(word.marked != word.folded for word in run)
    return " <-> ".join(_marked(word) if with_marks else _word(word) for word in run)


def _neighbours(asked: Understanding, base: str) -> list[Tier]:
    words = [word for word in asked.terms]
    near = [(first, second) for first, second in pairwise(words) if second.joined]
    if not near:
        return []
    folded = [quoted(lexemes.pair(first, second, with_marks=False)) for first, second in near]
    tiers = [Tier(conjunction([*folded, base]), Sign.neighbours, 500)]
    if asked.with_marks:
        marked = [quoted(lexemes.pair(first, second, with_marks=True)) for first, second in near]
        words_as_typed = [_marked(word) for word in distinct(asked.words)]
        tiers.insert(0, Tier(conjunction([*marked, *words_as_typed, base]), Sign.neighbours | Sign.as_marked, 500))
    return tiers
