"""Queries of two syllables that another pair of the corpus equals but for the marks: thanh niên and thành niên.

The passages that hold the pair with exactly its marks are relevant. Who answers by letters alone is right half of the time.
"""

from collections import Counter
from collections.abc import Iterator

from app.core.text.tokens import pairs, tokenize
from benchmarks.corpus import Corpus, Passage
from benchmarks.sampling import sample
from benchmarks.sets import QuerySet, Sought

#: Passages in which each form must occur.
ENOUGH = 5
LANGUAGE = "vi"


def sets(corpus: Corpus) -> Iterator[QuerySet]:
    """The set ``pairs``; none when nothing in the corpus is ambiguous. Reads the corpus twice, and keeps counts of pairs meanwhile."""
    if LANGUAGE not in corpus.languages:
        return
    counts: Counter[tuple[str, str]] = Counter()
    for passage in corpus.passages(LANGUAGE):
        counts.update(_forms(passage).keys())
    wanted = dict.fromkeys(sample(ambiguous(counts), "pairs"), "")
    if not wanted:
        return
    found: dict[str, set[str]] = {form: set() for form in wanted}
    for passage in corpus.passages(LANGUAGE):
        for (_, form), typed in _forms(passage).items():
            if form in found:
                found[form].add(passage.id)
                wanted[form] = wanted[form] or typed
    yield QuerySet("pairs", LANGUAGE, tuple(Sought(typed, frozenset(found[form])) for form, typed in wanted.items()))


def ambiguous(counts: Counter[tuple[str, str]]) -> set[str]:
    """Marked forms that share their folded form with another one, both often enough.

    A form that bears no mark at all is no query here: nobody can tell it from one that was typed without.
    """
    by_folded: dict[str, list[str]] = {}
    for (folded, marked), passages in counts.items():
        if passages >= ENOUGH:
            by_folded.setdefault(folded, []).append(marked)
    return {marked for folded, forms in by_folded.items() if len(forms) > 1 for marked in forms if marked != folded}


def _forms(passage: Passage) -> dict[tuple[str, str], str]:
    """Pairs of syllables inside one clause of a passage, as (folded, marked) keys, with a form that somebody typed."""
    found: dict[tuple[str, str], str] = {}
    for part in (passage.title, passage.text):
        for first, second in pairs(tokenize(part)):
            if first.script == second.script == "latin":
                key = (f"{first.folded} {second.folded}", f"{first.marked} {second.marked}")
                found.setdefault(key, f"{first.text} {second.text}".lower())
    return found
