"""Words of a query, made of tokens."""

from collections.abc import Sequence

from app.core.text.syllables import may_be_unmarked
from app.core.text.tokens import Token, has_marks, tokenize
from app.core.text.vietnamese import is_syllable
from app.search.query import Word


def word_of(token: Token, shouted: bool, *, joined: bool) -> Word:
    """The word that a token of a query is. ``shouted``: everything is in capitals, so that they tell nothing."""
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
        # A letter alone names a point, and "điểm d" is not "điểm đ".
        marks_told=has_marks(token) or token.script != "latin" or len(token.text) == 1 or is_syllable(token.marked),
        exact=acronym,
        joined=joined,
    )


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text that is known to be written properly, such as a term of the glossary."""
    tokens = [token for token in tokenize(text) if token.script != "official"]
    return tuple(word_of(token, False, joined=token.joined) for token in tokens)


def is_acronym(token: Token) -> bool:
    """Whether a word stands in capitals as an acronym does: CAT, UBND, CPTPP."""
    return token.script == "latin" and 2 <= len(token.text) <= 8 and token.text.isupper() and not has_marks(token)


def is_shouted(tokens: Sequence[Token]) -> bool:
    """Whether all of several words are in capitals: then capitals do not tell an acronym."""
    letters = [token.text for token in tokens if token.script == "latin"]
    return len(letters) > 1 and all(text.isupper() for text in letters)
