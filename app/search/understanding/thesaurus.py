"""The glossary as search uses it: which runs of a query's words are a term, and what else the term is called.

A term is recognised by any of its forms, the longest first. Where marks were typed they must be the term's: "từ đó" is not
"tự do". An abbreviation that could be a word (CAT) is recognised in capitals only.

It is kept in every process: about 0.5 MB for 200 terms in three languages (1,000 forms), 6 MB for 5,000 (25,000 forms), and never
more than the forms that search.knowledge reads. It is made anew after a change, in 15 ms and 0.5 s.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.core.text.syllables import may_be_unmarked
from app.search.query import Alternative, Translated, Word
from app.search.understanding.words import words_of

FormKind = Literal["preferred", "synonym", "abbreviation", "variant"]

#: Other ways to say one run of words, and words of a form: more make queries slow and add nothing.
MOST_ALTERNATIVES = 4
LONGEST_FORM = 32


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say a term, in one language. ``term`` is its code."""

    term: str
    language: str
    text: str
    kind: FormKind
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A term that stands at ``words[start:end]`` of a query, in the form ``form``; of several terms with one form, each."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Forms by their first word without marks, and by their term."""

    by_first: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)
    by_term: Mapping[str, tuple[Form, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many forms are known."""
        return sum(map(len, self.by_term.values()))

    @classmethod
    def of(cls, forms: Iterable[tuple[str, str, str, FormKind]]) -> "Thesaurus":
        """From (term, language, text, kind) of every form."""
        by_first: dict[str, list[Form]] = {}
        by_term: dict[str, list[Form]] = {}
        # Most words occur in many forms: each is kept once.
        known: dict[Word, Word] = {}
        for term, language, text, kind in forms:
            words = tuple(known.setdefault(word, word) for word in words_of(text))
            if not words or len(words) > LONGEST_FORM:
                continue
            form = Form(term, language, text, kind, words)
            by_first.setdefault(words[0].folded, []).append(form)
            by_term.setdefault(term, []).append(form)
        longest_first = {key: tuple(sorted(found, key=lambda one: -len(one.words))) for key, found in by_first.items()}
        return cls(longest_first, {term: tuple(found) for term, found in by_term.items()})

    def places(self, words: Sequence[Word]) -> list[Place]:
        """The terms in a query, from its beginning, the longest at each place, without overlaps."""
        found: list[Place] = []
        start = 0
        while start < len(words):
            matching = [form for form in self.by_first.get(words[start].folded, ()) if _stands(form, words, start)]
            length = len(matching[0].words) if matching else 0
            if matching:
                found.append(Place(start, start + length, tuple(form for form in matching if len(form.words) == length)))
            start += length or 1
        return found

    def alternatives(self, places: Sequence[Place], language: str | None) -> tuple[Alternative, ...]:
        """What else the terms of a query are called in the language that the query has them in."""
        found: list[Alternative] = []
        for place in places:
            home = language if any(form.language == language for form in place.forms) else None
            said = {_key(form.words) for form in place.forms}
            offered: dict[tuple[str, ...], Alternative] = {}
            for form in place.forms:
                for other in self.by_term[form.term]:
                    spoken = other.language == form.language and home in (None, form.language)
                    short = form.kind == "abbreviation" or other.kind == "abbreviation"
                    key = _key(other.words)
                    if spoken and key not in said and key not in offered:
                        reason: Literal["abbreviation", "synonym"] = "abbreviation" if short else "synonym"
                        offered[key] = Alternative(place.start, place.end, other.words, reason, other.text)
            found += list(offered.values())[:MOST_ALTERNATIVES]
        return tuple(found)

    def translations(self, words: Sequence[Word], places: Sequence[Place], language: str | None) -> tuple[Translated, ...]:
        """The query in every other language that has all its terms; nothing when words are left that tell something."""
        if not covers(places, words):
            return ()
        spoken = {form.language for place in places for form in place.forms}
        home = language if language in spoken else next(iter(spoken)) if len(spoken) == 1 else None
        others = {other.language for place in places for form in place.forms for other in self.by_term[form.term]}
        found = []
        # What may be of several languages (CEDAW) is looked for in all of these as it stands.
        for tag in sorted(others - ({home} if home else spoken)):
            terms = [self._in(place, tag) for place in places]
            if all(terms):
                text = " ".join(forms[0].text for forms in terms)
                found.append(Translated(tag, home, tuple(tuple(form.words for form in forms) for forms in terms), text))
        return tuple(found)

    def _in(self, place: Place, language: str) -> list[Form]:
        """How a term at a place is called in a language, the preferred form first. Abbreviations stand for themselves."""
        forms = [other for form in place.forms for other in self.by_term[form.term] if other.language == language]
        forms.sort(key=lambda form: form.kind != "preferred")
        distinct = {_key(form.words): form for form in reversed(forms)}
        return list(reversed(distinct.values()))[:MOST_ALTERNATIVES]


def covers(places: Sequence[Place], words: Sequence[Word]) -> bool:
    """Whether a query is made of terms alone: no word is left that tells something."""
    covered = {index for place in places for index in range(place.start, place.end)}
    return bool(places) and all(index in covered or word.common for index, word in enumerate(words))


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.marked for word in words)


def _stands(form: Form, words: Sequence[Word], start: int) -> bool:
    """Whether the form stands in the query at ``start``: with its marks where the query tells marks, and joined.

    A comma of the form ("quyền kinh tế, xã hội") may be left out in the query, and nothing may stand where it has none.
    """
    if start + len(form.words) > len(words):
        return False
    for offset, own in enumerate(form.words):
        word = words[start + offset]
        if offset and own.joined and not word.joined:
            return False
        if word.folded != own.folded or (word.wanted is not None and word.wanted != own.marked):
            return False
    if form.kind == "abbreviation" and len(form.words) == 1:
        return words[start].exact or not may_be_unmarked(words[start].folded)
    return True
