"""The rules of the table in engines.postgresql.lexemes spelt out one after the other, slowly: what the fast writer is held against."""

from collections.abc import Iterable, Iterator, Sequence

from app.core.text import dates
from app.core.text.tokens import Token, has_marks, pairs, tokenize
from app.search.engines.postgresql.lexemes import GAP, pair, sample, whole
from app.search.entry import Entry
from app.search.understanding import is_acronym

Lexemes = dict[str, list[int]]
LAST_POSITION, MOST_POSITIONS = 16_383, 255


def own_names(entry: Entry) -> list[str]:
    return [entry.title, *entry.aliases] if entry.position == 0 else [*filter(None, [entry.label]), *entry.headings]


def other_names(entry: Entry) -> list[str]:
    names = [] if entry.position == 0 else [entry.title, *entry.aliases]
    return [*names, *filter(None, [entry.number])]


def lexemes(entry: Entry) -> Lexemes:
    """Every lexeme of an entry with its positions, as PostgreSQL keeps them."""
    found: Lexemes = {lexeme: [] for lexeme in (*_words_of_names(entry), *_neighbours(entry), *_wholes(entry), *_tags(entry))}
    for lexeme, place in _placed(entry):
        found.setdefault(lexeme, []).append(min(place, LAST_POSITION))
    return {lexeme: sorted(set(places[:MOST_POSITIONS])) for lexeme, places in found.items()}


def sequence(entry: Entry) -> str:
    """Other names, own names and text, one line each."""
    lines = (" / ".join(_line(_tokens(text)) for text in told) for told in (other_names(entry), own_names(entry), [entry.text]))
    return "\n".join(lines)


def length(entry: Entry) -> int:
    return sum(token.script != "official" for token in _tokens(entry.text))


def _tokens(text: str) -> list[Token]:
    return tokenize(text, tails=True)


def _placed(entry: Entry) -> Iterator[tuple[str, int]]:
    """Words and where they stand: a step apart where a phrase runs on, further where not, and behind the text before."""
    place = 0
    for text in (*other_names(entry), *own_names(entry), entry.text):
        place += GAP
        for token in _tokens(text):
            if token.script == "official":
                yield token.folded, place + 1
                continue
            place += 1 if token.joined else GAP
            yield token.folded, place
            if token.script == "latin":
                yield "=" + token.marked, place
            if is_acronym(token):
                yield "=" + token.marked.upper(), place


def _words_of_names(entry: Entry) -> Iterator[str]:
    for name in own_names(entry):
        yield from ("^" + token.folded for token in _tokens(name))


def _neighbours(entry: Entry) -> Iterator[str]:
    for text in (*own_names(entry), entry.text):
        for first, second in pairs(_tokens(text)):
            yield pair(first, second, with_marks=False)
            if has_marks(first) or has_marks(second):
                yield pair(first, second, with_marks=True)


def _wholes(entry: Entry) -> Iterator[str]:
    labelled = [f"{entry.label} {entry.headings[0]}"] if entry.label and entry.headings else []
    for name in [entry.title] if entry.position == 0 else [*entry.headings, *labelled]:
        yield from _found(whole(token.folded for token in tokenize(name) if token.script != "official"))
    for subject in entry.subjects:
        yield from _found(whole((token.folded for token in tokenize(subject)), "$"))


def _found(lexeme: str | None) -> Iterable[str]:
    return filter(None, [lexeme])


def _tags(entry: Entry) -> Iterator[str]:
    yield from (f"_s{sample(entry.document)}", f"_l:{entry.language}", f"_k:{entry.kind}")
    yield from (f"_in:{tag}" for tag in entry.languages)
    yield from (f"_t:{code}" for code in entry.topics)
    yield from (f"_a:{code}" for code in entry.agencies)
    yield from (f"_y:{year}" for year in [entry.year] if year is not None)
    yield from ("@" + eid for eid in entry.eids)
    yield from ("%" + day for day in _days(entry))
    if entry.position == 0:
        yield "_h"
        yield from ("#" + key for key in entry.number_keys)


def _days(entry: Entry) -> Iterator[str]:
    for text in (*([entry.title] if entry.position == 0 else entry.headings), entry.text):
        for mention in dates.find_all(text):
            yield from (mention.iso, mention.iso[:7])
    for day in entry.days if entry.position == 0 else ():
        yield from (day.isoformat(), day.isoformat()[:7])


def _line(tokens: Sequence[Token]) -> str:
    words = [token for token in tokens if token.script != "official"]
    told = (token.marked if token.joined or place == 0 else f". {token.marked}" for place, token in enumerate(words))
    return " ".join(told)
