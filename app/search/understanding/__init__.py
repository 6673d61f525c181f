"""Reading what somebody typed as a query: pure, free of any engine, each step a value that can be shown."""

from app.search.understanding.reading import MOST_WORDS, tidy, typed, understand
from app.search.understanding.words import is_acronym

__all__ = ["MOST_WORDS", "is_acronym", "tidy", "typed", "understand"]
