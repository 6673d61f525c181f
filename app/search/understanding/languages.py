"""In which language a query is written, as far as it shows."""

import re
from collections.abc import Sequence

from app.core.text.syllables import may_be_unmarked
from app.core.text.tokens import has_marks
from app.core.text.vietnamese import is_syllable
from app.search.query import Word
from app.search.understanding import functionwords

# Words that tell a language although they mean something.
_TELLING = {
    "en": frozenset(["right", "rights", "everyone", "freedom", "law", "human", "state", "states", "party", "parties"]),
    "fr": frozenset(["droit", "droits", "liberte", "loi", "homme", "etat", "etats"]),
}
_POSSESSIVE = re.compile(r"\w['’]s\b", re.IGNORECASE)
_ELISION = re.compile(r"\b[dlnq]u?['’](?=\w)", re.IGNORECASE)


def language_of(text: str, words: Sequence[Word]) -> str | None:
    """A tag of core.language; None when it may be any, as names and unmarked Vietnamese may."""
    if any(word.script == "han" for word in words):
        return "zh-Hans"
    if any(has_marks(word) and is_syllable(word.marked) for word in words):
        return "vi"
    plain = [word for word in words if word.script == "latin"]
    # Every word could be a Vietnamese syllable without its marks: "the hien", "tu do", and also "do the can".
    if all(may_be_unmarked(word.folded) for word in plain):
        return "en" if len(plain) > 1 and all(_tells(word, "en") for word in plain) else None
    # "cedaw la gi" is no French.
    if functionwords.asking_unmarked([word.folded for word in words]):
        return "vi"
    if _ELISION.search(text):
        return "fr"
    if _POSSESSIVE.search(text):
        return "en"
    english, french = (sum(_tells(word, tag) for word in plain) for tag in ("en", "fr"))
    if english or french:
        return "en" if english >= french else "fr"
    return None


def _tells(word: Word, language: str) -> bool:
    return any(functionwords.common([word.marked, word.folded], language)) or word.folded in _TELLING[language]
