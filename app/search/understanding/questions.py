"""Telling a question from keywords. A question is looked for by what is rare in it, for no passage has all of its words."""

from collections.abc import Sequence

from app.search.query import Word
from app.search.understanding.functionwords import asks

#: So many telling words, or pairs of Han, are as good as a question: nobody expects to find all of them together.
LONG = 9
LONG_HAN = 12
#: Question words are frequent in titles of two or three words ("Ai Cập", "Who"); a question has something to ask about.
_SHORTEST = 4
_MARKS = ("?", "？")


def is_question(text: str, words: Sequence[Word], language: str | None, *, named: bool = False) -> bool:
    """Whether a query asks a question: by its mark, by a word that asks, or by its length.

    ``named`` says that it is made of terms of the glossary alone: the full name of a convention is long, and no question.
    """
    if not words:
        return False
    if text.rstrip(" \"'”’»").endswith(_MARKS):
        return True
    telling = [word for word in words if not word.common]
    if not named and len(telling) >= (LONG_HAN if language == "zh-Hans" else LONG):
        return True
    return len(words) >= _SHORTEST and asks([word.read_as for word in words], language)
